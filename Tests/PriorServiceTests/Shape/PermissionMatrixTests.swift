import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Support
import Testing

@testable import PriorService

/// Who may do what, over every route: a golden table. A new route fails until it is listed, and a change of who may do
/// what is seen in the diff.
@Suite(.database) struct PermissionMatrixTests {
    @Test(.timeLimit(.minutes(15)))
    func `who may do what is as it was looked at, and nothing crosses from one institution to another`() async throws {
        try await Stage.run { stage in
            let world = try await PermissionWorld.build(on: stage)
            try await world.freeze()
            var rows: [Row] = []
            for route in Routes.all + Routes.demo {
                let probe = try await world.probe(route.name)
                guard let probe else {
                    Issue.record("\(route.name) is not listed in PermissionProbes.swift: say how it is tried.")
                    continue
                }
                var row = Row(route: route)
                for member in world.members { row.cells.append(try await cell(route, probe, member, on: stage)) }
                rows.append(row)
            }
            try Golden.expect(
                table(rows, world.members.map(\.name)), at: "Tests/PriorServiceTests/Shape/permissions.golden")
            try await holdTheWalls(rows, world)
        }
    }

    private struct Row: Sendable {
        var route: Route
        var cells: [String] = []
    }

    /// Reads that are events themselves, as what leaves the house is in the log; and the list of clocks, which works out
    /// those that changed.
    private static let readsThatAreWritten: Set = ["exportMe", "exportPortfolio", "listClocks"]

    private func cell(
        _ route: Route, _ probe: Probe, _ member: PermissionWorld.Member, on stage: Stage
    ) async throws -> String {
        let seen = try await send(route, probe, as: member.actor, on: stage)
        return switch seen.status.code {
        case 200..<400: "yes"
        // A write that the frozen world kept from being committed: see `freeze`.
        case 503 where route.method != .get || Self.readsThatAreWritten.contains(route.name): "yes"
        case 409, 412, 415, 422, 428: "state"
        default: String(seen.status.code)
        }
    }

    private func send(_ route: Route, _ probe: Probe, as actor: Actor?, on stage: Stage) async throws -> Seen {
        var headers = probe.headers
        if let actor { headers[.authorization] = "Bearer \(actor.token)" }
        if probe.body != nil { headers[.contentType] = "application/json" }
        let bytes = probe.bytes ?? probe.body?.data
        let response = try await stage.client.execute(
            uri: probe.path, method: route.method, headers: headers, body: bytes.map { ByteBuffer(bytes: $0) })
        return Seen(
            status: response.status, headers: response.headers, bytes: Array(response.body.readableBytesView))
    }

    private func table(_ rows: [Row], _ members: [String]) -> String {
        let nameWidth = (rows.map(\.route.name.count).max() ?? 0) + 2
        let widths = members.map { max($0.count, 5) + 2 }
        func line(_ name: String, _ cells: [String]) -> String {
            let padded = zip(cells, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }
            let text = name.padding(toLength: nameWidth, withPad: " ", startingAt: 0) + padded.joined()
            return text.replacing(/[ ]+$/, with: "")
        }
        let head = """
            # Who may do what. `make goldens` writes this; PermissionMatrixTests compares.
            # yes: it was done. state: it may be done, but not as things stand. 401 403 404: refused.
            # foreign holds every role at another institution; client belongs to the receiver, client2 to a third.


            """
        return head + ([line("", members)] + rows.map { line($0.route.name, $0.cells) }).joined(separator: "\n") + "\n"
    }

    /// What the table must say, whatever else it says.
    private func holdTheWalls(_ rows: [Row], _ world: PermissionWorld) async throws {
        let names = world.members.map(\.name)
        func cell(_ row: Row, _ member: String) -> String { names.firstIndex(of: member).map { row.cells[$0] } ?? "" }
        for row in rows {
            // At the token route the credential is in the form; the client's secret is probed wrong, and nobody gets in.
            if row.route.access == .clientSecret {
                #expect(Set(row.cells).isSubset(of: ["400", "401"]), "\(row.route.name): \(row.cells)")
                continue
            }
            let (route, isOpen) = (row.route.name, row.route.access == .anyone)
            #expect(row.cells.allSatisfy { !$0.hasPrefix("5") && $0 != "400" && $0 != "405" }, "\(route): \(row.cells)")
            if !isOpen { #expect(cell(row, "nobody") == "401", "nobody may \(route)") }
            if !isOpen, row.route.access != .operator {
                #expect(cell(row, "operator") == "401", "the operator may \(route)")
            }
            if row.route.access == .operator {
                #expect(names.filter { cell(row, $0) != "401" } == ["operator"], "\(route)")
            }
            if row.route.access == .link { #expect(names.filter { cell(row, $0) != "401" } == ["link"], "\(route)") }
            if !isOpen, !row.route.parameters.isEmpty {
                #expect(["401", "403", "404"].contains(cell(row, "learner")), "another learner may \(route)")
            }
            try await holdTheWall(row.route, cell(row, "foreign"), world)
        }
    }

    /// Someone with every role elsewhere is told of a thing here exactly what they are told of a thing there is not.
    private func holdTheWall(_ route: Route, _ cell: String, _ world: PermissionWorld) async throws {
        guard let probe = try await world.probe(route.name), route.parameters.contains("id") else { return }
        guard case .anyone = route.access else {
            if case .client = route.access { return }
            // Looked at above: nobody but the operator gets as far as the thing.
            if route.access == .operator { return }
            // That an institution exists is public: there the answer is that they may not.
            if route.path.hasPrefix("/api/institutions/") {
                #expect(["403", "404"].contains(cell), "someone of another institution: \(route.name) \(cell)")
                return
            }
            #expect(cell == "404", "someone of another institution: \(route.name) \(cell)")
            var missing = probe
            missing.path = probe.path.replacing(
                /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/, maxReplacements: 1
            ) {
                _ in UUID().uuidString.lowercased()
            }
            let foreign = world.member("foreign")
            var there = try await send(route, probe, as: foreign, on: world.stage).json
            var nowhere = try await send(route, missing, as: foreign, on: world.stage).json
            there["requestId"] = nil
            nowhere["requestId"] = nil
            #expect(there == nowhere, "\(route.name) tells that there is something")
            return
        }
    }
}
