import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct NotificationTests {
    private let patient: @Sendable (inout Settings) -> Void = { $0.sessions.idleLimit = .seconds(90 * 86_400) }

    @Test func `somebody is told in their list and by mail, and the mail says what and where and nothing else`()
        async throws
    {
        try await Stage.run { stage in
            let college = try await stage.institution("maluti")
            let lerato = try await stage.person("Lerato Mokoena")
            try await stage.tell(lerato, .resultsReleased, about: 1, at: college)
            let item = try #require(try await stage.get("/api/me/notifications", as: lerato).items.first)
            #expect(item["kind"] == "results.released" && item["times"] == 1 && item["readAt"] == nil)
            #expect(item["text"]?.string?.contains("until 30 November 2026") == true)
            let mail = try #require(try await stage.mail(to: lerato).first)
            #expect(mail["subject"] == "There is an answer to your portfolio")
            let body = mail["body"]?.string ?? ""
            #expect(body.contains("Maluti has answered") && body.contains("http://127.0.0.1:8080"))
            #expect(!body.contains("Lerato"))
        }
    }

    @Test func `nobody sees what another was told, or marks it as read`() async throws {
        try await Stage.run { stage in
            let college = try await stage.institution("maluti")
            let (lerato, thabo) = (try await stage.person("Lerato"), try await stage.person("Thabo"))
            try await stage.tell(lerato, .workWaiting, about: 1, at: college)
            let id = try await stage.get("/api/me/notifications", as: lerato).items.first?["id"] ?? .null
            #expect(try await stage.get("/api/me/notifications", as: thabo).items.isEmpty)
            let marked = try await stage.post("/api/me/notifications/readings", ["upTo": id], as: thabo)
            #expect(marked.status == .noContent)
            #expect(try await stage.get("/api/me/notifications?unread=true", as: lerato).items.count == 1)
            _ = try await stage.post("/api/me/notifications/readings", ["upTo": id], as: lerato)
            #expect(try await stage.get("/api/me/notifications?unread=true", as: lerato).items.isEmpty)
            #expect(try await stage.get("/api/me/notifications", as: lerato).items.count == 1)
        }
    }

    @Test func `the same thing again is one line and one mail, until a day has passed or it was read`() async throws {
        try await Stage.run(patient) { stage in
            let college = try await stage.institution("maluti")
            let ben = try await stage.person("Ben")
            for _ in 0..<5 { try await stage.tell(ben, .assignmentOffered, about: 1, at: college) }
            #expect(try await stage.get("/api/me/notifications", as: ben).items.map { $0["times"] } == [5])
            #expect(try await stage.mail(to: ben).count == 1)
            stage.clock.advance(days: 1)
            try await stage.tell(ben, .assignmentOffered, about: 1, at: college)
            #expect(try await stage.mail(to: ben).count == 2)
            let id = try await stage.get("/api/me/notifications", as: ben).items.first?["id"] ?? .null
            _ = try await stage.post("/api/me/notifications/readings", ["upTo": id], as: ben)
            stage.clock.advance(days: 1)
            try await stage.tell(ben, .assignmentOffered, about: 1, at: college)
            #expect(try await stage.get("/api/me/notifications", as: ben).items.count == 2)
        }
    }

    @Test func `forty things in a minute are two mails: the first, and one with the rest`() async throws {
        try await Stage.run { stage in
            let college = try await stage.institution("maluti")
            let ben = try await stage.person("Ben")
            for number in 1...40 { try await stage.tell(ben, .assignmentOffered, about: number, at: college) }
            #expect(try await stage.mail(to: ben).count == 1)
            stage.clock.advance(601)
            try await stage.mailFromManyServers()
            let mails = try await stage.mail(to: ben)
            #expect(mails.map { $0["subject"] } == ["39 messages from Prior", "You are asked to assess"])
            try await stage.mailFromManyServers()
            #expect(try await stage.mail(to: ben).count == 2)
        }
    }

    @Test
    func `a digest comes once a day at its hour; what was read by then is not in it, what cannot wait comes at once`()
        async throws
    {
        try await Stage.run { stage in
            let college = try await stage.institution("maluti")
            let ben = try await stage.person("Ben")
            let set = try await stage.put(
                "/api/me/notification-preference", ["mail": "digest", "hour": 7, "timeZone": "Africa/Maseru"], as: ben)
            #expect(set.status == .ok && set.json["language"] == "en")
            try await stage.tell(ben, .assignmentOffered, about: 1, at: college)
            let first = try await stage.get("/api/me/notifications", as: ben).items.first?["id"] ?? .null
            _ = try await stage.post("/api/me/notifications/readings", ["upTo": first], as: ben)
            try await stage.tell(ben, .assignmentOffered, about: 2, at: college)
            try await stage.tell(ben, .workWaiting, about: 3, at: college)
            #expect(try await stage.mail(to: ben).isEmpty)
            try await stage.tell(ben, .assessmentLapsed, about: 4, at: college)
            #expect(try await stage.mail(to: ben).map { $0["subject"] } == ["An assessment was given back"])
            // It is 16:13 in Maseru; seven o'clock is nearly fifteen hours off.
            stage.clock.advance(14 * 3_600)
            try await stage.mailFromManyServers()
            #expect(try await stage.mail(to: ben).count == 1)
            stage.clock.advance(3_600)
            try await stage.mailFromManyServers()
            #expect(try await stage.mail(to: ben).first?["subject"] == "2 messages from Prior")
            #expect(try await stage.mail(to: ben).count == 2)
        }
    }

    @Test func `the frame is in the person's language, and what is not written in it yet is English whole`()
        async throws
    {
        try await Stage.run { stage in
            let college = try await stage.institution("maluti")
            let lerato = try await stage.person("Lerato")
            let set = try await stage.put(
                "/api/me/notification-preference", ["mail": "immediate", "language": "st"], as: lerato)
            #expect(set.status == .ok)
            try await stage.tell(lerato, .resultsReleased, about: 1, at: college)
            let body = try await stage.mail(to: lerato).first?["body"]?.string ?? ""
            #expect(body.hasPrefix("Lumela,") && body.contains("until 30 November 2026"))
            let unknown = try await stage.put(
                "/api/me/notification-preference", ["mail": "immediate", "language": "xx"], as: lerato)
            #expect(unknown.faults == ["/language unknown"])
            let nowhere = try await stage.put(
                "/api/me/notification-preference", ["mail": "immediate", "timeZone": "Moon/Far"], as: lerato)
            #expect(nowhere.faults == ["/timeZone unknown"])
        }
    }

    @Test func `who is disabled is told nothing`() async throws {
        try await Stage.run { stage in
            let college = try await stage.institution("maluti")
            let gone = try await stage.person("Gone")
            try await stage.resources.database.execute(
                "update person set disabled_at = now() where email = \(gone.email)")
            try await stage.tell(gone, .workWaiting, about: 1, at: college)
            let left: Int = try await stage.resources.database.one("select count(*) as left from notification")["left"]
            #expect(left == 0)
        }
    }
}

extension Stage {
    /// Tells somebody something about a thing of this number.
    fileprivate func tell(_ who: Actor, _ kind: NoticeKind, about number: Int, at institution: String) async throws {
        let about = String(format: "00000000-0000-7000-8000-%012d", number)
        let notice = Notice(
            kind: kind, about: .init(kind: "submission", id: try #require(UUID(uuidString: about))),
            institution: ID(institution), until: CalendarDate("2026-11-30"))
        let (person, now) = (try #require(ID<Person>(who.id)), clock.now)
        try await resources.database.transaction { try await resources.tell(person, notice, $0, at: now) }
    }

    fileprivate func mail(to who: Actor) async throws -> [JSONValue] {
        try await get("/api/demo/mail?to=\(who.email)").items
    }

    /// Three processes look at the same moment for what is owed.
    fileprivate func mailFromManyServers() async throws {
        let (resources, now) = (resources, clock.now)
        try await withThrowingTaskGroup { group in
            for _ in 0..<3 { group.addTask { try await resources.mailNotifications(at: now) } }
            try await group.waitForAll()
        }
    }
}
