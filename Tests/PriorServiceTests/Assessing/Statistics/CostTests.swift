import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct CostTests {
    private let bricks = "bricklaying-trade-test@1"
    private let sewing = "garment-machine-operation@1"

    private func patient(_ settings: inout Settings) { settings.sessions.idleLimit = .seconds(90 * 86_400) }

    private func table(_ stage: Stage, _ institution: String, _ query: String, as who: Actor) async throws -> Seen {
        try await stage.get("/api/institutions/\(institution)/statistics/\(query)", as: who)
    }

    /// Decided cases of so many learners, each with two seats, in a quarter that is over.
    private func world(_ stage: Stage, bricklayers: Int, sewers: Int) async throws -> (
        institution: String, staff: Actor
    ) {
        let institution = try await stage.institution("maseru")
        for place in 0..<(bricklayers + sewers) {
            let learner = try await stage.person("Learner \(place)")
            let made = try await stage.posted(place < bricklayers ? bricks : sewing, to: learner, at: institution)
            #expect(made.decision.status == .created, "\(made.decision.text)")
        }
        let staff = try await stage.staff("Coordinator Elias", .coordinator, at: institution)
        stage.clock.advance(days: 30)
        return (institution, staff)
    }

    private func price(
        _ stage: Stage, _ institution: String, _ kind: String, _ amount: String, _ currency: String = "LSL",
        from: String = "2026-01-01", as who: Actor
    ) async throws -> Seen {
        try await stage.put(
            "/api/institutions/\(institution)/costs/\(kind)",
            ["amount": .string(amount), "currency": .string(currency), "from": .string(from)], as: who)
    }

    @Test func `a case costs what its work did at the price of its day, in all and by unit`() async throws {
        try await Stage.run(patient) { stage in
            let (maseru, elias) = try await world(stage, bricklayers: 6, sewers: 5)
            let none = try await table(stage, maseru, "costs", as: elias)
            #expect(none.json["columns"] == ["claims", "cases"] && none.json["rows"]?[0]?["values"] == [11, 11])
            for (amount, day) in [("100", "2026-01-01"), ("137.50", "2026-09-01"), ("900", "2026-10-01")] {
                #expect(try await price(stage, maseru, "seat", amount, from: day, as: elias).status == .ok)
            }
            let seen = try await table(stage, maseru, "costs", as: elias)
            #expect(
                seen.json["columns"]?.array?.compactMap(\.string) == [
                    "claims", "cases", "seats.LSL", "moderations.LSL", "appeals.LSL", "siteVisits.LSL", "total.LSL",
                    "perCase.LSL",
                ])
            #expect(
                seen.json["rows"] == [["group": "all", "values": [11, 11, 3025, 0, 0, 0, 3025, 275]]], "\(seen.text)")
            let units = try await table(stage, maseru, "costs?by=unit", as: elias)
            #expect(units.json["rows"]?[0]?["values"] == [6, 6, 1650, 0, 0, 0, 1650, 275], "\(units.text)")
            let csv = try await table(stage, maseru, "costs?format=csv", as: elias)
            #expect(csv.text.contains("perCase.LSL\r\nall,11,11,3025,0,0,0,3025,275\r\n"), "\(csv.text)")
            let lines = try await table(stage, maseru, "costs?format=ndjson", as: elias)
            #expect(lines.text.contains(#""perCase.LSL":275"#))
        }
    }

    @Test func `what a few people cost is withheld whole, and with it what would give it away`() async throws {
        try await Stage.run(patient) { stage in
            let (maseru, elias) = try await world(stage, bricklayers: 6, sewers: 2)
            _ = try await price(stage, maseru, "seat", "100", as: elias)
            let rows = try await table(stage, maseru, "costs?by=unit", as: elias).json["rows"]?.array ?? []
            #expect(rows.map { $0["group"] } == ["bricklaying-trade-test", "garment-machine-operation", "all"])
            #expect(rows.dropFirst().first?["values"]?.array?.allSatisfy { $0 == .null } == true)
            #expect(rows.filter { $0["values"]?[0] == .null }.count >= 2)
        }
    }

    @Test func `prices are the institution's own: who keeps them, what is refused, who reads them`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let mpho = try await stage.staff("Administrator Mpho", .administrator, at: maseru)
            let auditor = try await stage.staff("Auditor Sello", .auditor, at: maseru)
            let stranger = try await stage.staff(
                "Coordinator X", .coordinator, at: try await stage.institution("botho"))
            #expect(try await price(stage, maseru, "siteVisit", "312.5", as: mpho).json["amount"] == "312.5")
            #expect(try await price(stage, maseru, "seat", "-1", as: mpho).faults == ["/amount form"])
            #expect(try await price(stage, maseru, "seat", "1", "lsl", as: mpho).faults == ["/currency currency"])
            #expect(try await price(stage, maseru, "tea", "1", as: mpho).status == .notFound)
            #expect(try await price(stage, maseru, "seat", "1", as: auditor).status == .forbidden)
            #expect(try await price(stage, maseru, "seat", "1", as: stranger).status == .notFound)
            // The price of the same day is written over.
            #expect(try await price(stage, maseru, "siteVisit", "300", as: mpho).status == .ok)
            let list = try await stage.get("/api/institutions/\(maseru)/costs", as: auditor).items
            #expect(list.map { $0["amount"] } == ["300"] && list.first?["kind"] == "siteVisit")
        }
    }
}
