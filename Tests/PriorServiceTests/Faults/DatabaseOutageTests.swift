import Assessment
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Postgres
import PostgresCluster
import ServiceLifecycle
import Support
import Synchronization
import Testing

@testable import PriorService

/// PostgreSQL killed under the running service: 503 with `Retry-After`, nothing half done, and work goes on by itself.
@Suite struct DatabaseOutageTests {
    @Test(.timeLimit(.minutes(3)))
    func `requests are told to come back, and what was acknowledged is there`() async throws {
        try await Outage.run { outage in
            #expect(try await outage.stage.get("/readyz").status == .ok)
            let answers = Answers()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        for number in 0..<25 { try await outage.invite("w\(writer)n\(number)", noting: answers) }
                    }
                }
                group.addTask {
                    for _ in 0..<2 {
                        try await Task.sleep(for: .milliseconds(150))
                        guard let postmaster = await outage.cluster.processID else { continue }
                        kill(postmaster, SIGKILL)
                        try await Task.sleep(for: .seconds(2))
                    }
                }
                try await group.waitForAll()
            }
            let seen = answers.statuses
            #expect(seen.isSubset(of: [201, 409, 503]), "\(seen)")
            #expect(seen.contains(503), "The kill was not felt; the test shows nothing.")
            #expect(
                try await outage.stage.count("invitation") == 100, "each once, though most were sent more than once")
            #expect(try await outage.stage.get("/readyz").status == .ok)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `while PostgreSQL is away the service is alive and not ready`() async throws {
        try await Outage.run(isWatched: false) { outage in
            let postmaster = try #require(await outage.cluster.processID)
            kill(postmaster, SIGKILL)
            while try await outage.stage.get("/readyz").status == .ok { try await Task.sleep(for: .milliseconds(50)) }
            #expect(try await outage.stage.get("/healthz").status == .ok)
            let away = try await outage.stage.get("/api/institutions")
            #expect(away.status == .serviceUnavailable && away.problem == "unavailable")
            #expect(away.headers[.retryAfter] == "5")
            let me = try await outage.stage.get("/api/people/me", as: outage.administrator)
            #expect(me.status == .serviceUnavailable, "A session that cannot be looked up is not a wrong one.")
        }
    }
}

/// The service on a PostgreSQL of its own, which a test may kill.
private struct Outage: Sendable {
    let stage: Stage
    let cluster: PostgresCluster
    let administrator: Actor
    let institution: String

    /// - Parameter isWatched: whether the cluster is started again when it dies, as `prior serve` does.
    static func run(isWatched: Bool = true, _ test: @Sendable @escaping (Outage) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "prior-outage-\(UUID())").path
        let cluster = PostgresCluster(dataDirectory: directory, logger: .silent)
        defer {
            PostgresCluster.quit(dataDirectory: directory)
            try? FileManager.default.removeItem(atPath: directory)
        }
        let conninfo = try await cluster.start()
        try await PriorServer.migrate(conninfo, settings, logger: .silent)
        let watcher = isWatched ? Task { try await cluster.run() } : nil
        do {
            try await Stage.run({ $0.database.wait = .seconds(2) }, on: conninfo) { stage in
                let institution = try await stage.institution("maluti")
                let administrator = try await stage.staff("Elias", .administrator, at: institution)
                try await test(
                    Outage(stage: stage, cluster: cluster, administrator: administrator, institution: institution))
            }
        } catch {
            watcher?.cancel()
            await cluster.stop()
            throw error
        }
        watcher?.cancel()
        await cluster.stop()
    }

    private static var settings: Settings {
        var settings = Settings()
        settings.migrationsDirectory = Stage.packageRoot.appending(path: "storage/migrations")
        return settings
    }

    /// Invites one address, sending the same request again until it is acknowledged, as a client should.
    func invite(_ name: String, noting answers: Answers) async throws {
        let body: JSONValue = ["email": .string("\(name)@example.org"), "role": "assessor"]
        for _ in 0..<200 {
            let seen = try await stage.post(
                "/api/institutions/\(institution)/invitations", body, as: administrator,
                headers: [.idempotencyKey: name])
            answers.note(seen.status)
            if seen.status == .created { return }
            #expect(seen.headers[.retryAfter] != nil, "\(seen.text)")
            try await Task.sleep(for: .milliseconds(100))
        }
        Issue.record("\(name) was never acknowledged")
    }
}

/// Which statuses were answered.
private final class Answers: Sendable {
    private let kept = Mutex<Set<Int>>([])
    var statuses: Set<Int> { kept.withLock { $0 } }
    func note(_ status: HTTPResponse.Status) { kept.withLock { _ = $0.insert(status.code) } }
}
