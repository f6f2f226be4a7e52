import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct RemindersTests {
    /// Sessions outlast the weeks that go by.
    private let patient: @Sendable (inout Settings) -> Void = { $0.sessions.idleLimit = .seconds(90 * 86_400) }

    @Test func `witnesses are reminded on the policy's clock, once each time, however many processes do it`()
        async throws
    {
        try await Stage.run(patient) { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let first = try await scene.witness()
            _ = try await stage.put(
                "/api/testimonial-request/draft", ["contact": "x"], as: first, headers: [.ifMatch: #""0""#])
            var sent: [Int] = []
            for _ in 0..<32 {
                stage.clock.advance(days: 1)
                try await keepHouse(stage)
                sent.append(try await mails(to: "pule@example.org", stage).count)
            }
            // Asked on day 0; a week is over when its last day is; the link runs out after thirty days.
            #expect(sent[6] == 1 && sent[7] == 2 && sent[16] == 3 && sent[24] == 4 && sent[31] == 4, "\(sent)")
            let bodies = try await mails(to: "pule@example.org", stage)
            #expect(bodies.dropLast().allSatisfy { $0.contains("What you have written is kept.") })
            let news = try await stage.get("/api/demo/mail?to=\(scene.lerato.email)").items
            #expect(news.map { $0["subject"] } == ["Pule Nkosi has not answered"])
            let request = try await scene.request()
            #expect(request["state"] == "expired")
            #expect(request["remindersSent"] == 3)
        }
    }

    @Test func `the link in a reminder opens what the first one opens, and neither shuts the other`() async throws {
        try await Stage.run(patient) { stage in
            let scene = try await WitnessScene(stage)
            _ = try await scene.ask()
            let first = try await scene.witness()
            stage.clock.advance(days: 8)
            try await keepHouse(stage)
            let second = try await scene.witness()
            #expect(first.token != second.token)
            for who in [first, second] {
                #expect(try await stage.get("/api/testimonial-request", as: who).status == .ok)
            }
            let signed = try await stage.post("/api/testimonials", try await scene.testimony(), as: second)
            #expect(signed.status == .created)
            #expect(try await stage.get("/api/testimonial-request", as: first).problem == "link-not-open")
            let seen = try await stage.get("/api/testimonials/\(signed.id)", as: scene.lerato)
            #expect(seen.json["confirmation"]?["by"] == "mailedLink")
        }
    }

    @Test func `nobody is reminded who answered, declined or was let go, nor while the portfolio is handed in`()
        async throws
    {
        try await Stage.run(patient) { stage in
            let scene = try await WitnessScene(stage)
            for address in ["answered@example.org", "declined@example.org", "gone@example.org", "open@example.org"] {
                _ = try await scene.ask(address)
            }
            let answered = try await scene.witness("answered@example.org")
            _ = try await stage.post("/api/testimonials", try await scene.testimony(), as: answered)
            let declined = try await scene.witness("declined@example.org")
            _ = try await stage.post("/api/testimonial-request/declines", ["reason": "no"], as: declined)
            let list = try await stage.get("/api/portfolios/\(scene.portfolio)/testimonial-requests", as: scene.lerato)
            let gone = list.items.first { $0["witnessEmail"] == "gone@example.org" }?["id"]?.string ?? ""
            _ = try await stage.delete("/api/testimonial-requests/\(gone)", as: scene.lerato)
            let before = try await count(stage)
            try await scene.hold(in: "submitted")
            stage.clock.advance(days: 9)
            try await keepHouse(stage)
            #expect(try await count(stage) == before)
            try await scene.hold(in: "returned")
            try await keepHouse(stage)
            #expect(try await count(stage) == before + 1)
            #expect(try await mails(to: "open@example.org", stage).count == 2)
        }
    }

    @Test func `a witness asked by hand is reminded once their mailbox is known, and drafts of the silent are let go`()
        async throws
    {
        try await Stage.run(patient) { stage in
            let scene = try await WitnessScene(stage)
            let code = try #require(try await scene.handOver(try await scene.prepare()).json["code"]?.string)
            let pule = try await scene.witness(code: code)
            _ = try await stage.put(
                "/api/testimonial-request/draft", ["contact": "x"], as: pule, headers: [.ifMatch: #""0""#])
            stage.clock.advance(days: 3)
            _ = try await scene.confirm("pule@example.org", as: pule)
            stage.clock.advance(days: 8)
            try await keepHouse(stage)
            let reminded = try await scene.witness()
            #expect(try await stage.get("/api/testimonial-request", as: reminded).json["draft"]?["contact"] == "x")
            for (days, left) in [(33.0, 1), (4, 0)] {
                stage.clock.advance(days: days)
                try await keepHouse(stage)
                let kept = try await stage.resources.database.one(
                    """
                    select (select count(*) from testimonial_draft) as drafts,
                        (select count(*) from witness_contact) as contacts
                    """)
                #expect(try kept["drafts"] == left)
                #expect(try kept["contacts"] == left)
            }
        }
    }

    /// Three processes at once, and again.
    private func keepHouse(_ stage: Stage) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask { try await Housekeeper(resources: stage.resources).clear(at: stage.clock.now) }
            }
            try await group.waitForAll()
        }
        try await Housekeeper(resources: stage.resources).clear(at: stage.clock.now)
    }

    private func mails(to address: String, _ stage: Stage) async throws -> [String] {
        try await stage.get("/api/demo/mail?to=\(address)").items.map { $0["body"]?.string ?? "" }
    }

    private func count(_ stage: Stage) async throws -> Int {
        try await stage.resources.database.one("select count(*) as mails from mail")["mails"]
    }
}
