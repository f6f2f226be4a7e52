import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct WitnessTests {
    @Test func `a witness reads what is asked, signs once, and the claim has evidence for it`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            #expect(try await scene.ask().status == .created)
            let pule = try await scene.witness()
            for _ in 0..<3 {
                let asked = try await stage.get("/api/testimonial-request", as: pule)
                #expect(asked.status == .ok)
                #expect(asked.json["learner"] == "Lerato Mokoena")
                #expect(asked.json["prompts"]?.array?.isEmpty == false)
            }
            let signed = try await stage.post("/api/testimonials", try await scene.testimony(), as: pule)
            #expect(signed.status == .created, "\(signed.text)")
            let statement = signed.json["statement"]?.string ?? ""
            #expect(signed.json["statementDigest"]?.string == Digest.of(statement).hex)
            #expect(statement.contains("Lerato Mokoena") && statement.contains("Nobody built them again"))
            let read = try await stage.get("/api/testimonials/\(signed.id)", as: scene.lerato)
            #expect(read.json["statement"]?.string == statement)
            #expect(read.json["firstHand"] == true)
            let list = try await stage.get("/api/portfolios/\(scene.portfolio)/testimonial-requests", as: scene.lerato)
            #expect(list.items.map { $0["state"] } == ["answered"])
            #expect(list.items[0]["testimonial"]?.string == signed.id)
            let links = try await stage.resources.database.one(
                "select count(*) as links from evidence_link where evidence_id = \(ID<Evidence>(signed.id))")
            let unit = try #require(stage.resources.rubrics.units.first { $0.key.description == WitnessScene.unit })
            #expect(try links["links"] == unit.value.value.rubric.criteria.count)
        }
    }

    @Test func `a link that was used, taken back, replaced, run out or made up gets one and the same answer`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            var dead: [Actor] = [Actor(id: "", name: "", email: "", token: SecretToken.make(prefix: "prior_l_").text)]
            _ = try await scene.ask("used@example.org")
            dead.append(try await scene.witness("used@example.org"))
            _ = try await stage.post("/api/testimonials", try await scene.testimony(), as: dead[1])
            let withdrawn = try await scene.ask("withdrawn@example.org")
            dead.append(try await scene.witness("withdrawn@example.org"))
            let taken = try await stage.delete("/api/testimonial-requests/\(withdrawn.id)", as: scene.lerato)
            #expect(taken.status == .noContent)
            let replaced = try await scene.ask("replaced@example.org")
            dead.append(try await scene.witness("replaced@example.org"))
            stage.clock.advance(1)
            let reminder = try await stage.post("/api/testimonial-requests/\(replaced.id)/reminders", as: scene.lerato)
            #expect(reminder.status == .created)
            #expect(reminder.json["linksSent"] == 2)
            _ = try await scene.ask("late@example.org")
            let late = try await scene.witness("late@example.org")
            #expect(try await stage.get("/api/testimonial-request", as: late).status == .ok)
            #expect(
                try await stage.get("/api/testimonial-request", as: scene.witness("replaced@example.org")).status == .ok
            )
            stage.clock.advance(days: 32)
            dead.append(late)
            for who in dead {
                let read = try await stage.get("/api/testimonial-request", as: who)
                let signed = try await stage.post("/api/testimonials", try await scene.testimony(), as: who)
                let declined = try await stage.post("/api/testimonial-request/declines", ["reason": "no"], as: who)
                #expect([read.status, signed.status, declined.status] == [.conflict, .conflict, .conflict])
                #expect(Set([read, signed, declined].map { $0.json["detail"]?.string }).count == 1)
                #expect(read.problem == "link-not-open")
            }
            #expect(try await scene.evidence() == 1)
        }
    }

    @Test func `one link signed twice at the same time becomes one testimonial`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let pule = try await scene.witness()
            let body = try await scene.testimony()
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for _ in 0..<3 { group.addTask { try await stage.post("/api/testimonials", body, as: pule).status } }
                var statuses: [HTTPResponse.Status] = []
                for try await status in group { statuses.append(status) }
                return statuses
            }
            #expect(statuses.count { $0 == .created } == 1)
            #expect(statuses.count { $0 == .conflict } == 2)
            #expect(try await scene.evidence() == 1)
        }
    }

    @Test func `a testimonial sent again with its key is answered as the first time`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let pule = try await scene.witness()
            let body = try await scene.testimony()
            let first = try await stage.post("/api/testimonials", body, as: pule, headers: [.idempotencyKey: "k1"])
            let again = try await stage.post("/api/testimonials", body, as: pule, headers: [.idempotencyKey: "k1"])
            #expect(again.status == .created)
            #expect(again.bytes == first.bytes)
            #expect(try await scene.evidence() == 1)
        }
    }

    @Test func `a relative is refused with the reason, the log keeps that it was tried, and the link still works`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let pule = try await scene.witness()
            let refused = try await stage.post(
                "/api/testimonials", try await scene.testimony(["relatedByFamily": true]), as: pule)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.problem == "testimonial-from-relative")
            let auditor = try await stage.staff("Audrey", .auditor, at: scene.college)
            let events = try await stage.get("/api/institutions/\(scene.college)/events", as: auditor)
            #expect(events.items.last?["kind"] == "testimonialRequest.relativeRefused")
            #expect(events.items.last?["by"]?["kind"] == "witness")
            let declined = try await stage.post(
                "/api/testimonial-request/declines", ["reason": "I am her uncle."], as: pule)
            #expect(declined.status == .noContent)
            let list = try await stage.get("/api/portfolios/\(scene.portfolio)/testimonial-requests", as: scene.lerato)
            #expect(list.items.map { $0["state"] } == ["declined"])
            #expect(!list.text.contains("uncle"))
        }
    }

    @Test(
        arguments: [
            (["knownFrom": "2999-01-01"], "/knownFrom future"), (["knownUntil": "2018-01-01"], "/knownUntil order"),
            (["knownFrom": "2021-02-29"], "/knownFrom form"), (["criteria": ["welding"]], "/criteria/0 unknown"),
            (["answers": []], "/answers empty"), (["signature": "  "], "/signature blank"),
            (["contact": nil], "/contact missing"),
            (["answers": [["prompt": "Is she nice?", "answer": "Yes."]]], "/answers/0/prompt unknown"),
            (["firstHand": "yes"], "/firstHand type"), (["stars": 5], "/stars unknown"),
        ] as [([String: JSONValue?], String)])
    func `what cannot be is refused at its place, and nothing is used up`(
        _ changes: [String: JSONValue?], _ fault: String
    ) async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let pule = try await scene.witness()
            let refused = try await stage.post("/api/testimonials", try await scene.testimony(changes), as: pule)
            #expect(refused.status == .unprocessableContent)
            #expect(refused.faults == [fault])
            #expect(try await stage.get("/api/testimonial-request", as: pule).status == .ok)
        }
    }

    @Test func `a link opens nothing but its own request`() async throws {
        try await Stage.run { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let pule = try await scene.witness()
            for route in Routes.all
            where route.access != .anyone && route.access != .link && route.access != .clientSecret {
                let path = route.path.replacing("{id}", with: scene.portfolio).replacing(
                    /\{[a-z]+\}/, with: scene.claim)
                let seen = try await stage.send(route.method, path, bytes: nil, as: pule)
                #expect(seen.status == .unauthorized, "\(route.name)")
            }
            let asked = try await stage.get("/api/testimonial-request", as: pule)
            for secret in [scene.lerato.email, scene.lerato.id, scene.portfolio, scene.claim, "Walls"] {
                #expect(!asked.text.contains(secret))
            }
            for route in Routes.all where route.access == .link {
                #expect(
                    try await stage.send(route.method, route.path, bytes: nil, as: scene.lerato).status == .unauthorized
                )
            }
        }
    }
}
