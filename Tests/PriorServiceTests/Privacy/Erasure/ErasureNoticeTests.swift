import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ErasureNoticeTests {
    @Test func `whoever was sent anything of a credit hears that its learner was erased, and how the credit stands`()
        async throws
    {
        try await WebhookScene.run(kinds: ["revoked"]) { scene in
            let stage = scene.stage
            let lerato = try await stage.person("Lerato")
            try await stage.setPassword(ErasureTests.password, of: lerato)
            let registrar = try await stage.staff("Registrar Thabo", .registrar, at: scene.institution)
            var credits: [String] = []
            for unit in ["bricklaying-trade-test@1", "garment-machine-operation@1", "solar-home-installation@1"] {
                let decision = try await stage.posted(unit, to: lerato, at: scene.institution).decision
                credits.append(try #require(decision.json["credit"]?.string))
            }
            let because: JSONValue = "The panel found so."
            let corrected = try await stage.must(
                .post, "/api/credits/\(credits[0])/facts",
                ["kind": "corrected", "credits": "12", "reason": because], as: registrar)
            credits.append(try #require(corrected.json["credit"]?.string))
            _ = try await stage.must(
                .post, "/api/credits/\(credits[1])/facts", ["kind": "revoked", "reason": because], as: registrar)
            let roma = try await stage.institution("roma")
            _ = try await stage.must(.post, "/api/consents", ["institution": .string(roma)], as: lerato)
            let elsewhere = try await stage.machine(of: roma, .creditsRead)
            try await scene.sendAll()
            _ = try await stage.must(
                .post, "/api/me/erasure", ["password": .string(ErasureTests.password)], as: lerato)
            stage.clock.advance(days: 60)
            try await Eraser(resources: stage.resources).work(at: stage.clock.now)

            let entries = try await stage.get("/api/credit-feed", as: scene.machine).items
            #expect(!entries.description.contains("Lerato") && entries.map { $0["position"]?.int } == Array(1...9))
            let notices = entries.filter { $0["kind"] == "erased" }
            let states = notices.map { [$0["credit"]?["id"]?.string: $0["credit"]?["state"]?.string] }
            #expect(
                Set(states) == [
                    [credits[0]: "replaced"], [credits[1]: "revoked"], [credits[2]: "posted"], [credits[3]: "posted"],
                ])
            #expect(notices.allSatisfy { $0["credit"]?["learner"]?["name"] == "(erased)" })
            let there = try await stage.get("/api/credit-feed", as: elsewhere).items
            #expect(
                there.filter { $0["kind"] == "erased" }.count == Set(there.map { $0["credit"]?["id"]?.string }).count)
            // What it was sent holds the name: it is told although it asked for revocations only.
            try await scene.sendAll()
            let sent = scene.receiver.messages.map(\.type)
            #expect(sent.filter { $0 == "prior.credit.revoked" }.count == 1)
            #expect(sent.filter { $0 == "prior.credit.erased" }.count == 4 && sent.count == 5)
        }
    }

    @Test func `a name goes out of the conditions of a credit too, however it is written`() async throws {
        try await Stage.run { stage in
            let entry =
                #"{"position":1,"credit":{"conditions":"\"Neo\" alone.","learner":{"id":"1","name":"\"Neo\""}}}"#
            let row = try await stage.resources.database.one(
                "select erased_entry(\(entry), \(#""Neo""#)) as entry")
            let written: String = try row["entry"]
            #expect(
                written
                    == #"{"position":1,"credit":{"conditions":"(erased) alone.","learner":{"id":"1","name":"(erased)"}}}"#
            )
        }
    }
}
