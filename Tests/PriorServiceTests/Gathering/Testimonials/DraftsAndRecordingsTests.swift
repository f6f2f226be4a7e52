import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct DraftsAndRecordingsTests {
    @Test func `a witness goes on where they stopped, and two tabs do not write over each other`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let pule = try await scene.witness()
            let before = try await stage.get("/api/testimonial-request", as: pule)
            #expect(before.version == #""0""#)
            #expect(before.json["draft"] == nil)
            let draft: JSONValue = [
                "witnessRole": "foreman", "answers": [["prompt": "Where?", "answer": ""]], "knownFrom": "2019-02-01",
            ]
            let path = "/api/testimonial-request/draft"
            #expect(try await stage.put(path, draft, as: pule).status == .preconditionRequired)
            let saved = try await stage.put(path, draft, as: pule, headers: [.ifMatch: before.version])
            #expect(saved.status == .noContent)
            #expect(saved.version == #""1""#)
            let late = try await stage.put(path, ["contact": "x"], as: pule, headers: [.ifMatch: before.version])
            #expect(late.status == .preconditionFailed)
            #expect(late.json["presentVersion"] == #""1""#)
            let again = try await stage.get("/api/testimonial-request", as: pule)
            #expect(again.json["draft"] == draft)
            #expect(
                try await stage.put(path, ["contact": "x"], as: pule, headers: [.ifMatch: again.version]).status
                    == .noContent)
            #expect(try await scene.request()["isBegun"] == true)
            let portfolio = try await stage.get(
                "/api/portfolios/\(scene.portfolio)/testimonial-requests", as: scene.lerato)
            #expect(!portfolio.text.contains("foreman"))
            _ = try await stage.post("/api/testimonials", try await scene.testimony(), as: pule)
            let left = try await stage.resources.database.one("select count(*) as left from testimonial_draft")
            #expect(try left["left"] == 0)
        }
    }

    @Test func `a draft outlives a new link, and goes with a refusal`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let request = try await scene.ask()
            let first = try await scene.witness()
            let path = "/api/testimonial-request/draft"
            _ = try await stage.put(path, ["contact": "x"], as: first, headers: [.ifMatch: #""0""#])
            stage.clock.advance(1)
            _ = try await stage.post("/api/testimonial-requests/\(request.id)/reminders", as: scene.lerato)
            let second = try await scene.witness()
            #expect(try await stage.get("/api/testimonial-request", as: second).json["draft"]?["contact"] == "x")
            #expect(
                try await stage.put(path, ["contact": "y"], as: first, headers: [.ifMatch: #""1""#]).status == .conflict
            )
            _ = try await stage.post("/api/testimonial-request/declines", ["reason": "no"], as: second)
            let left = try await stage.resources.database.one("select count(*) as left from testimonial_draft")
            #expect(try left["left"] == 0)
        }
    }

    @Test func `a voice without a written word is a testimonial, sealed with its digest, and is heard as evidence`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let pule = try await scene.witness()
            let voice = try Self.voice()
            let empty = try await stage.post("/api/testimonials", try await scene.testimony(["answers": []]), as: pule)
            #expect(empty.faults == ["/answers empty"])
            let sent = try await record(voice, as: pule, stage)
            #expect(sent.status == .ok, "\(sent.text)")
            #expect(sent.json["digest"]?.string == Digest.of(voice).hex)
            #expect(try await usage(scene) == ["reservedItems": 1, "usedItems": 0])
            let signed = try await stage.post(
                "/api/testimonials", try await scene.testimony(["answers": [], "language": "st"]), as: pule)
            #expect(signed.status == .created, "\(signed.text)")
            #expect(signed.json["statement"]?.string?.contains(Digest.of(voice).hex) == true)
            #expect(try await usage(scene) == ["reservedItems": 0, "usedItems": 1])
            let heard = try await stage.get("/api/evidence/\(signed.id)/content", as: scene.lerato)
            #expect(heard.bytes == voice)
            let item = try await stage.get("/api/evidence/\(signed.id)", as: scene.lerato)
            #expect(item.json["kind"] == "testimonial")
            #expect(item.json["language"] == "st")
            #expect(try await scene.lacks(signed.id) == ["spokenOnly", "neverAlone"])
        }
    }

    @Test func `a recording is replaced, taken away, refused when it is none, and gives its room back`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let request = try await scene.ask()
            let pule = try await scene.witness()
            let voice = try Self.voice()
            for _ in 0..<2 { #expect(try await record(voice, as: pule, stage).status == .ok) }
            #expect(try await usage(scene) == ["reservedItems": 1, "usedItems": 0])
            let text = try await record(Array("I saw her build.\n".utf8), named: "a.txt", as: pule, stage)
            #expect(text.problem == "file-refused")
            let recording = try await stage.get("/api/testimonial-request", as: pule).json["recording"]
            #expect(recording?["acceptedType"]?.string?.hasPrefix("audio/") == true)
            #expect(try await stage.delete("/api/testimonial-request/recording", as: pule).status == .noContent)
            #expect(try await usage(scene) == ["reservedItems": 0, "usedItems": 0])
            _ = try await record(voice, as: pule, stage)
            _ = try await stage.delete("/api/testimonial-requests/\(request.id)", as: scene.lerato)
            #expect(try await usage(scene) == ["reservedItems": 0, "usedItems": 0])
            #expect(try await record(voice, as: pule, stage).problem == "link-not-open")
        }
    }

    private static func voice() throws -> [UInt8] {
        Array(try Data(contentsOf: Stage.packageRoot.appending(path: "Sources/prior/Samples/voice-note.m4a")))
    }

    private func record(
        _ bytes: [UInt8], named name: String = "voice.m4a", as who: Actor, _ stage: Stage
    ) async throws -> Seen {
        try await stage.send(
            .put, "/api/testimonial-request/recording", bytes: bytes, as: who,
            headers: [.contentType: "audio/mp4", .contentDisposition: #"attachment; filename="\#(name)""#])
    }

    private func usage(_ scene: WitnessScene) async throws -> [String: Int] {
        let usage = try await scene.stage.get("/api/portfolios/\(scene.portfolio)/usage", as: scene.lerato).json
        return ["reservedItems", "usedItems"].reduce(into: [:]) { $0[$1] = usage[$1]?.int }
    }
}
