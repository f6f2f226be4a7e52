import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ModerationRoundTests {
    @Test func `a round is drawn from all that wait, and its digests are in order`() async throws {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage, policy: "lesotho@3", areNew: false)
            // Forty that wait, as a policy with rounds would leave them.
            try await stage.resources.database.execute(
                """
                insert into moderation (id, institution_id, submission_id, claim_id, unit_id, unit_version, policy_id,
                    policy_version, outcome, scorecard_id, settled_at)
                select gen_random_uuid(), institution_id, submission_id, claim_id, unit_id, unit_version, 'strict', '3',
                    outcome, scorecard_id, settled_at + make_interval(secs => n)
                from moderation, generate_series(1, 140) as n
                """)
            let waiting = try await scene.recommend()
            #expect(waiting.problem == "moderation-open")
            let rounds = "/api/institutions/\(scene.work.institution)/moderation-rounds"
            #expect(try await stage.post(rounds, [:], as: scene.work.elias).problem == "nothing-to-draw")
            #expect(
                try await stage.post(rounds, ["policy": "nowhere@1"], as: scene.work.elias).faults == [
                    "/policy unknown"
                ])
            #expect(try await stage.post(rounds, [:], as: scene.moira).status == .forbidden)
            let drawn = try await stage.post(rounds, ["policy": "strict@3"], as: scene.work.elias)
            #expect(
                drawn.status == .created && drawn.json["size"] == 14 && drawn.json["population"] == 140, "\(drawn.text)"
            )
            let shown = try await stage.get("/api/moderation-rounds/\(drawn.id)", as: scene.work.elias)
            let seed = shown.json["seed"]?.string ?? ""
            let inputs = shown.json["inputs"]?.array ?? []
            #expect(inputs.count == 140)
            let digests = inputs.map { Digest.of("\(seed):\($0["id"]?.string ?? "")").hex }
            #expect(digests == digests.sorted() && digests == inputs.map { $0["digest"]?.string ?? "" })
            #expect(inputs.prefix(14).allSatisfy { $0["drawn"] == true })
            #expect(inputs.dropFirst(14).allSatisfy { $0["drawn"] == false })
            #expect(try await stage.get(rounds, as: scene.work.elias).items.count == 1)
            #expect(try await stage.post(rounds, ["policy": "strict@3"], as: scene.work.elias).status == .conflict)
        }
    }

    @Test func `of several coordinators who draw at once one draws`() async throws {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage, areNew: false)
            try await stage.resources.database.execute(
                "update moderation set is_drawn = null, seed = null, draw_digest = null")
            let rounds = "/api/institutions/\(scene.work.institution)/moderation-rounds"
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask { try await stage.post(rounds, [:], as: scene.work.elias).status.code }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201, 409, 409, 409, 409, 409])
        }
    }
}
