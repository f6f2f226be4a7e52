import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct AppealClosingTests {
    private let patient: @Sendable (inout Settings) -> Void = { $0.sessions.idleLimit = .seconds(90 * 86_400) }

    /// Runs what is owed on three servers at once, at midnight in Lesotho of a day of October 2026.
    private func run(_ stage: Stage, until day: Int) async throws {
        let moment = try Date("2026-10-\(day)T22:00:00Z", strategy: .iso8601)
        stage.clock.advance(moment.timeIntervalSince(stage.clock.now))
        let resources = stage.resources
        try await withThrowingTaskGroup { group in
            for _ in 0..<3 {
                group.addTask {
                    while try await JobRunner(resources: resources, handlers: [.appealClosing]).runOne() {}
                }
            }
            try await group.waitForAll()
        }
    }

    private func told(_ scene: AppealScene) async throws -> [JSONValue] {
        try await scene.stage.get("/api/me/notifications", as: scene.lerato).items
            .filter { $0["kind"] == "appeal.closing" }
    }

    @Test func `the learner is told once, two working days before the window closes`() async throws {
        try await Stage.run(patient) { stage in
            let scene = try await AppealScene(stage, .partly)
            // Decided on 21 September; the last day is Monday, 19 October, and Friday is the working day before.
            try await run(stage, until: 14)
            #expect(try await told(scene).isEmpty)
            for day in [15, 16, 17] { try await run(stage, until: day) }
            let said = try await told(scene)
            #expect(said.count == 1 && said[0]["times"] == 1 && said[0]["until"] == "2026-10-19", "\(said)")
            #expect(try await scene.lodge().status == .created)
        }
    }

    @Test(arguments: [Decision.Verdict.granted, .refused])
    func `nobody is told who got all they asked, has appealed already, or is too late`(_ verdict: Decision.Verdict)
        async throws
    {
        try await Stage.run(patient) { stage in
            let scene = try await AppealScene(stage, verdict)
            if verdict == .refused { #expect(try await scene.lodge().status == .created) }
            try await run(stage, until: 16)
            #expect(try await told(scene).isEmpty)
        }
    }

    @Test func `a service that stood still over the end says nothing of a window that is closed`() async throws {
        try await Stage.run(patient) { stage in
            let scene = try await AppealScene(stage, .refused)
            try await run(stage, until: 19)
            #expect(try await told(scene).isEmpty)
        }
    }

    @Test func `a claim of a unit that its learner appealed on is looked at, another's is not`() async throws {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .refused)
            func isAppealed(_ learner: Actor) async throws -> Bool {
                let made = try await stage.assessed(
                    learner, at: scene.institution, policy: "lesotho@3", [AppealScene.unit: .met])
                let claim = try #require(ID<Claim>(made.claims[AppealScene.unit] ?? ""))
                return try await stage.resources.database.withConnection { connection in
                    let id = try #require(ID<Submission>(made.submission))
                    let submission = try #require(try await connection.submission(id))
                    return try await connection.moderatedFacts(of: claim, in: submission, outcome: .competent)
                        .isAppealed
                }
            }
            #expect(try await !isAppealed(scene.lerato))
            _ = try await scene.heard()
            #expect(try await isAppealed(scene.lerato))
            #expect(try await !isAppealed(try await stage.person("Neo")))
        }
    }

    @Test func `who taught the learner long ago may hear the appeal`() async throws {
        try await Stage.run { stage in
            let scene = try await AppealScene(stage, .refused)
            let appeal = try await scene.lodge().id
            for (member, last) in zip(scene.panel, ["2024-09-20", "2024-09-22"]) {
                _ = try await stage.must(
                    .post, "/api/conflicts",
                    [
                        "institution": .string(scene.institution), "learner": .string(scene.lerato.id),
                        "relation": "taught", "lastOn": .string(last),
                    ], as: member)
            }
            let seen = try await scene.call(to: appeal)
            #expect(seen.problem == "panelist-not-independent")
            #expect(seen.json["members"]?.array?.map { $0["person"]?.string } == [scene.panel[1].id], "\(seen.text)")
        }
    }
}
