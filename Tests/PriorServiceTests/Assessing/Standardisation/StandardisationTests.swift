import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct StandardisationTests {
    /// An anchor of an assessed case: the best level everywhere but on the drawing.
    private func anchored(_ stage: Stage) async throws -> (scene: ModerationScene, id: String, agreed: JSONValue) {
        let scene = try await ModerationScene.settled(stage)
        let held = try await scene.taken()
        _ = try await scene.decide(held, ["verdict": "agreed"])
        let agreed = marks(scene.work, drawing: "nearly", says: "Agreed on 3 May.")
        let made = try await make(scene, agreed)
        #expect(made.status == .created, "\(made.text)")
        return (scene, made.id, agreed)
    }

    private func make(_ scene: ModerationScene, _ marks: JSONValue) async throws -> Seen {
        try await scene.stage.post(
            "/api/institutions/\(scene.work.institution)/anchors",
            [
                "submission": .string(scene.submission), "claim": .string(scene.work.claims[0]),
                "title": "A half-brick wall", "consent": "Her letter of 3 May.", "marks": marks,
            ], as: scene.work.elias)
    }

    private func marks(_ work: Casework, drawing: String, says: String = "") -> JSONValue {
        .array(
            work.criteria.map { criterion in
                let level = criterion.id == "drawing" ? drawing : criterion.levels.last?.id ?? ""
                return ["criterion": .string(criterion.id), "level": .string(level), "says": .string(says)]
            })
    }

    @Test func `practice tells criterion by criterion, and an assessor sees the case blind and not the agreed marks`()
        async throws
    {
        try await Stage.run { stage in
            let (scene, id, _) = try await anchored(stage)
            let dumisani = scene.work.dumisani
            #expect(try await stage.get("/api/anchors/\(id)", as: dumisani).json["marks"] == nil)
            #expect(try await stage.get("/api/submissions/\(scene.submission)", as: dumisani).status == .notFound)
            let begun = try await stage.post("/api/anchors/\(id)/attempts", ["purpose": "practice"], as: dumisani)
            #expect(begun.status == .created && begun.json["feedback"] == nil, "\(begun.text)")
            let seen = try await stage.get("/api/submissions/\(scene.submission)", as: dumisani)
            #expect(seen.status == .ok && seen.json["learner"] == nil)
            let path = "/api/anchor-attempts/\(begun.id)"
            let less = try await stage.post(
                "\(path)/marks", ["marks": [["criterion": "drawing", "level": "nearly"]]], as: dumisani)
            #expect(less.faults == ["/marks missing"])
            let given = try await stage.post(
                "\(path)/marks", ["marks": marks(scene.work, drawing: "competent")], as: dumisani)
            #expect(given.status == .created, "\(given.text)")
            let line = given.json["feedback"]?.array?.first { $0["criterion"] == "drawing" }
            #expect(line?["agreed"] == "nearly" && line?["distance"] == 1 && line?["says"] == "Agreed on 3 May.")
            #expect(given.json["exact"]?.int == scene.work.criteria.count - 1)
            #expect(given.json["sameOutcome"] == false && given.json["passed"] == false)
            #expect(try await stage.get(path, as: dumisani).json["feedback"] == given.json["feedback"])
            let twice = try await stage.post(
                "\(path)/marks", ["marks": marks(scene.work, drawing: "nearly")], as: dumisani)
            #expect(twice.problem == "attempt-marked")
            for who in [scene.work.ben, scene.work.elias] {
                #expect(try await stage.get(path, as: who).status == .notFound)
            }
            let own = try await stage.post("/api/anchors/\(id)/attempts", ["purpose": "practice"], as: scene.work.ben)
            #expect(own.problem == "assessor-not-independent")
            let known = try await stage.post(
                "/api/anchors/\(id)/attempts", ["purpose": "certification"], as: dumisani)
            #expect(known.problem == "anchor-known")
        }
    }

    @Test func `whoever reaches the policy's threshold is certified for the unit, for a time`() async throws {
        try await Stage.run { stage in
            let (scene, id, _) = try await anchored(stage)
            let work = scene.work
            let begun = try await stage.post(
                "/api/anchors/\(id)/attempts", ["purpose": "certification"], as: work.dumisani)
            let given = try await stage.post(
                "/api/anchor-attempts/\(begun.id)/marks", ["marks": marks(work, drawing: "nearly")], as: work.dumisani)
            #expect(given.json["passed"] == true && given.json["validUntil"] != nil, "\(given.text)")
            let path = "/api/institutions/\(work.institution)/certifications"
            let list = try await stage.get(path, as: work.elias).items
            #expect(list.map { $0["assessor"]?.string } == [work.dumisani.id] && list[0]["isValid"] == true)
            #expect(list[0]["unit"] == "bricklaying-trade-test")
            #expect(try await stage.get(path, as: work.dumisani).status == .forbidden)
            stage.clock.advance(days: 800)
            // Nobody stays signed in as long as that.
            let later = try await stage.staff("Coordinator Palesa", .coordinator, at: work.institution)
            #expect(try await stage.get(path, as: later).items.map { $0["isValid"] } == [false])
        }
    }

    @Test func `an anchor has a reason for every mark, is one at a time, and goes out of use`() async throws {
        try await Stage.run { stage in
            let (scene, id, agreed) = try await anchored(stage)
            #expect(try await make(scene, agreed).problem == "anchor-exists")
            #expect(try await make(scene, marks(scene.work, drawing: "nearly")).faults == ["/marks reason_missing"])
            let odd = marks(scene.work, drawing: "superb", says: "x")
            #expect(try await make(scene, odd).faults.first?.hasSuffix("/level choice") == true)
            let begun = try await stage.post(
                "/api/anchors/\(id)/attempts", ["purpose": "practice"], as: scene.work.dumisani)
            #expect(
                try await stage.post("/api/anchors/\(id)/retirements", as: scene.work.elias).status == .created)
            #expect(
                try await stage.get("/api/submissions/\(scene.submission)", as: scene.work.dumisani).status == .notFound
            )
            #expect(try await stage.get("/api/anchor-attempts/\(begun.id)", as: scene.work.dumisani).status == .ok)
            let late = try await stage.post(
                "/api/anchors/\(id)/attempts", ["purpose": "practice"], as: scene.work.dumisani)
            #expect(late.problem == "anchor-retired")
        }
    }
}
