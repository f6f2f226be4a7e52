import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct AppointmentTests {
    @Test func `an appointment is proposed, moved with a reason and agreed on by both as they read it`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let made = try await meeting.propose("observation")
            #expect(made.status == .created, "\(made.text)")
            #expect(made.json["state"] == "proposed" && made.json["awaits"] == ["learner"])
            let mail = try await stage.get("/api/demo/mail?to=\(meeting.lerato.email)").items[0]
            #expect(mail["subject"] == "A proposal: observation with Ben Thabane")
            #expect(
                mail["body"]?.string?.contains("Tuesday 22 September 2026, 16:13 (Africa/Maseru), 60 minutes") == true)
            let path = "/api/encounters/\(made.id)"
            let seen = try await stage.get(path, as: meeting.lerato)
            #expect(seen.json["allowed"] == ["agree", "move", "cancel"])
            #expect(seen.json["criteria"]?[1]?["title"] == "Bond")
            let moved = try await stage.post(
                "\(path)/moves", ["reason": "The site is closed.", "startsAt": .string(meeting.time(hours: 48))],
                as: meeting.lerato, headers: [.ifMatch: seen.version])
            #expect(moved.status == .created, "\(moved.text)")
            #expect(moved.json["awaits"] == ["conductor"] && moved.json["lastReason"] == "The site is closed.")
            // Ben agrees to what he proposed first, which is not what stands there now.
            let stale = try await meeting.agree(made.id, made.version, as: meeting.ben)
            #expect(stale.problem == "version-mismatch")
            let agreed = try await meeting.agree(made.id, moved.version, as: meeting.ben)
            #expect(agreed.json["state"] == "agreed", "\(agreed.text)")
            let wish = try await stage.post(
                "\(path)/moves", ["reason": "Any day but Mondays."], as: meeting.lerato,
                headers: [.ifMatch: agreed.version])
            #expect(wish.json["awaits"] == ["conductor", "learner"])
            let off = try await stage.post("\(path)/cancellations", ["reason": "I am ill."], as: meeting.lerato)
            #expect(off.json["state"] == "cancelled" && off.json["allowed"] == [])
            let mails = try await stage.get("/api/demo/mail?to=\(meeting.ben.email)").items
            #expect(
                mails.compactMap { $0["subject"]?.string }.sorted() == [
                    "Another time is asked for: observation with Lerato Mokoena",
                    "Another time or place: observation with Lerato Mokoena",
                    "Called off: observation with Lerato Mokoena",
                ])
            let late = try await meeting.agree(made.id, off.version, as: meeting.ben)
            #expect(late.problem == "encounter-state" && late.json["state"] == "cancelled")
        }
    }

    @Test func `both find it in their lists, earliest first, and nobody else does`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let later = try await meeting.propose("siteVisit", ["startsAt": .string(meeting.time(hours: 30))])
            let sooner = try await meeting.propose("interview")
            let other = try await stage.institution("ndso")
            let stranger = try await stage.staff("Marcia", .assessor, .coordinator, at: other)
            let carol = try await stage.staff("Carol", .assessor, at: meeting.scene.college)
            for who in [meeting.lerato, meeting.ben] {
                let first = try await stage.get("/api/encounters?limit=1", as: who)
                #expect(first.items.compactMap { $0["id"]?.string } == [sooner.id])
                let next = try await stage.get(
                    "/api/encounters?limit=1&after=\(first.json["next"]?.string ?? "")", as: who)
                #expect(next.items.compactMap { $0["id"]?.string } == [later.id] && next.json["next"] == .null)
            }
            let since = try await stage.get("/api/encounters?from=\(meeting.time(hours: 26))", as: meeting.ben)
            #expect(since.items.count == 1)
            for who in [stranger, carol] {
                #expect(try await stage.get("/api/encounters", as: who).items.isEmpty)
                #expect(try await stage.get("/api/encounters/\(later.id)", as: who).status == .notFound)
            }
            let listed = try await stage.get(
                "/api/portfolios/\(meeting.scene.portfolio)/encounters", as: meeting.lerato)
            #expect(listed.items.count == 2)
        }
    }

    @Test func `a conductor is staff who may, never the learner nor close to them`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let college = meeting.scene.college
            let anna = try await stage.staff("Anna", .adviser, at: college)
            let elias = try await stage.staff("Elias", .coordinator, at: college)
            let other = try await stage.institution("ndso")
            let stranger = try await stage.staff("Marcia", .assessor, at: other)
            // An adviser observes but does not interview; a coordinator invigilates, and proposes for others.
            #expect(try await meeting.propose("observation", as: anna).status == .created)
            #expect(try await meeting.propose("interview", as: anna).status == .notFound)
            #expect(try await meeting.propose("interview", as: elias).faults == ["/conductor not_permitted"])
            let given = try await meeting.propose("interview", ["conductor": .string(meeting.ben.id)], as: elias)
            #expect(given.json["awaits"] == ["conductor", "learner"], "\(given.text)")
            #expect(try await meeting.propose("challengeTest", as: elias).status == .created)
            #expect(try await meeting.propose("observation", as: stranger).status == .notFound)
            let asked = try await meeting.propose(
                "interview", ["conductor": .string(meeting.ben.id)], as: meeting.lerato)
            #expect(asked.json["awaits"] == ["conductor"])
            try await stage.grant(.assessor, to: meeting.lerato, at: college)
            #expect(try await meeting.propose("observation", as: meeting.lerato).status == .forbidden)
            let own = try await meeting.propose("observation", ["conductor": .string(meeting.lerato.id)])
            #expect(own.faults == ["/conductor learner"])
            _ = try await stage.must(
                .post, "/api/conflicts",
                ["institution": .string(college), "learner": .string(meeting.lerato.id), "relation": "family"],
                as: meeting.ben)
            #expect(try await meeting.propose("observation").problem == "conductor-not-independent")
        }
    }

    @Test(
        arguments: [
            (["startsAt": "2020-01-01T08:00:00Z"], "/startsAt past"), (["timeZone": "Maseru"], "/timeZone unknown"),
            (["criteria": ["welding"]], "/criteria/0 unknown"), (["criteria": ["line", "line"]], "/criteria/1 twice"),
            (["criteria": []], "/criteria count"), (["form": "oral"], "/form other_kind"),
            (["questionsPerOutcome": 2], "/questionsPerOutcome other_kind"),
            (["claim": "00000000-0000-7000-8000-000000000000"], "/claim unknown"),
        ] as [([String: JSONValue], String)])
    func `what cannot be agreed on is refused at its place`(_ changes: [String: JSONValue], _ fault: String)
        async throws
    {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let seen = try await meeting.propose("observation", changes)
            #expect(seen.faults == [fault], "\(seen.text)")
        }
    }
}
