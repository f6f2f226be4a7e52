import Assessment
import Foundation
import HTTPTypes
import Rubrics
import Support
import Testing

@testable import PriorService

/// Questions of a published unit that are renewed, as one has become known.
@Suite(.database) struct QuestionSheetTests {
    private static let path = "/api/units/\(WitnessScene.unit)/questions"

    /// Questions that nobody knows yet, about each outcome that the encounters are about.
    private func fresh(_ words: String) -> JSONValue {
        func question(_ outcome: String, _ form: String?) -> JSONValue {
            var question: JSONValue = [
                "id": .string("\(outcome)-\(words.lowercased())"), "outcome": .string(outcome),
                "question": .string("\(words): tell it with your sums."), "expects": "The sums are right.",
            ]
            if let form { question["form"] = .string(form) }
            return question
        }
        return [
            "interviewQuestions": [question("plan", nil), question("build", nil)],
            "testQuestions": [question("plan", "written"), question("build", "written")],
            "reason": "The paper of Monday was passed around.",
        ]
    }

    private func renew(_ stage: Stage, _ body: JSONValue, _ number: Int, as who: Actor) async throws -> Seen {
        try await stage.put(Self.path, body, as: who, headers: [.ifMatch: "\"\(number)\""])
    }

    @Test func `a question that became known is replaced at once, and what was asked stays as it was asked`()
        async throws
    {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let college = meeting.scene.college
            let gugu = try await stage.staff("Gugu", .moderator, at: college)
            _ = try await stage.must(
                .put, "/api/stewardships/unit/bricklaying-trade-test", ["institution": .string(college)],
                as: stage.operator)
            let sat = try await meeting.begun("challengeTest")
            let asked = try await stage.get("/api/encounters/\(sat)", as: meeting.ben).json["questions"]
            let coming = try await meeting.propose("challengeTest")
            #expect(try await meeting.agree(coming.id, as: meeting.lerato).status == .created)
            let pin = try await stage.get("/api/units/\(WitnessScene.unit)").json["fingerprint"]

            let before = try await stage.get(Self.path, as: gugu)
            #expect(before.status == .ok && before.json["number"] == 0, "\(before.text)")
            #expect(before.json["testQuestions"]?.array?.isEmpty == false && before.json["reason"] == nil)
            let renewed = try await renew(stage, fresh("New"), 0, as: gugu)
            #expect(renewed.status == .ok && renewed.json["number"] == 1, "\(renewed.text)")

            stage.clock.advance(days: 1)
            let begun = try await stage.must(.post, "/api/encounters/\(coming.id)/starts", nil, as: meeting.ben)
            let drawn = (begun.json["questions"]?.array ?? []).compactMap { $0["id"]?.string }
            #expect(Set(drawn) == ["plan-new", "build-new"], "\(begun.text)")
            #expect(try await stage.get("/api/encounters/\(sat)", as: meeting.ben).json["questions"] == asked)
            let talk = try await meeting.propose("interview")
            #expect(talk.json["questions"]?.array?.compactMap { $0["id"]?.string }.contains("plan-new") == true)

            #expect(try await stage.get("/api/units/\(WitnessScene.unit)").json["fingerprint"] == pin)
            #expect(try await renew(stage, fresh("Newer"), 0, as: gugu).status == .preconditionFailed)
            #expect(try await renew(stage, fresh("Newer"), 1, as: gugu).status == .ok)
            let sheets = try await stage.get("/api/units/\(WitnessScene.unit)/question-sheets", as: gugu).items
            #expect(sheets.map { $0["number"] } == [1, 2] && sheets.first?["writtenBy"] == .string(gugu.id))
            #expect(sheets.first?["reason"] == "The paper of Monday was passed around.")
            let first = try await stage.get("/api/units/\(WitnessScene.unit)/question-sheets?limit=1", as: gugu)
            let after = first.json["next"]?.string ?? ""
            let second = try await stage.get(
                "/api/units/\(WitnessScene.unit)/question-sheets?limit=1&after=\(after)", as: gugu)
            #expect(first.items.map { $0["number"] } == [1] && second.items.map { $0["number"] } == [2])
            // Another process, and this one after a restart.
            let other = try await RubricsShelf.open(
                Stage.packageRoot.appending(path: "rubrics"), stage.resources.database, at: stage.clock.now)
            let unit = other.current.units.values.first { $0.key.description == WitnessScene.unit }
            #expect(unit?.value.testQuestions.map(\.id) == ["plan-newer", "build-newer"])
        }
    }

    @Test func `what was captured before a test was said to begin keeps the questions it answers`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let gugu = try await stage.staff("Gugu", .moderator, at: meeting.scene.college)
            _ = try await stage.must(
                .put, "/api/stewardships/unit/bricklaying-trade-test",
                ["institution": .string(meeting.scene.college)], as: stage.operator)
            let made = try await meeting.propose("challengeTest")
            let drawn = made.json["questions"]
            #expect(try await meeting.agree(made.id, as: meeting.lerato).status == .created)
            #expect(try await meeting.save(made.id, ["place": "Room 4"]).status == .ok)
            #expect(try await renew(stage, fresh("New"), 0, as: gugu).status == .ok)
            stage.clock.advance(days: 1)
            let begun = try await stage.must(.post, "/api/encounters/\(made.id)/starts", nil, as: meeting.ben)
            #expect(begun.json["questions"] == drawn)
        }
    }

    @Test func `only a reviewer of the institution that writes the unit renews them, and each fault has its place`()
        async throws
    {
        try await Stage.run { stage in
            let desk = try await Desk.open(on: stage)
            let foreign = try await Desk.open(on: stage, "thaba-bosiu")
            #expect(try await renew(stage, fresh("New"), 0, as: desk.moderator).status == .notFound, "nobody's yet")
            try await desk.entrusted("bricklaying-trade-test")
            #expect(try await renew(stage, fresh("New"), 0, as: desk.writer).status == .forbidden)
            #expect(try await renew(stage, fresh("New"), 0, as: foreign.moderator).status == .notFound)
            #expect(try await stage.get(Self.path, as: foreign.moderator).status == .notFound)
            #expect(try await stage.get(Self.path, as: desk.writer).status == .ok)
            var faulty = fresh("New")
            faulty["testQuestions"] = [["id": "x", "outcome": "nowhere", "form": "oral", "question": "Why?"]]
            let refused = try await renew(stage, faulty, 0, as: desk.moderator)
            #expect(refused.faults == ["/testQuestions/0/outcome fault"], "\(refused.text)")
            faulty["testQuestions"] = [["id": "x", "outcome": "plan", "question": "Why?"]]
            let formless = try await renew(stage, faulty, 0, as: desk.moderator)
            #expect(formless.status == .unprocessableContent && formless.text.contains("form"), "\(formless.text)")
            // The next version begins with what is asked now.
            #expect(try await renew(stage, fresh("New"), 0, as: desk.registrar).status == .ok)
            let copy = try await desk.draft(["kind": "unit", "from": .string(WitnessScene.unit)])
            #expect(copy.json["document"]?["testQuestions"]?[0]?["id"] == "plan-new")
        }
    }
}
