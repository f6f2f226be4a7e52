import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct TakingBackTests {
    @Test func `a witness takes back what they signed: it counts no more, and whoever assesses it sees since when`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let signed = try await stage.post("/api/testimonials", try await scene.testimony(), as: scene.witness())
            let ben = try await stage.staff("Ben", .assessor, at: scene.college)
            try await scene.assign(ben, holding: signed.id)
            let pule = try await scene.witness()
            let own = try await stage.get("/api/testimonial", as: pule)
            #expect(own.json["withdrawnAt"] == nil)
            let empty = try await stage.post("/api/testimonial/withdrawals", ["reason": " "], as: pule)
            #expect(empty.faults == ["/reason blank"])
            stage.clock.advance(60)
            let back = try await stage.post(
                "/api/testimonial/withdrawals", ["reason": "I mixed two people up."], as: pule)
            #expect(back.status == .noContent, "\(back.text)")
            let again = try await stage.post("/api/testimonial/withdrawals", ["reason": "Again."], as: pule)
            #expect(again.problem == "testimonial-taken-back")
            #expect(
                try await stage.get("/api/testimonial", as: pule).json["withdrawalReason"] == "I mixed two people up.")
            let items = try await stage.get("/api/portfolios/\(scene.portfolio)/evidence", as: scene.lerato)
            #expect(items.items.isEmpty)
            #expect(try await scene.request()["takenBackAt"] != nil)
            #expect(try await scene.lacks(signed.id).first == "withdrawn")
            let seen = try await stage.get("/api/testimonials/\(signed.id)", as: ben)
            #expect(seen.json["withdrawnAt"]?.string == RFC3339.string(stage.clock.now))
            let news = try await stage.get("/api/demo/mail?to=\(scene.lerato.email)").items
            #expect(news.contains { $0["subject"] == "Pule Nkosi took their testimonial back" })
            let elias = try await stage.staff("Elias", .coordinator, at: scene.college)
            let events = try await stage.get("/api/institutions/\(scene.college)/events", as: elias)
            #expect(events.items.last?["kind"] == "testimonial.takenBack")
            #expect(events.items.last?["why"] == "I mixed two people up.")
        }
    }

    @Test func `an assessor sees in the submission that a testimonial was taken back since`() async throws {
        try await Stage.run { stage in
            let college = try await stage.institution("lerotholi")
            let crew = Journey.Crew(
                institution: college, adviser: try await stage.staff("Anna", .adviser, at: college),
                coordinator: try await stage.staff("Elias", .coordinator, at: college),
                assessors: [try await stage.staff("Ben", .assessor, at: college)],
                registrar: try await stage.staff("Fumane", .registrar, at: college))
            let lerato = try await stage.person("Lerato Mokoena")
            var journey = try await Journey.begin(stage, lerato, crew, unit: WitnessScene.unit)
            try await journey.gather()
            let witnessed = try await journey.witnessed(by: "pule@example.org")
            try await journey.submit()
            try await journey.admit()
            try await journey.assign(journey.crew.assessors)
            try await journey.accept(journey.crew.assessors[0], journey.assignments[0])
            let path = "/api/submissions/\(journey.submission)"
            let before = try await stage.get(path, as: journey.crew.assessors[0])
            let item = before.json["evidence"]?.array?.first { $0["id"]?.string == witnessed }
            #expect(item?["testimonial"]?["contactConfirmedBy"] == "mailedLink")
            #expect(item?["withdrawnAt"] == nil)
            let link = try await stage.mailedCode(to: "pule@example.org")
            let pule = Actor(id: "", name: "", email: "", token: link)
            let back = try await stage.post("/api/testimonial/withdrawals", ["reason": "It is not right."], as: pule)
            #expect(back.status == .noContent, "\(back.text)")
            let after = try await stage.get(path, as: journey.crew.assessors[0])
            let since = after.json["evidence"]?.array?.first { $0["id"]?.string == witnessed }
            #expect(since?["withdrawnAt"]?.string == RFC3339.string(stage.clock.now))
            #expect(after.json["manifestDigest"] == before.json["manifestDigest"])
        }
    }

    @Test func `what was signed a year ago is not taken back by the link, and another's never`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            _ = try await scene.ask("other@example.org")
            let other = try await scene.witness("other@example.org")
            let signed = try await stage.post("/api/testimonials", try await scene.testimony(), as: scene.witness())
            #expect(signed.status == .created)
            let pule = try await scene.witness()
            for who in [other, scene.lerato] {
                let refused = try await stage.post("/api/testimonial/withdrawals", ["reason": "No."], as: who)
                #expect([.conflict, .unauthorized].contains(refused.status))
            }
            stage.clock.advance(days: 366)
            let late = try await stage.post("/api/testimonial/withdrawals", ["reason": "No."], as: pule)
            #expect(late.problem == "link-not-open")
        }
    }
}

extension Journey {
    /// A testimonial for the claim.
    fileprivate func witnessed(by address: String) async throws -> String {
        _ = try await stage.must(
            .post, "/api/portfolios/\(portfolio)/testimonial-requests",
            ["claim": .string(claim), "witnessName": "Pule Nkosi", "witnessEmail": .string(address)], as: learner)
        let link = Actor(id: "", name: "", email: "", token: try await stage.mailedCode(to: address))
        stage.clock.advance(1)
        let prompt = try await stage.get("/api/testimonial-request", as: link).json["prompts"]?[0] ?? ""
        let body: JSONValue = [
            "witnessName": "Pule Nkosi", "witnessRole": "foreman", "organisation": "Nkosi Builders",
            "contact": "+266 5800 0000", "relationship": "line manager", "firstHand": true, "relatedByFamily": false,
            "knownFrom": "2019-02-01", "answers": [["prompt": prompt, "answer": "The walls of the clinic."]],
            "signature": "Pule Nkosi",
        ]
        return try await stage.must(.post, "/api/testimonials", body, as: link).id
    }
}
