import Assessment
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Postgres
import Seal
import ServiceLifecycle
import Support
import Testing

@testable import PriorService

/// An upload as a test drives it.
struct Sending: Sendable {
    let stage: Stage
    let who: Actor
    let path: String

    /// Sends bytes from an offset on.
    func send(_ bytes: some Collection<UInt8>, at offset: Int, headers: HTTPFields = [:]) async throws -> Seen {
        var all = Stage.tus
        all[.uploadOffset] = String(offset)
        all[.contentType] = Tus.pieceType
        for field in headers { all[field.name] = field.value }
        return try await stage.send(.patch, path, bytes: Array(bytes), as: who, headers: all)
    }

    func head(as other: Actor? = nil) async throws -> Seen {
        try await stage.send(.head, path, bytes: nil, as: other ?? who, headers: Stage.tus)
    }

    func show() async throws -> JSONValue { try await stage.get(path, as: who).json }

    func giveUp() async throws -> Seen { try await stage.delete(path, as: who, headers: Stage.tus) }
}

extension Stage {
    static let tus: HTTPFields = [.tusResumable: Tus.version]

    /// `Upload-Metadata` of these texts.
    static func metadata(_ values: [String: String]) -> String {
        values.sorted { $0.key < $1.key }.map { "\($0.key) \(Data($0.value.utf8).base64EncodedString())" }
            .joined(separator: ",")
    }

    /// Asks to begin an upload.
    func begin(
        _ length: Int?, to portfolio: String?, as who: Actor, _ values: [String: String] = ["filename": "photo.png"],
        bytes: [UInt8]? = nil, headers: HTTPFields = [:]
    ) async throws -> Seen {
        var all = Self.tus
        if let length { all[.uploadLength] = String(length) }
        var values = values
        if let portfolio { values["portfolio"] = portfolio }
        if !values.isEmpty, headers[.uploadConcat] != "partial" { all[.uploadMetadata] = Self.metadata(values) }
        for field in headers { all[field.name] = field.value }
        if bytes != nil { all[.contentType] = Tus.pieceType }
        return try await send(.post, "/api/uploads", bytes: bytes, as: who, headers: all)
    }

    /// An upload that is begun.
    func sending(
        _ length: Int, to portfolio: String?, as who: Actor, _ values: [String: String] = ["filename": "photo.png"],
        headers: HTTPFields = [:]
    ) async throws -> Sending {
        let seen = try await begin(length, to: portfolio, as: who, values, headers: headers)
        #expect(seen.status == .created, "\(seen.text)")
        return sending(at: seen, as: who)
    }

    /// The upload that an answer made.
    func sending(at seen: Seen, as who: Actor) -> Sending {
        let location = seen.headers[.location] ?? ""
        return Sending(
            stage: self, who: who,
            path: location.firstRange(of: "/api").map { String(location[$0.lowerBound...]) } ?? "")
    }

    /// The files of unfinished uploads.
    var uploadFiles: [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: resources.uploads.path)) ?? []
    }

    /// Serves the stage on a free port, behind the edge.
    func served(_ limits: EdgeLimits = .short, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let app = Application(
            router: router(for: Routes.mounted(resources.settings), resources), server: .edge(limits: limits),
            configuration: .edge(address: .hostname("127.0.0.1", port: 0), limits: limits, logger: .silent),
            onServerRunning: { channel in found.yield(channel.localAddress?.port ?? 0) }, logger: .silent)
        let group = ServiceGroup(services: [app], limits: limits, logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var port = ports.makeAsyncIterator()
            let number = await port.next() ?? 0
            try await body(number)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// A learner with an open portfolio.
    static func withPortfolio(
        _ change: @escaping @Sendable (inout Settings) -> Void = { _ in },
        _ test: @escaping @Sendable (Stage, _ lerato: Actor, _ portfolio: String) async throws -> Void
    ) async throws {
        try await run(change) { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            try await test(stage, lerato, try await stage.portfolio(of: lerato, at: college))
        }
    }

    /// The same person, signed in a second time.
    func another(deviceOf who: Actor) async throws -> Actor {
        let token = SecretToken.make(prefix: Credential.sessionPrefix)
        let (now, person) = (clock.now, try #require(ID<Person>(who.id)))
        try await resources.database.transaction { connection in
            try await connection.insertSession(
                ID(UUID.version7(at: now, random: RandomBytes.next(10))), of: person, token: token.digest,
                device: "tablet", at: now, until: now.addingTimeInterval(86_400))
        }
        var other = who
        other.token = token.text
        return other
    }

    func evidence(of portfolio: String, as who: Actor) async throws -> [JSONValue] {
        try await get("/api/portfolios/\(portfolio)/evidence", as: who).items
    }

    func usage(of portfolio: String, as who: Actor) async throws -> JSONValue {
        try await get("/api/portfolios/\(portfolio)/usage", as: who).json
    }
}
