import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct LeaseTests {
    private static func patient(_ settings: inout Settings) { settings.sessions.idleLimit = .seconds(190 * 86_400) }

    /// Lets days pass, and the service do what is due on each.
    private func pass(days: Int, _ stage: Stage) async throws {
        let runner = JobRunner(resources: stage.resources)
        for _ in 0..<days {
            stage.clock.advance(days: 1)
            while try await runner.runOne() {}
        }
    }

    private func told(_ who: Actor, _ stage: Stage) async throws -> [String] {
        let seen = try await stage.get("/api/me/notifications", as: who)
        #expect(seen.status == .ok, "\(seen.text)")
        return seen.items.compactMap { $0["kind"]?.string }
    }

    @Test func `work that is not finished in time lapses after a reminder, and is kept for whoever did it`()
        async throws
    {
        try await Stage.run(Self.patient) { stage in
            let work = try await stage.casework(policy: "lesotho@3")
            let submission = try await work.admitted()
            let first = try await work.seated(submission, work.ben, "first")
            #expect(try await work.rule(first, work.evidence[0], as: work.ben).status == .ok)
            #expect(
                try await work.score(first, work.criteria[0].id, "competent", version: 0, as: work.ben).status == .ok)
            try await pass(days: 60, stage)
            let lapsed = try await stage.get("/api/assignments/\(first)", as: work.ben)
            #expect(lapsed.json["state"] == "lapsed")
            let kinds = try await told(work.ben, stage)
            #expect(kinds.count { $0 == "assessment.reminder" } == 1)
            #expect(kinds.count { $0 == "assessment.lapsed" } == 1)
            let late = try await work.score(first, work.criteria[1].id, "competent", version: 1, as: work.ben)
            #expect(late.problem == "assignment-state")
            // Somebody else in the seat sees nothing of it.
            let others = try await work.seated(submission, work.carol, "first")
            let cards = try await stage.get("/api/assignments/\(others)/scorecards", as: work.carol)
            #expect(cards.items.map { $0["scores"] } == [[]])
            // Given back, all is as it was left, and goes on from there.
            let back = try await work.offer(submission, to: work.ben, "second")
            #expect(back.status == .created && back.id == first && back.json["seat"] == "second", "\(back.text)")
            #expect(try await work.accept(first, as: work.ben).status == .created)
            let own = try await stage.get("/api/assignments/\(first)/scorecards", as: work.ben)
            #expect(own.items[0]["scores"]?[0]?["criterion"]?.string == work.criteria[0].id)
            let next = try await work.score(first, work.criteria[1].id, "competent", version: 1, as: work.ben)
            #expect(next.status == .ok, "\(next.text)")
        }
    }

    @Test func `an offer lapses after a reminder, once, whoever looks, and the next best is asked`() async throws {
        try await Stage.run(Self.patient) { stage in
            var scene = try await stage.allocationScene(policy: "lesotho@3")
            let ben = try await scene.addAssessor("Assessor Ben", strength: 90)
            _ = try await scene.addAssessor("Assessor Carol", strength: 80)
            let made = try await scene.addCase(policy: "lesotho@3")
            _ = try await scene.run(["commit": true])
            let carol = scene.assessors[1]
            try await scene.accept(carol)
            let dumisani = try await scene.addAssessor("Assessor Dumisani", strength: 70)
            try await pass(days: 12, stage)
            let kinds = try await told(ben, stage)
            #expect(kinds.count { $0 == "assignment.reminder" } == 1 && kinds.count { $0 == "assignment.lapsed" } == 1)
            let queue = try await stage.get("/api/assignments", as: dumisani).items
            #expect(queue.map { $0["submission"]?.string } == [made.submission])
            let given = try await stage.get("/api/submissions/\(made.submission)/assignments", as: scene.elias).items
            #expect(given.map { $0["state"]?.string ?? "" }.sorted() == ["accepted", "lapsed", "offered"])
            // Dumisani does not answer either: nobody is left, and the coordinator hears of it.
            try await pass(days: 12, stage)
            #expect(try await told(scene.elias, stage).contains("seat.open"))
        }
    }

    @Test func `a policy that says nothing of it lets accepted work be late`() async throws {
        try await Stage.run(Self.patient) { stage in
            let work = try await stage.casework()
            let first = try await work.seated(try await work.admitted(), work.ben, "first")
            try await pass(days: 120, stage)
            #expect(try await stage.get("/api/assignments/\(first)", as: work.ben).json["state"] == "accepted")
            #expect(try await told(work.ben, stage).contains("assessment.lapsed") == false)
        }
    }
}
