import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ClockTests {
    private let patient: @Sendable (inout Settings) -> Void = {
        $0.sessions.idleLimit = .seconds(200 * 86_400)
        $0.sessions.lifetime = .seconds(300 * 86_400)
    }

    @Test func `everybody in the case sees whose turn it is, since when and until when; nobody else does`() async throws
    {
        try await Stage.run { stage in
            let casework = try await stage.casework(policy: "lesotho@3")
            let draft = try await stage.get("/api/portfolios/\(casework.portfolio)/clock", as: casework.lerato)
            #expect(draft.json["holder"] == "learner" && draft.json["isPaused"] == true && draft.json["dueAt"] == nil)
            let submission = try await casework.submit().id
            // Ten working days of Lesotho after Monday, 21 September 2026; Independence Day is a Sunday.
            for who in [casework.lerato, casework.elias] {
                let seen = try await stage.get("/api/submissions/\(submission)/clock", as: who)
                #expect(seen.json["step"] == "admission" && seen.json["holder"] == "coordinator")
                #expect(seen.json["lastDay"] == "2026-10-05" && seen.json["dueAt"] == "2026-10-05T22:00:00.000Z")
                #expect(seen.json["workingDaysLeft"] == 10 && seen.json["isLate"] == false)
            }
            let other = try await stage.institution("other", policy: "lesotho@3")
            let stranger = try await stage.staff("Stranger", .coordinator, at: other)
            for who in [stranger, casework.ben, try await stage.person("Neo")] {
                #expect(try await stage.get("/api/submissions/\(submission)/clock", as: who).status == .notFound)
            }
            let path = "/api/institutions/\(casework.institution)/clocks"
            let listed = try await stage.get("\(path)?holder=coordinator", as: casework.elias)
            #expect(listed.items.map { $0["portfolio"]?.string } == [casework.portfolio])
            #expect(try await stage.get("\(path)?holder=learner", as: casework.elias).items.isEmpty)
            #expect(try await stage.get("\(path)?late=true", as: casework.elias).items.isEmpty)
            #expect(try await stage.get(path, as: stranger).status != .ok)
            // An offer and its answer are steps of their own.
            _ = try await stage.must(.post, "/api/submissions/\(submission)/admissions", [:], as: casework.elias)
            let offered = try await casework.offer(submission, to: casework.ben, "first")
            var now = try await stage.get("\(path)", as: casework.elias).items.first
            #expect(now?["step"] == "assignmentAcceptance" && now?["holder"] == "assessors")
            _ = try await casework.accept(offered.id, as: casework.ben)
            now = try await stage.get("\(path)", as: casework.elias).items.first
            #expect(now?["step"] == "assessment")
        }
    }

    @Test func `the list begins with what is due first, or was, and goes on page by page`() async throws {
        try await Stage.run(patient) { stage in
            // Opened first, due last: nothing says until when a draft is to be sent.
            let draft = try await stage.casework(policy: "lesotho@3")
            let early = try await stage.casework(policy: "lesotho@3", learner: "Neo Khumalo", beside: draft)
            let late = try await stage.casework(policy: "lesotho@3", learner: "Palesa Mokone", beside: draft)
            _ = try await late.submit()
            stage.clock.advance(days: 3)
            _ = try await early.submit()
            let path = "/api/institutions/\(draft.institution)/clocks"
            var (seen, next): ([String], String?) = ([], "\(path)?limit=1")
            while let page = next {
                let answer = try await stage.get(page, as: draft.elias)
                seen += answer.items.compactMap { $0["portfolio"]?.string }
                next = answer.json["next"]?.string.map { "\(path)?limit=1&after=\($0)" }
            }
            #expect(seen == [late.portfolio, early.portfolio, draft.portfolio])
            let kind = try await stage.get("\(path)?kind=admission", as: draft.elias)
            #expect(kind.items.map { $0["portfolio"]?.string } == [late.portfolio, early.portfolio])
            #expect(try await stage.get("\(path)?after=x", as: draft.elias).status == .badRequest)
        }
    }

    @Test
    func `whoever holds a step is reminded once, and the coordinators hear once that it is late, whatever the servers`()
        async throws
    {
        try await Stage.run(patient) { stage in
            let casework = try await stage.casework(policy: "lesotho@3")
            _ = try await casework.submit()
            var told: [String] = []
            for _ in 0..<18 {
                stage.clock.advance(days: 1)
                try await stage.watchFromManyServers()
                let items = try await stage.get("/api/me/notifications", as: casework.elias).items
                let steps = items.filter { $0["kind"]?.string?.hasPrefix("step.") == true }
                told = steps.compactMap { $0["kind"]?.string }
                #expect(steps.allSatisfy { $0["times"] == 1 })
            }
            #expect(told == ["step.overdue", "step.reminder"])
            let path = "/api/institutions/\(casework.institution)/clocks?late=true"
            let late = try await stage.get(path, as: casework.elias).items
            #expect(late.count == 1 && late.first?["workingDaysLeft"] == 0)
            let events: Int = try await stage.resources.database.one(
                "select count(*) as events from event where kind = 'case.late'")["events"]
            #expect(events == 1)
        }
    }

    @Test func `a portfolio that waits for its learner ends when its time is over, told before and after, and once`()
        async throws
    {
        try await Stage.run(patient) { stage in
            let casework = try await stage.casework(policy: "lesotho@3")
            let submission = try await casework.submit().id
            let returned = try await stage.post(
                "/api/submissions/\(submission)/returns",
                ["reasons": [["about": "portfolio", "says": "A second photograph is missing."]]], as: casework.elias)
            #expect(returned.status == .created, "\(returned.text)")
            let clock = try await stage.get("/api/submissions/\(submission)/clock", as: casework.lerato)
            #expect(clock.json["step"] == "moreEvidence" && clock.json["isPaused"] == true)
            #expect(clock.json["lastDay"] == "2026-10-21")
            for _ in 0..<29 {
                stage.clock.advance(days: 1)
                try await stage.watchFromManyServers()
            }
            func kinds() async throws -> [String] {
                try await stage.get("/api/me/notifications", as: casework.lerato).items
                    .compactMap { $0["kind"]?.string }.filter { $0.hasPrefix("portfolio.") }
            }
            #expect(try await casework.state() == "returned")
            #expect(try await kinds() == ["portfolio.lapsing"])
            stage.clock.advance(days: 2)
            try await stage.watchFromManyServers()
            #expect(try await casework.state() == "lapsed")
            #expect(try await kinds() == ["portfolio.lapsed", "portfolio.lapsing"])
            let mails = try await stage.get("/api/demo/mail?to=\(casework.lerato.email)").items.map {
                $0["subject"]?.string
            }
            #expect(mails.prefix(2) == ["Your portfolio has ended", "Your portfolio ends soon if nothing happens"])
            let ended = try await stage.get("/api/submissions/\(submission)/clock", as: casework.lerato)
            #expect(ended.json["holder"] == "nobody")
        }
    }

    @Test func `a service that stood still over the end reminds first, and lets a day pass`() async throws {
        try await Stage.run(patient) { stage in
            let casework = try await stage.casework(policy: "lesotho@3")
            let submission = try await casework.submit().id
            _ = try await stage.must(
                .post, "/api/submissions/\(submission)/returns",
                ["reasons": [["about": "portfolio", "says": "A second photograph is missing."]]], as: casework.elias)
            stage.clock.advance(days: 60)
            try await stage.watchFromManyServers()
            #expect(try await casework.state() == "returned")
            stage.clock.advance(days: 1)
            try await stage.watchFromManyServers()
            #expect(try await casework.state() == "lapsed")
        }
    }
}

extension Stage {
    /// Three processes look after the clocks at the same moment.
    fileprivate func watchFromManyServers() async throws {
        let (resources, now) = (resources, clock.now)
        try await withThrowingTaskGroup { group in
            for _ in 0..<3 { group.addTask { try await CaseWatch(resources: resources).run(at: now) } }
            try await group.waitForAll()
        }
    }
}
