import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct WitnessContactTests {
    @Test func `a link that was mailed confirms its mailbox, one that was handed over confirms nothing`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let mailed = try await stage.post("/api/testimonials", try await scene.testimony(), as: scene.witness())
            let seen = try await stage.get("/api/testimonials/\(mailed.id)", as: scene.lerato)
            #expect(seen.json["confirmation"]?["by"] == "mailedLink")
            #expect(seen.json["confirmation"]?["contact"] == "pule@example.org")
            #expect(seen.json["handedOver"] == false)
            let code = try #require(try await scene.handOver(try await scene.prepare("Mosa")).json["code"]?.string)
            let handed = try await stage.post(
                "/api/testimonials",
                try await scene.testimony(["witnessName": "Mosa", "contact": "+266 5900 1111"]),
                as: scene.witness(code: code))
            #expect(try await scene.lacks(handed.id).first == "handedOverUnconfirmed")
            #expect(try await scene.lacks(handed.id).last == "neverAlone")
            // The same mailed link, handed over once more, confirms its mailbox no longer.
            let third = try await scene.ask("third@example.org")
            _ = try await scene.handOver(third)
            let dead = try await stage.get("/api/testimonial-request", as: scene.witness("third@example.org"))
            #expect(dead.problem == "link-not-open")
        }
    }

    @Test func `a code mailed to the witness's own address confirms it, and the link after signing is theirs alone`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let code = try #require(try await scene.handOver(try await scene.prepare()).json["code"]?.string)
            let handed = try await scene.witness(code: code)
            _ = try await stage.put(
                "/api/testimonial-request/draft", ["contact": "x"], as: handed, headers: [.ifMatch: #""0""#])
            let confirmed = try await scene.confirm("Pule@Example.org", as: handed)
            #expect(confirmed.json["confirmedAt"] != nil)
            // What the learner may have seen opens nothing any more; the draft is still there.
            #expect(try await stage.get("/api/testimonial-request", as: handed).problem == "link-not-open")
            var pule = handed
            pule.token = confirmed.json["link"]?.string ?? ""
            #expect(try await scene.witness().token == pule.token)
            let asked = try await stage.get("/api/testimonial-request", as: pule)
            #expect(asked.json["confirmContact"] == false)
            #expect(asked.json["contact"]?["email"] == "pule@example.org")
            #expect(asked.json["draft"]?["contact"] == "x")
            let signed = try await stage.post("/api/testimonials", try await scene.testimony(), as: pule)
            let seen = try await stage.get("/api/testimonials/\(signed.id)", as: scene.lerato)
            #expect(seen.json["confirmation"]?["by"] == "mailedCode")
            #expect(seen.json["handedOver"] == true)
            #expect(try await scene.lacks(signed.id) == ["questionsOpen", "neverAlone"])
            // The link that the learner may have seen takes nothing back.
            #expect(try await stage.get("/api/testimonial", as: pule).problem == "link-not-open")
            let own = try await stage.get("/api/testimonial", as: scene.witness())
            #expect(own.json["statement"] == signed.json["statement"])
        }
    }

    @Test func `nobody plays their own witness by an address of theirs`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let code = try #require(try await scene.handOver(try await scene.prepare()).json["code"]?.string)
            let pule = try await scene.witness(code: code)
            let parts = scene.lerato.email.split(separator: "@")
            for own in [scene.lerato.email.uppercased(), "\(parts[0])+foreman@\(parts[1])"] {
                let sent = try await stage.post(
                    "/api/testimonial-request/contact-codes", ["email": .string(own)], as: pule)
                #expect(sent.faults == ["/email own"])
                #expect(try await scene.ask(own).faults == ["/witnessEmail own"])
                let signed = try await stage.post(
                    "/api/testimonials", try await scene.testimony(["contact": .string(own)]), as: pule)
                #expect(signed.faults == ["/contact own"])
            }
            let signed = try await stage.post(
                "/api/testimonials", try await scene.testimony(["witnessName": "lerato mokoena"]), as: pule)
            #expect(try await scene.lacks(signed.id).contains("learnersName"))
        }
    }

    @Test func `two witnesses of one contact are shown as such`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            var given: [String] = []
            for name in ["Pule Nkosi", "Mosa Thabane"] {
                _ = try await scene.ask("\(name.prefix(4).lowercased())@example.org")
                let witness = try await scene.witness("\(name.prefix(4).lowercased())@example.org")
                let signed = try await stage.post(
                    "/api/testimonials", try await scene.testimony(["witnessName": .string(name)]), as: witness)
                given.append(signed.id)
            }
            for id in given { #expect(try await scene.lacks(id).contains("sharedContact")) }
        }
    }

    @Test func `wrong codes are counted, five are mailed at the most, and an old one is worth nothing`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let code = try #require(try await scene.handOver(try await scene.prepare()).json["code"]?.string)
            let pule = try await scene.witness(code: code)
            func send() async throws -> Seen {
                stage.clock.advance(1)
                return try await stage.post(
                    "/api/testimonial-request/contact-codes", ["email": "pule@example.org"], as: pule)
            }
            func confirm(_ code: String) async throws -> Seen {
                try await stage.post(
                    "/api/testimonial-request/contact-confirmations", ["code": .string(code)], as: pule)
            }
            #expect(try await send().status == .created)
            let first = try await scene.contactCode("pule@example.org")
            let wrong = first == "000000" ? "000001" : "000000"
            for left in [4, 3, 2, 1, 0] {
                let refused = try await confirm(wrong)
                #expect(refused.problem == "contact-code-wrong")
                #expect(refused.json["triesLeft"] == .number(String(left)))
            }
            #expect(try await confirm(first).problem == "contact-code-wrong")
            #expect(try await send().status == .created)
            let second = try await scene.contactCode("pule@example.org")
            if first != second { #expect(try await confirm(first).status == .conflict) }
            stage.clock.advance(31 * 60)
            #expect(try await confirm(second).problem == "contact-code-wrong")
            for _ in 0..<3 { #expect(try await send().status == .created) }
            #expect(try await send().problem == "contact-codes-spent")
            let kept = try await scene.everythingKept()
            #expect(!kept.contains(try await scene.contactCode("pule@example.org") + ","))
        }
    }

    @Test func `staff confirm a witness by calling, or note that there is none`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            let code = try #require(try await scene.handOver(try await scene.prepare()).json["code"]?.string)
            let signed = try await stage.post(
                "/api/testimonials", try await scene.testimony(), as: scene.witness(code: code))
            let checks = "/api/testimonials/\(signed.id)/contact-checks"
            let elias = try await stage.staff("Elias", .coordinator, at: scene.college)
            let anna = try await stage.staff("Anna", .adviser, at: scene.college)
            let other = try await stage.institution("ndso")
            let stranger = try await stage.staff("Marcia", .coordinator, at: other)
            try await stage.grant(.coordinator, to: scene.lerato, at: scene.college)
            for (who, status) in [
                (anna, HTTPResponse.Status.notFound), (stranger, .notFound), (scene.lerato, .forbidden),
            ] {
                #expect(try await stage.post(checks, ["outcome": "confirmed"], as: who).status == status)
            }
            #expect(try await stage.post(checks, ["outcome": "notReached"], as: elias).status == .created)
            #expect(try await scene.lacks(signed.id).first == "handedOverUnconfirmed")
            stage.clock.advance(1)
            let confirmed = try await stage.post(
                checks, ["outcome": "confirmed", "note": "Spoke with him at the site."], as: elias)
            #expect(confirmed.status == .created)
            let seen = try await stage.get("/api/testimonials/\(signed.id)", as: scene.lerato)
            #expect(seen.json["confirmation"]?["by"] == "call")
            #expect(seen.json["confirmation"]?["contact"] == "+266 5800 0000")
            #expect(!seen.text.contains("at the site"))
            #expect(try await items(of: scene) == 1)
            stage.clock.advance(1)
            #expect(try await stage.post(checks, ["outcome": "denied"], as: elias).status == .created)
            #expect(try await scene.lacks(signed.id).first == "denied")
            #expect(try await items(of: scene) == 0, "It counts no more.")
            #expect(
                try await stage.get(checks, as: elias).items.map { $0["outcome"] } == [
                    "notReached", "confirmed", "denied",
                ])
            let events = try await stage.get("/api/institutions/\(scene.college)/events", as: elias)
            #expect(events.items.last?["kind"] == "testimonial.contactChecked")
        }
    }

    /// How many items count for the first criterion of the claim.
    private func items(of scene: WitnessScene) async throws -> Int? {
        let answer = try await scene.stage.get("/api/portfolios/\(scene.portfolio)/completeness", as: scene.lerato)
        return answer.json["claims"]?[0]?["criteria"]?[0]?["items"]?.int
    }
}
