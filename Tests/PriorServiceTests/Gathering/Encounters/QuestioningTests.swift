import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct QuestioningTests {
    private let outcomes: JSONValue = [
        ["outcome": "plan", "result": "notYet"], ["outcome": "build", "result": "shown", "comment": "In full."],
    ]

    @Test func `an interview draws questions that its seed draws again, and is heard in a recording`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let id = try await meeting.begun("interview")
            let seen = try await stage.get("/api/encounters/\(id)", as: meeting.ben)
            let drawn = (seen.json["questions"]?.array ?? []).compactMap { $0["id"]?.string }
            #expect(drawn.count == 4)
            let unit = try #require(stage.resources.rubrics.units.first { $0.key.description == WitnessScene.unit })
            let seed = try #require(UInt64(seen.json["seed"]?.string ?? "", radix: 16))
            let again = QuestionDraw(kind: .interview, form: nil, perOutcome: 2, seed: seed)
                .draw(from: unit.value.value, for: ["plan", "build"])
            #expect(again.map(\.id) == drawn)
            let learners = try await stage.get("/api/encounters/\(id)", as: meeting.lerato).json
            #expect(learners["questions"]?[0]?["question"] != nil && learners["questions"]?[0]?["expects"] == nil)
            #expect(learners["starPrompts"]?.array?.count == 4 && learners["seed"] == nil)

            let sound = try Data(contentsOf: Stage.packageRoot.appending(path: "Sources/prior/Samples/voice-note.m4a"))
            let sent = try await stage.send(
                .post, "/api/encounters/\(id)/files?fileName=talk.m4a", bytes: [UInt8](sound), as: meeting.ben)
            #expect(sent.status == .created, "\(sent.text)")
            let signed = try await meeting.report(
                id, ["place": "College, room 4", "durationMinutes": 40, "outcomes": outcomes])
            #expect(signed.status == .created, "\(signed.text)")
            #expect(try await meeting.links(signed.id) == ["bonding", "line"])
            let item = try await stage.get("/api/evidence/\(signed.id)", as: meeting.lerato).json
            #expect(item["form"] == "voiceNote")
            #expect(item["kind"] == "interview" && item["file"]?["digest"] == sent.json["digest"])
            #expect(signed.json["statement"]?.string?.contains(sent.json["digest"]?.string ?? "?") == true)
            #expect(signed.json["statement"]?.string?.contains("expects") == false)
            let content = try await stage.get("/api/evidence/\(signed.id)/content", as: meeting.lerato)
            #expect(content.bytes == [UInt8](sound))
        }
    }

    @Test func `the learner sees the questions of a test once it has begun, and nobody finds them in the unit`()
        async throws
    {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let anna = try await stage.staff("Anna", .adviser, at: meeting.scene.college)
            let elias = try await stage.staff("Elias", .coordinator, at: meeting.scene.college)
            _ = try await stage.must(
                .put, "/api/portfolios/\(meeting.scene.portfolio)/advisers/\(anna.id)", nil, as: elias)
            let made = try await meeting.propose("challengeTest", ["questionsPerOutcome": 5])
            let path = "/api/encounters/\(made.id)"
            #expect(made.json["questions"]?[0]?["expects"] != nil)
            for who in [meeting.lerato, anna] {
                let seen = try await stage.get(path, as: who)
                #expect(
                    seen.status == .ok && seen.json["questions"] == nil && !seen.text.contains("bricks do you order"))
            }
            _ = try await meeting.agree(made.id, as: meeting.lerato)
            let unit = try await stage.get("/api/units/\(WitnessScene.unit)")
            #expect(!unit.text.contains("bricks do you order") && !unit.text.contains("Questions"))
            // Its draft cannot be signed before it was begun.
            #expect(try await meeting.report(made.id, ["place": "Room 4"]).problem == "encounter-state")
            stage.clock.advance(days: 1)
            _ = try await stage.must(.post, "\(path)/starts", nil, as: meeting.ben)
            let seen = try await stage.get(path, as: meeting.lerato)
            #expect(seen.text.contains("bricks do you order") && !seen.text.contains("expects"))
        }
    }

    @Test func `a test counts by its invigilator's signature, with the facts of supervision`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let id = try await meeting.begun("challengeTest", ["aids": "calculator"])
            let questions = try await stage.get("/api/encounters/\(id)", as: meeting.ben).json["questions"]?.array ?? []
            let answers = questions.map { question -> JSONValue in
                ["question": question["id"] ?? .null, "answer": "About 960, with waste 1,000."]
            }
            var report: JSONValue = [
                "place": "Room 4", "durationMinutes": 45, "answers": .array(answers), "outcomes": outcomes,
            ]
            #expect(try await meeting.report(id, report).faults == ["/invigilation missing"])
            report["invigilation"] = [
                "invigilator": "Ben Thabane", "identityCheckedBy": "passport", "aids": "calculator",
                "irregularities": "none",
            ]
            let saved = try await meeting.save(id, report, "\"1\"")
            let signed = try await meeting.sign(id, saved.version)
            #expect(signed.status == .created && signed.json["counts"] == true, "\(signed.text)")
            let read = try await stage.get("/api/encounter-reports/\(signed.id)", as: meeting.lerato)
            #expect(read.json["questions"]?[0]?["question"] != nil && !read.text.contains("expects"))
            let refused = try await stage.post(
                "/api/encounters/\(id)/refusals", ["reason": "It was hard."], as: meeting.lerato)
            #expect(refused.problem == "encounter-state")
        }
    }

    @Test func `nobody is recorded who did not allow it, and a recording goes when they no longer do`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let id = try await meeting.begun("interview")
            let sound = try Data(contentsOf: Stage.packageRoot.appending(path: "Sources/prior/Samples/voice-note.m4a"))
            func allow(_ isAllowed: Bool, as who: Actor) async throws -> Seen {
                try await stage.put(
                    "/api/encounters/\(id)/recording-permission", ["recordingAllowed": .bool(isAllowed)], as: who)
            }
            func attach() async throws -> Seen {
                try await stage.send(
                    .post, "/api/encounters/\(id)/files?fileName=talk.m4a", bytes: [UInt8](sound), as: meeting.ben)
            }
            #expect(try await attach().status == .created)
            #expect(try await allow(false, as: meeting.lerato).json["recordingAllowed"] == false)
            let draft = try await stage.get("/api/encounters/\(id)/draft", as: meeting.ben)
            #expect(draft.json["file"] == nil)
            #expect(try await attach().problem == "recording-not-allowed")
            #expect(try await allow(true, as: meeting.ben).status == .forbidden)
            #expect(try await allow(true, as: meeting.lerato).status == .ok)
            #expect(try await attach().status == .created)
        }
    }

    @Test func `a recording comes in pieces over a line that breaks`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let id = try await meeting.begun("interview")
            let sound = [UInt8](
                try Data(contentsOf: Stage.packageRoot.appending(path: "Sources/prior/Samples/voice-note.m4a")))
            let sending = try await stage.sending(
                sound.count, to: nil, as: meeting.ben, headers: [.uploadConcat: "partial"])
            let upload = sending.path.split(separator: "/").last.map(String.init) ?? ""
            let path = "/api/encounters/\(id)/files?fileName=talk.m4a&upload=\(upload)"
            #expect(try await sending.send(sound.prefix(1000), at: 0).status == .noContent)
            #expect(try await stage.post(path, as: meeting.ben).problem == "upload-unfinished")
            #expect(try await sending.send(sound.dropFirst(1000), at: 1000).status == .noContent)
            let taken = try await stage.post(path, as: meeting.ben)
            #expect(taken.status == .created, "\(taken.text)")
            #expect(taken.json["digest"] == .string(Digest.of(sound).hex) && taken.json["acceptedType"] == "audio/mp4")
            #expect(stage.uploadFiles.isEmpty)
            #expect(try await stage.post(path, as: meeting.ben).status == .notFound)
        }
    }

    @Test func `other criteria draw anew, and the questions of an outcome that stays are the same`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let made = try await meeting.propose("interview")
            let moved = try await stage.post(
                "/api/encounters/\(made.id)/moves",
                [
                    "reason": "Safety too.", "startsAt": .string(meeting.time(hours: 25)),
                    "criteria": ["bonding", "safety"],
                ], as: meeting.ben, headers: [.ifMatch: made.version])
            #expect(moved.status == .created, "\(moved.text)")
            func questions(_ seen: Seen, _ outcome: JSONValue) -> [JSONValue] {
                (seen.json["questions"]?.array ?? []).filter { $0["outcome"] == outcome }
            }
            #expect(questions(moved, "build") == questions(made, "build"))
            #expect(questions(moved, "plan").isEmpty && questions(moved, "safety").count == 2)
        }
    }
}
