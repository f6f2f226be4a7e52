import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct RetentionTests {
    /// A stage on which the policy `kept@1` lets go of files.
    private func withPolicy(_ test: @Sendable @escaping (Stage) async throws -> Void) async throws {
        let rules = """
            retention:
              erasure:
                waitingDays: {value: 3, source: own}
                deferredBy: {value: [openCase], source: own}
              files:
                - {id: after-withdrawal, after: withdrawn, keep: {value: {count: 6, unit: months}, source: own}, then: digest}
                - {id: never-submitted, after: idle, keep: {value: {count: 24, unit: months}, source: own}, then: delete}
            appeal:
            """
        try await Stage.run(
            under: "kept", from: "lesotho@1", { $0.replacing("\nappeal:", with: "\n" + rules) }, test)
    }

    /// A learner's portfolio with one file.
    private func portfolio(_ stage: Stage) async throws -> (
        lerato: Actor, id: String, item: String, digest: Digest, college: String
    ) {
        let college = try await stage.institution("lerotholi", policy: "kept@1")
        let lerato = try await stage.person("Lerato Mokoena")
        let id = try await stage.portfolio(of: lerato, at: college)
        let item = try await stage.evidence(in: id, as: lerato)
        try await stage.resources.database.execute(
            "insert into blind_copy (digest, media_type, due_at) select digest, media_type, due_at from evidence_look")
        while try await PreviewMaker(resources: stage.resources).makeOne() {}
        return (lerato, id, item, Digest.of(Samples.png), college)
    }

    private func run(_ stage: Stage) -> RetentionRun {
        RetentionRun(
            database: stage.resources.database, rubrics: stage.resources.rubrics, world: stage.resources.world)
    }

    @Test func `files go when the policy's time is over, and a salted digest stays that knows them again`() async throws
    {
        try await withPolicy { stage in
            let case1 = try await portfolio(stage)
            _ = try await stage.must(
                .post, "/api/portfolios/\(case1.id)/withdrawals", ["reason": "No more."], as: case1.lerato)
            #expect(try await run(stage).plan(until: stage.clock.now).isEmpty)
            stage.clock.advance(days: 190)
            let plan = try await run(stage).plan(until: stage.clock.now)
            #expect(plan.map(\.rule) == ["kept@1 after-withdrawal"])
            #expect(plan.map(\.files) == [1])
            // A plan changes nothing; two processes at once do it once.
            #expect(!stage.storedFiles.isEmpty)
            let made = try await stage.resources.database.one("select state from blind_copy")
            #expect(try made["state"] == "made")
            async let first = run(stage).carryOut(at: stage.clock.now)
            async let second = run(stage).carryOut(at: stage.clock.now)
            #expect(try await first.count + second.count == 1)

            let lerato = try await stage.another(deviceOf: case1.lerato)
            #expect(try await stage.get("/api/evidence/\(case1.item)", as: lerato).json["file"] == nil)
            #expect(try await stage.get("/api/evidence/\(case1.item)/content", as: lerato).status == .notFound)
            #expect(try await stage.usage(of: case1.id, as: lerato)["usedBytes"] == 0)
            _ = try await Sweeper(
                store: stage.resources.store, database: stage.resources.database, grace: .seconds(60)
            ).sweep(at: stage.clock.now)
            #expect(stage.storedFiles == [])

            let stone = try await stage.resources.database.one(
                "select salt, salted_digest, because from evidence_tombstone")
            let salt: [UInt8] = try stone["salt"]
            #expect(try stone["salted_digest"] == Digest.of(salt + case1.digest.bytes))
            #expect(try stone["because"] == "kept@1 after-withdrawal")
            let chain = try #require(UUID(uuidString: case1.college))
            #expect(try await stage.resources.database.verifyChain(chain).fault == nil)
            let told = try await stage.resources.database.query(
                "select to_state from event where kind = 'portfolio.filesRetired'")
            #expect(try told.map { try $0["to_state"] as String } == ["kept@1 after-withdrawal"])
        }
    }

    @Test func `a legal hold keeps files whose time is over, and a file that another has stays in the store`()
        async throws
    {
        try await withPolicy { stage in
            let case1 = try await portfolio(stage)
            let thabo = try await stage.person("Thabo")
            let other = try await stage.portfolio(of: thabo, at: case1.college)
            _ = try await stage.evidence(in: other, as: thabo)
            let registrar = try await stage.staff("Fumane", .registrar, at: case1.college)
            _ = try await stage.must(
                .post, "/api/portfolios/\(case1.id)/withdrawals", ["reason": "No more."], as: case1.lerato)
            _ = try await stage.must(
                .post, "/api/institutions/\(case1.college)/legal-holds",
                ["learner": .string(case1.lerato.id), "reason": "A case in court."], as: registrar)
            stage.clock.advance(days: 190)
            #expect(try await run(stage).plan(until: stage.clock.now).map(\.isHeld) == [true])
            #expect(try await run(stage).carryOut(at: stage.clock.now).isEmpty)
            try await TestDatabase.current.database.execute("delete from legal_hold")
            #expect(try await run(stage).carryOut(at: stage.clock.now).count == 1)
            _ = try await Sweeper(
                store: stage.resources.store, database: stage.resources.database, grace: .seconds(60)
            ).sweep(at: stage.clock.now)
            #expect(try await stage.resources.store.size(of: case1.digest) != nil)
        }
    }
}
