import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ModerationTests {
    @Test func `an outcome is held until a moderator agrees, who sees every mark and nobody's name`() async throws {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage)
            let held = try await scene.recommend()
            #expect(held.problem == "moderation-open" && held.json["state"] == "open", "\(held.text)")
            let line = try #require(try await scene.queue().first)
            #expect(line["grounds"]?.array == ["newAssessor"] && line["draw"] == nil && line["scorecards"] == nil)
            let case_ = "/api/submissions/\(scene.submission)"
            #expect(try await stage.get(case_, as: scene.moira).status == .notFound)
            let id = try await scene.taken()
            let shown = try await stage.get("/api/moderations/\(id)", as: scene.moira)
            #expect(shown.json["scorecards"]?.array?.map { $0["seat"] } == ["first", "second"])
            let seen = try await stage.get(case_, as: scene.moira)
            #expect(seen.status == .ok && seen.json["learner"] == nil)
            for text in [shown.text, seen.text] {
                for who in [scene.work.lerato, scene.work.ben, scene.work.carol] {
                    #expect(!text.contains(who.id) && !text.contains(who.name))
                }
            }
            #expect(
                try await stage.get("/api/evidence/\(scene.work.evidence[0])/content", as: scene.moira).status == .ok)
            for who in [scene.work.ben, scene.work.carol] {
                let cards = try await stage.get("\(case_)/scorecards", as: who)
                #expect(cards.problem == "scorecards-blind")
            }
            #expect(try await scene.decide(id, ["verdict": "agreed", "note": "Well argued."]).status == .created)
            #expect(try await scene.queue().isEmpty)
            #expect(try await stage.get("\(case_)/scorecards", as: scene.work.ben).status == .ok)
            #expect(try await scene.recommend().status == .created)
        }
    }

    @Test func `sent back with reasons it is marked again, every original is kept, and it is looked at again`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage)
            let work = scene.work
            let id = try await scene.taken()
            #expect(try await scene.decide(id, ["verdict": "sentBack"]).faults == ["/reasons missing"])
            #expect(try await scene.decide(id, ModerationScene.doubt).status == .created)
            #expect(try await work.state() == "inAssessment")
            #expect(try await work.outcomes(scene.submission).isEmpty)
            let back = try await stage.get("/api/assignments/\(scene.ben)/send-backs", as: work.ben)
            #expect(back.items.first?["reasons"]?[0]?["criterion"] == "drawing")
            let draft = try await stage.get("/api/assignments/\(scene.ben)/scorecards", as: work.ben).items.first
            let version = try #require(draft?["version"]?.int)
            #expect(
                version > work.criteria.count && draft?["submittedAt"] == nil
                    && draft?["unscored"]?.array?.isEmpty == true)
            let stale = try await work.score(
                scene.ben, "drawing", "not-yet", version: work.criteria.count, as: work.ben)
            #expect(stale.status == .preconditionFailed)
            for (assignment, who) in [(scene.ben, work.ben), (scene.carol, work.carol)] {
                let scored = try await work.score(assignment, "drawing", "not-yet", version: version, as: who)
                #expect(scored.status == .ok, "\(scored.text)")
                #expect(try await work.complete(assignment, as: who).status == .created)
            }
            let outcomes = try await work.outcomes(scene.submission)
            #expect(outcomes.map { $0["outcome"] } == ["notYetCompetent"])
            let cards = try await stage.get("/api/submissions/\(scene.submission)/scorecards", as: work.elias).items
            #expect(cards.map { $0["outcome"] } == ["competent", "notYetCompetent", "competent", "notYetCompetent"])
            #expect(cards.map { $0["supersededAt"] != nil } == [true, false, true, false])
            let again = try #require(try await scene.queue().first)
            #expect(again["grounds"]?.array?.contains("remarked") == true && again["id"]?.string != id)
            let kept: Int = try await stage.resources.database.one("select count(*) as n from claim_outcome_before")[
                "n"]
            #expect(kept == 1)
            for sql: SQL in [
                "update moderation set note = 'x' where verdict is not null", "delete from claim_outcome",
                "update scorecard set outcome = 'competent' where superseded_at is not null",
            ] {
                await #expect(throws: PostgresError.self) { try await stage.resources.database.execute(sql) }
            }
        }
    }

    @Test func `whoever touched the case does not moderate it, and no one else decides it`() async throws {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage)
            let work = scene.work
            let id = try #require(try await scene.queue().first?["id"]?.string)
            for who in [work.ben, work.lerato] { try await stage.grant(.moderator, to: who, at: work.institution) }
            let tied = try await stage.staff("Tied Thabo", .moderator, at: work.institution)
            _ = try await stage.must(
                .post, "/api/conflicts",
                ["institution": .string(work.institution), "learner": .string(work.lerato.id), "relation": "taught"],
                as: tied)
            for who in [work.ben, work.lerato, tied] {
                #expect(try await stage.get("/api/moderations", as: who).items.isEmpty)
                #expect(try await stage.get("/api/moderations/\(id)", as: who).status == .notFound)
                let taken = try await stage.post(
                    "/api/moderations/\(id)/acceptances", ["independence": true], as: who)
                #expect(taken.problem == "assessor-not-independent")
            }
            let other = try await stage.staff("Moderator Mpho", .moderator, at: work.institution)
            _ = try await scene.taken()
            let late = try await stage.post("/api/moderations/\(id)/acceptances", ["independence": true], as: other)
            #expect(late.problem == "moderation-state" && late.json["state"] == "taken")
            #expect(
                try await stage.post("/api/moderations/\(id)/verdicts", ["verdict": "agreed"], as: other).status
                    == .notFound)
            #expect(try await stage.delete("/api/moderations/\(id)/acceptances", as: work.elias).status == .noContent)
            #expect(
                try await stage.post("/api/moderations/\(id)/acceptances", ["independence": true], as: other).status
                    == .created)
        }
    }

    @Test func `one that comes by itself is drawn as its seed says, and anybody can draw it again`() async throws {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage, areNew: false)
            let all = try await stage.get(
                "/api/institutions/\(scene.work.institution)/moderations?submission=\(scene.submission)",
                as: scene.work.elias)
            let line = try #require(all.items.first)
            let (seed, id) = (line["draw"]?["seed"]?.string ?? "", line["id"]?.string ?? "")
            let digest = Digest.of("\(seed):\(id)")
            #expect(line["draw"]?["digest"]?.string == digest.hex)
            let isDrawn = UInt32(digest.hex.prefix(8), radix: 16).map { $0 < 1 << 30 }
            #expect(line["draw"]?["drawn"]?.bool == isDrawn)
            #expect(line["state"]?.string == (isDrawn == true ? "open" : "passed"))
            #expect(try await scene.recommend().status == (isDrawn == true ? .conflict : .created))
        }
    }

    @Test func `what an assessor who drifts marked is looked at; who is looked into anew has no row of yesterday`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage, areNew: false, drifts: true)
            #expect(try await scene.queue().map { $0["grounds"] } == [["driftingAssessor"]])
            let found = try await stage.resources.database.query(
                "select is_drifting from assessor_drift where worked_out_at = \(stage.clock.now) order by is_drifting"
            ).map { try $0["is_drifting"] as Bool }
            #expect(found == [false, true])
        }
    }

    @Test func `under a policy without sampling nothing is held`() async throws {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage, policy: "lesotho@1")
            #expect(try await scene.queue().isEmpty)
            #expect(try await scene.recommend().status == .created)
        }
    }

    @Test func `when those who mark again disagree, the third is asked again`() async throws {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage)
            let work = scene.work
            for isFirst in [true, false] {
                let id = try await scene.taken()
                _ = try await scene.decide(id, ModerationScene.doubt)
                for (assignment, who, level) in [
                    (scene.ben, work.ben, "competent"), (scene.carol, work.carol, "not-yet"),
                ] {
                    let card = try await stage.get("/api/assignments/\(assignment)/scorecards", as: who).items.first
                    let scored = try await work.score(
                        assignment, "drawing", level, version: card?["version"]?.int ?? 0, as: who)
                    #expect(scored.status == .ok, "\(scored.text)")
                    #expect(try await work.complete(assignment, as: who).status == .created)
                }
                #expect(try await work.outcomes(scene.submission).isEmpty)
                var third = ""
                if isFirst {
                    third = try await work.seated(scene.submission, work.dumisani, "third")
                    try await work.work(third, as: work.dumisani, worstOn: ["drawing"])
                } else {
                    let queue = try await stage.get("/api/assignments", as: work.dumisani).items
                    third = try #require(queue.first?["id"]?.string)
                }
                let done = try await work.complete(third, as: work.dumisani)
                #expect(done.status == .created, "\(done.text)")
                #expect(try await work.outcomes(scene.submission).map { $0["settled"] } == ["thirdMarker"])
            }
        }
    }
}
