import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ModerationClockTests {
    private let patient: @Sendable (inout Settings) -> Void = {
        $0.sessions.idleLimit = .seconds(200 * 86_400)
        $0.sessions.lifetime = .seconds(300 * 86_400)
    }

    private func clock(_ scene: ModerationScene) async throws -> JSONValue {
        let path = "/api/institutions/\(scene.work.institution)/clocks?kind=moderation"
        return try await scene.stage.get(path, as: scene.work.elias).items.first ?? .null
    }

    private func kinds(_ who: Actor, _ stage: Stage) async throws -> [String] {
        try await stage.get("/api/me/notifications", as: who).items.compactMap { $0["kind"]?.string }
    }

    @Test func `while a moderator looks the clock is theirs, and the coordinator's begins when they are done`()
        async throws
    {
        try await Stage.run(patient) { stage in
            let scene = try await ModerationScene.settled(stage)
            let open = try await clock(scene)
            // Five working days of Lesotho after Monday, 21 September, as the recommendation has.
            #expect(open["holder"] == "moderators" && open["lastDay"] == "2026-09-28")
            stage.clock.advance(days: 2)
            let held = try await scene.taken()
            let taken = try await clock(scene)
            #expect(taken["holder"] == "moderator" && taken["lastDay"] == "2026-09-30")
            stage.clock.advance(days: 1)
            _ = try await scene.decide(held, ["verdict": "agreed"])
            let seen = try await stage.get("/api/submissions/\(scene.submission)/clock", as: scene.work.elias)
            #expect(seen.json["step"] == "recommendation" && seen.json["holder"] == "coordinator")
            #expect(seen.json["lastDay"] == "2026-10-01")
            #expect(try await clock(scene) == .null)
        }
    }

    @Test func `a moderator is reminded, the coordinators hear that it is late, and then it is open to the others`()
        async throws
    {
        try await Stage.run(patient) { stage in
            let scene = try await ModerationScene.settled(stage)
            let other = try await stage.staff("Moderator Mpho", .moderator, at: scene.work.institution)
            let held = try await scene.taken()
            func watch(days: Int) async throws {
                let (resources, clock) = (stage.resources, stage.clock)
                for _ in 0..<days {
                    clock.advance(days: 1)
                    try await withThrowingTaskGroup { group in
                        for _ in 0..<2 {
                            group.addTask { try await CaseWatch(resources: resources).run(at: clock.now) }
                        }
                        try await group.waitForAll()
                    }
                }
            }
            try await watch(days: 4)
            #expect(try await kinds(scene.moira, stage).contains("step.reminder"))
            #expect(try await kinds(other, stage).isEmpty)
            try await watch(days: 5)
            #expect(try await kinds(scene.work.elias, stage).contains("step.overdue"))
            let late = try await clock(scene)
            #expect(late["holder"] == "moderator" && late["isLate"] == true)
            try await watch(days: 6)
            #expect(try await kinds(scene.moira, stage).contains("moderation.lapsed"))
            #expect(try await kinds(other, stage).contains("moderation.asked"))
            let open = try await clock(scene)
            #expect(open["holder"] == "moderators" && open["isLate"] == false)
            let refused = try await scene.decide(held, ["verdict": "agreed"])
            #expect(refused.status == .notFound)
            _ = try await stage.must(
                .post, "/api/moderations/\(held)/acceptances", ["independence": true], as: other)
            let lapses: Int = try await stage.resources.database.one(
                "select count(*) as n from event where kind = 'moderation.lapsed'")["n"]
            #expect(lapses == 1)
        }
    }

    @Test func `whoever taught the learner long ago looks at the case, and whoever did of late does not`() async throws
    {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage)
            let work = scene.work
            var queues: [[JSONValue]] = []
            // Within two years nobody assesses whom they taught.
            for (name, last) in [("Thabo", "2024-09-20"), ("Mpho", "2024-09-22")] {
                let who = try await stage.staff("Moderator \(name)", .moderator, at: work.institution)
                _ = try await stage.must(
                    .post, "/api/conflicts",
                    [
                        "institution": .string(work.institution), "learner": .string(work.lerato.id),
                        "relation": "taught", "lastOn": .string(last),
                    ], as: who)
                queues.append(try await stage.get("/api/moderations", as: who).items)
                let id = try #require(try await scene.queue().first?["id"]?.string)
                let one = try await stage.get("/api/moderations/\(id)", as: who)
                #expect(one.status == (queues.last?.isEmpty == true ? .notFound : .ok))
            }
            #expect(queues.map(\.count) == [1, 0])
        }
    }
}
