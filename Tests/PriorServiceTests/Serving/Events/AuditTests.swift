import Assessment
import Foundation
import HTTPTypes
import Logging
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct AuditTests {
    /// An institution where three things happened: an invitation, another, and the first taken back.
    private func school(_ stage: Stage) async throws -> (
        id: String, administrator: Actor, path: String, withdrawn: String
    ) {
        let id = try await stage.institution("lerotholi")
        let administrator = try await stage.staff("Tau", .administrator, at: id)
        let first = try await stage.post(
            "/api/institutions/\(id)/invitations", ["email": "ben@example.org", "role": "assessor"], as: administrator)
        _ = try await stage.post(
            "/api/institutions/\(id)/invitations", ["email": "carol@example.org", "role": "assessor"], as: administrator
        )
        _ = try await stage.delete("/api/invitations/\(first.id)", as: administrator)
        return (id, administrator, "/api/institutions/\(id)/events", first.id)
    }

    @Test func `an auditor reads who did what when, page by page`() async throws {
        try await Stage.run { stage in
            let school = try await school(stage)
            let auditor = try await stage.staff("Audrey", .auditor, at: school.id)
            let page = try await stage.get("\(school.path)?limit=2", as: auditor)
            #expect(page.items.map { $0["kind"] } == ["invitation.sent", "invitation.sent"])
            #expect(page.items.map { $0["position"] } == [1, 2])
            #expect(page.items[0]["by"]?["name"] == "Tau")
            #expect(page.items[0]["to"] == "assessor")
            let next = page.json["next"]?.string ?? ""
            let rest = try await stage.get("\(school.path)?limit=2&after=\(next)", as: auditor)
            #expect(rest.items.map { $0["kind"] } == ["invitation.withdrawn"])
            #expect(rest.json["next"] == .null)
            let subject = rest.items[0]["subject"]?["id"]?.string ?? ""
            #expect(subject == school.withdrawn)
            #expect(page.items[0]["by"]?["id"]?.string == school.administrator.id)
            let about = try await stage.get("\(school.path)?subject=\(subject)", as: auditor)
            #expect(about.items.map { $0["position"] } == [1, 3])
        }
    }

    @Test func `the log is for those who audit that institution`() async throws {
        try await Stage.run { stage in
            let school = try await school(stage)
            let moderator = try await stage.staff("Mpho", .moderator, at: school.id)
            let other = try await stage.institution("ndso")
            let stranger = try await stage.staff("Audrey", .auditor, at: other)
            #expect(try await stage.get(school.path, as: moderator).status == .forbidden)
            #expect(try await stage.get(school.path, as: stranger).status == .notFound)
            #expect(try await stage.get("\(school.path)/verification", as: stranger).status == .notFound)
            #expect(try await stage.get("\(school.path)?subject=x", as: school.administrator).status == .badRequest)
        }
    }

    @Test func `an untouched chain verifies, with the hash of its last event`() async throws {
        try await Stage.run { stage in
            let school = try await school(stage)
            let seen = try await stage.get("\(school.path)/verification", as: school.administrator)
            let events = try await stage.get(school.path, as: school.administrator)
            #expect(seen.json["verified"] == true)
            #expect(seen.json["events"] == 3)
            #expect(seen.json["head"] == events.items.last?["hash"])
            #expect(seen.json["brokenAt"] == nil)
        }
    }

    @Test(arguments: [
        ("update event set kind = 'credit.posted' where position = 2", 2),
        ("update event set actor_id = null where position = 1", 1),
        ("update event set at = at + interval '1 microsecond' where position = 3", 3),
        ("delete from event where position = 2", 2),
        ("delete from event where position = 1; update event set position = position - 1", 1),
        (
            "update event set position = 9 where position = 2; update event set position = 2 where position = 3; "
                + "update event set position = 3 where position = 9", 2
        ),
        ("delete from event where position = 3", 3),
        ("truncate event cascade", 1),
        ("delete from event_chain", 3),
        (
            "update event e set kind = 'x' where position = 2; "
                + "update event e set hash = sha256(event_form(e)) where position = 2", 3
        ),
    ])
    func `whoever gets past the triggers is found out, at the event`(_ tampering: String, _ position: Int) async throws
    {
        try await Stage.run { stage in
            let school = try await school(stage)
            // As the owner of the database, who can do anything.
            try await TestDatabase.current.database.withConnection { connection in
                try await connection.execute(
                    script: "alter table event disable trigger event_append_only; \(tampering)")
            }
            let seen = try await stage.get("\(school.path)/verification", as: school.administrator)
            #expect(seen.json["verified"] == false)
            #expect(seen.json["brokenAt"]?.int == position, "\(seen.text)")
        }
    }

    @Test(arguments: [
        "update event set kind = 'x'", "delete from event", "truncate event cascade", "delete from event_chain",
    ])
    func `the service itself cannot change what is in the log`(_ statement: String) async throws {
        try await Stage.run { stage in
            _ = try await school(stage)
            let error = await #expect(throws: PostgresError.self) {
                try await stage.resources.database.execute(SQL(unsafeSQL: statement))
            }
            #expect(error?.sqlState == "42501")
            // The trigger stops even the owner.
            if statement.contains("event set") || statement.hasSuffix("from event") {
                await #expect(throws: PostgresError.self) {
                    try await TestDatabase.current.database.execute(SQL(unsafeSQL: statement))
                }
            }
        }
    }

    @Test func `a reason can be erased and the chain still verifies, but not replaced`() async throws {
        try await Stage.run { stage in
            let id = try await stage.institution("lerotholi")
            let auditor = try await stage.staff("Audrey", .auditor, at: id)
            guard let institution = ID<Institution>(id) else { return }
            try await stage.resources.database.transaction { connection in
                let event = Event(
                    institution: institution, kind: "case.paused", subject: .init(institution), why: "illness")
                try await connection.append(event, by: .operator, at: stage.clock.now, world: stage.resources.world)
            }
            let path = "/api/institutions/\(id)/events"
            #expect(try await stage.get(path, as: auditor).items.map { $0["why"] } == ["illness"])
            #expect(try await stage.get("\(path)/verification", as: auditor).json["verified"] == true)
            let owner = TestDatabase.current.database
            try await owner.execute("update event_why set why = 'laziness'")
            #expect(try await stage.get("\(path)/verification", as: auditor).json["brokenAt"] == 1)
            try await owner.execute("delete from event_why")
            #expect(try await stage.get("\(path)/verification", as: auditor).json["verified"] == true)
        }
    }

    @Test func `the check from outside says each chain and whether it is whole`() async throws {
        try await Stage.run { stage in
            _ = try await school(stage)
            let lines = Lines()
            let conninfo = TestDatabase.current.conninfo
            #expect(try await PriorAudit.verify(conninfo: conninfo, logger: .silent) { lines.all.append($0) })
            #expect(lines.all.contains { $0.hasPrefix("ok      lerotholi  3 events") })
            try await TestDatabase.current.database.withConnection { connection in
                try await connection.execute(
                    script:
                        "alter table event disable trigger event_append_only; update event set to_state = 'registrar'")
            }
            #expect(try await !PriorAudit.verify(conninfo: conninfo, logger: .silent) { lines.all.append($0) })
            #expect(lines.all.contains { $0.hasPrefix("BROKEN  lerotholi  at event 1") })
        }
    }

    private final class Lines {
        var all: [String] = []
    }
}
