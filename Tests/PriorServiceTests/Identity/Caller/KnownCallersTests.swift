import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database)
struct KnownCallersTests {
    /// Runs a test while changes are heard of, on a stage with a coordinator who has asked once.
    private func watched(
        _ test: @Sendable @escaping (Stage, _ institution: String, _ elias: Actor) async throws -> Void
    ) async throws {
        try await Stage.run { stage in
            let watch = Task { try await CallerWatch(resources: stage.resources).run() }
            let institution = try await stage.institution("lct")
            let elias = try await stage.staff("Elias", .coordinator, at: institution)
            try await eventually("the watch keeps what was asked") {
                try await stage.asks(elias)
                return stage.knows(elias)
            }
            try await test(stage, institution, elias)
            watch.cancel()
            _ = await watch.result
            #expect(!stage.knows(elias))
        }
    }

    @Test func `a session ended over HTTP is refused by the very next request`() async throws {
        try await watched { stage, _, elias in
            let ended = try await stage.delete("/api/sessions", as: elias)
            #expect(ended.status == .noContent)
            let refused = try await stage.get("/api/portfolios", as: elias)
            #expect(refused.status == .unauthorized)
        }
    }

    @Test func `a role taken over HTTP is gone at the very next request`() async throws {
        try await watched { stage, institution, elias in
            let admin = try await stage.staff("Gugu", .administrator, at: institution)
            try await eventually("known with the role") {
                try await stage.asks(elias)
                return stage.knows(elias)
            }
            let list = try await stage.get("/api/institutions/\(institution)/memberships", as: admin)
            let held = list.json["items"]?.array?.first { $0["person"]?.string == elias.id }
            let id = try #require(held?["id"]?.string)
            #expect(try await stage.delete("/api/memberships/\(id)", as: admin).status == .noContent)
            let refused = try await stage.get("/api/institutions/\(institution)/memberships", as: elias)
            #expect(refused.status == .forbidden)
        }
    }

    @Test func `what somebody else changes in the database is heard of`() async throws {
        try await watched { stage, _, elias in
            for change: SQL in [
                "update membership set ended_at = now()", "update person set name = 'Elias M.'",
                "update session set ended_at = now()", "update person set disabled_at = now()",
            ] {
                #expect(stage.knows(elias))
                try await stage.resources.database.execute(change)
                try await eventually("forgotten") { !stage.knows(elias) }
                try await stage.resources.database.execute(
                    "update session set ended_at = null where ended_at is not null")
                try await stage.resources.database.execute("update person set disabled_at = null")
                try await eventually("known again") {
                    try await stage.asks(elias)
                    return stage.knows(elias)
                }
            }
        }
    }

    @Test func `nothing is believed while the watch is deaf`() async throws {
        try await watched { stage, _, elias in
            let killed = try await TestDatabase.current.database.query(
                """
                select pg_terminate_backend(pid, 5000) from pg_stat_activity
                where query like 'listen%' and datname = current_database()
                """)
            #expect(killed.count == 1)
            try await eventually("forgotten") { !stage.knows(elias) }
            try await eventually("known again once it listens") {
                try await stage.asks(elias)
                return stage.knows(elias)
            }
        }
    }

    @Test func `without a watch every request asks the database`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            try await stage.asks(lerato)
            #expect(!stage.knows(lerato))
        }
    }

    @Test func `what was found before something changed is not kept after it`() {
        let callers = KnownCallers()
        callers.watched(true)
        let token = Digest.of("token")
        let now = Date(timeIntervalSince1970: 1_790_000_000)
        let client = Caller.InstitutionClient(id: ID(UUID()), institution: ID(UUID()), scopes: [])
        let finding = KnownCallers.Finding(caller: .client(client), until: now.addingTimeInterval(60))
        let search = callers.search()
        callers.forget(.person(ID(UUID())))
        callers.keep(finding, for: token, foundBy: search)
        #expect(callers.caller(of: token, at: now) == nil)
        callers.keep(finding, for: token, foundBy: callers.search())
        #expect(callers.caller(of: token, at: now) != nil)
        #expect(callers.caller(of: token, at: now.addingTimeInterval(60)) == nil)
        #expect(KnownCallers.Subject(notification: "client \(client.id)") == .client(client.id))
        #expect(KnownCallers.Subject(notification: "nonsense") == .all)
    }
}

extension Stage {
    /// Any request of a signed-in person.
    fileprivate func asks(_ actor: Actor) async throws {
        #expect(try await get("/api/portfolios", as: actor).status == .ok)
    }

    fileprivate func knows(_ actor: Actor) -> Bool {
        resources.callers.caller(of: SecretToken.digest(of: actor.token), at: clock.now) != nil
    }
}

/// Waits up to ten seconds for what another task or process has to do.
private func eventually(_ what: String, _ holds: () async throws -> Bool) async throws {
    for _ in 0..<500 {
        if try await holds() { return }
        try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("not in ten seconds: \(what)")
}
