import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct FindingsTests {
    @Test func `an assessor sees what the policy found when the case was handed in, and not whose case it is`()
        async throws
    {
        try await Stage.run { stage in
            let work = try await stage.casework(policy: "lesotho@2")
            try await work.date(work.evidence[0], "2015-04-01")
            let submission = try await work.admitted()
            let id = try await work.seated(submission, work.ben, "first")
            let path = "/api/assignments/\(id)/findings"
            let seen = try await stage.get(path, as: work.ben)
            #expect(seen.status == .ok, "\(seen.text)")
            #expect(seen.json["policy"] == "lesotho@2")
            let claim = try #require(seen.json["claims"]?[0])
            let old = claim["evidence"]?.array?.first { $0["evidence"]?.string == work.evidence[0] }
            #expect(old?["age"] == "old" && old?["currentUntil"] == "2020-04-01" && old?["counts"] == true)
            let finding = claim["findings"]?.array?.first { $0["evidence"]?.string == work.evidence[0] }
            #expect(finding?["rule"] == "currency.years" && finding?["blocking"] == false)
            #expect(finding?["source"]?["confidence"] == "own")
            for secret in [work.lerato.id, work.lerato.name, work.portfolio, "wall-of-lerato"] {
                #expect(!seen.text.contains(secret))
            }
            for other in [work.carol, work.lerato, work.elias] {
                #expect(try await stage.get(path, as: other).status == .notFound)
            }
            let offered = try await work.offer(submission, to: work.carol, "second")
            let early = try await stage.get("/api/assignments/\(offered.id)/findings", as: work.carol)
            #expect(early.problem == "assignment-state")
            // Calling current what the policy counts as old needs a reason.
            let silent = try await work.rule(id, work.evidence[0], as: work.ben)
            #expect(silent.faults == ["/reasons/current missing"])
            #expect(try await work.rule(id, work.evidence[1], as: work.ben).status == .ok)
        }
    }

    @Test func `what was found stays as it was on the day, whatever happens afterwards`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework(policy: "strict@2")
            #expect(try await work.submit().problem == "portfolio-incomplete")
            try await work.refer(2)
            try await work.showPapers()
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            let before = try await stage.get("/api/assignments/\(id)/findings", as: work.ben)
            try await stage.resources.database.execute("update testimonial set first_hand = false")
            try await stage.resources.database.execute("update evidence set produced_on = '2001-01-01'")
            let after = try await stage.get("/api/assignments/\(id)/findings", as: work.ben)
            #expect(after.text == before.text)
            #expect(before.json["claims"]?[0]?["isComplete"] == true)
            await #expect(throws: (any Error).self) {
                try await stage.resources.database.execute("update submission_sufficiency set day = current_date")
            }
        }
    }
}

extension Casework {
    /// Sets the day of an item.
    func date(_ evidence: String, _ day: String) async throws {
        let version = try await stage.get("/api/portfolios/\(portfolio)", as: lerato).version
        let seen = try await stage.patch(
            "/api/evidence/\(evidence)", ["producedOn": .string(day)], as: lerato, headers: [.ifMatch: version])
        #expect(seen.status == .ok, "\(seen.text)")
    }

    /// So many witnesses answer for the first claim.
    func refer(_ count: Int) async throws {
        for number in 0..<count {
            let address = "witness\(number)-\(portfolio)@example.org"
            let asked = try await stage.post(
                "/api/portfolios/\(portfolio)/testimonial-requests",
                ["claim": .string(claims[0]), "witnessName": "Witness", "witnessEmail": .string(address)], as: lerato)
            #expect(asked.status == .created, "\(asked.text)")
            let link = Actor(id: "", name: "witness", email: "", token: try await stage.mailedCode(to: address))
            let prompt = try await stage.get("/api/testimonial-request", as: link).json["prompts"]?[0] ?? ""
            let given = try await stage.post(
                "/api/testimonials",
                [
                    "witnessName": "Witness \(number)", "witnessRole": "foreman", "organisation": "Builders",
                    "contact": "+266 5800 000\(number)", "relationship": "line manager", "firstHand": true,
                    "relatedByFamily": false, "knownFrom": "2019-01-01",
                    "answers": [["prompt": prompt, "answer": "Straight walls."]], "signature": "Witness \(number)",
                ], as: link)
            #expect(given.status == .created, "\(given.text)")
        }
    }
}
