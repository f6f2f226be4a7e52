import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct AdmissionTests {
    @Test func `a coordinator sees what waits at the door and takes it in`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.submit().id
            let waiting = try await stage.get(
                "/api/submissions?institution=\(work.institution)&state=received", as: work.elias)
            #expect(waiting.items.map { $0["learnerName"] } == ["Lerato Mokoena"])
            let admission = try await stage.post(
                "/api/submissions/\(id)/admissions", ["note": "Fee paid."], as: work.elias)
            #expect(admission.status == .created)
            #expect(try await work.state() == "admitted")
            #expect(try await stage.get("/api/submissions/\(id)", as: work.lerato).json["state"] == "admitted")
            let still = try await stage.get(
                "/api/submissions?institution=\(work.institution)&state=received", as: work.elias)
            #expect(still.items.isEmpty)
            let bad = try await stage.get("/api/submissions?institution=\(work.institution)&state=lost", as: work.elias)
            #expect(bad.status == .badRequest)
        }
    }

    @Test func `what was decided at the door is decided once`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.admitted()
            let again = try await stage.post("/api/submissions/\(id)/admissions", [:], as: work.elias)
            #expect(again.status == .conflict && again.json["state"] == "admitted")
            let back = try await stage.post(
                "/api/submissions/\(id)/returns", ["reasons": [["about": "portfolio", "says": "Too late."]]],
                as: work.elias)
            #expect(back.problem == "submission-state")
        }
    }

    @Test func `a returned portfolio is completed and handed in again, and the reasons stay to be read`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let first = try await work.submit()
            let back = try await stage.post(
                "/api/submissions/\(first.id)/returns",
                [
                    "reasons": [
                        [
                            "about": "claim", "id": .string(work.claims[0]), "criterion": "drawing",
                            "says": "Show a drawing.",
                        ],
                        ["about": "evidence", "id": .string(work.evidence[0]), "says": "The date is missing."],
                        ["about": "portfolio", "says": "Otherwise fine."],
                    ]
                ], as: work.elias)
            #expect(back.status == .created, "\(back.text)")
            #expect(try await work.state() == "returned")
            let mail = try await stage.get("/api/demo/mail?to=\(work.lerato.email)")
            #expect(mail.items.first?["subject"] == "Your portfolio came back")
            // The live copy changes; the snapshot does not.
            let removed = try await stage.delete("/api/evidence/\(work.evidence[1])", as: work.lerato)
            #expect(removed.status == .noContent)
            let manifest = try await stage.get("/api/submissions/\(first.id)/manifest", as: work.lerato)
            #expect(manifest.json["evidence"]?.array?.count == 2)
            #expect(try await work.submit().problem == "portfolio-incomplete")
            try await stage.resources.database.execute("update evidence set removed_at = null")
            let second = try await work.submit()
            #expect(second.json["number"] == 2)
            #expect(second.json["receipt"] != first.json["receipt"])
            let returns = try await stage.get("/api/portfolios/\(work.portfolio)/returns", as: work.lerato)
            #expect(returns.items.map { $0["reasons"]?.array?.count } == [3])
            #expect(returns.items.first?["reasons"]?[0]?["says"] == "Show a drawing.")
            #expect(try await stage.get("/api/submissions/\(first.id)", as: work.lerato).json["state"] == "returned")
        }
    }

    @Test func `a reason about what is not in the submission is refused`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.submit().id
            let seen = try await stage.post(
                "/api/submissions/\(id)/returns",
                [
                    "reasons": [
                        ["about": "claim", "id": .string(work.evidence[0]), "says": "No claim."],
                        ["about": "evidence", "says": "No id."],
                        [
                            "about": "claim", "id": .string(work.claims[0]), "criterion": "painting",
                            "says": "No criterion.",
                        ],
                        ["about": "portfolio", "id": .string(work.portfolio), "says": "No id here."],
                    ]
                ], as: work.elias)
            #expect(
                seen.faults == [
                    "/reasons/0/id unknown", "/reasons/1/id unknown", "/reasons/2/criterion unknown",
                    "/reasons/3/id unknown",
                ])
            #expect(try await work.state() == "submitted")
        }
    }
}
