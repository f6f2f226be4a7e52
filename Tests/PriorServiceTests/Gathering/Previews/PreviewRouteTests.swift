import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

/// Who sees which previews and metadata, and how the work is shared.
@Suite(.database) struct PreviewRouteTests {
    @Test func `an assessor sees the previews of what they assess, and never where it was taken`() async throws {
        try await MadeFiles.with { files in
            let photo = PhonePhoto.taken(try await files.draw("testsrc=size=400x300", "wall.jpg"))
            try await Stage.run { stage in
                let lerato = try await stage.person("Lerato")
                let college = try await stage.institution("maseru-college")
                let ben = try await stage.staff("Ben", .assessor, at: college)
                // Whoever assesses sees it blind even where another role would let them see everything.
                let carol = try await stage.staff("Carol", .assessor, .coordinator, at: college)
                let elias = try await stage.staff("Elias", .coordinator, at: college)
                let zodwa = try await stage.staff(
                    "Zodwa", .coordinator, at: try await stage.institution("roma-college"))
                let portfolio = try await stage.portfolio(of: lerato, at: college)
                let item = try await stage.item(photo, as: "image/jpeg", in: portfolio, by: lerato)
                try await stage.lookIntoAll()
                let submission = try await stage.submission(of: portfolio, holding: [item], by: lerato)
                for (assessor, seat) in [(ben, "first"), (carol, "second")] {
                    let assignment = try await stage.assignment(
                        of: submission, at: college, to: assessor, by: lerato, seat: seat)
                    try await stage.resources.database.execute(
                        "update assignment set accepted_at = assigned_at where id = \(assignment)")
                }
                for (who, isTold) in [(lerato, true), (elias, true), (ben, false), (carol, false)] {
                    let metadata = try await stage.get("/api/evidence/\(item)/metadata", as: who)
                    #expect(metadata.status == .ok)
                    #expect((metadata.json["camera"] == "Tecno Spark") == isTold, "\(who.name)")
                    #expect((metadata.json["location"] != nil) == isTold, "\(who.name)")
                    #expect(try await stage.previews(of: item, as: who).json["pages"]?.array?.count == 1)
                    #expect(try await stage.get("/api/evidence/\(item)/previews/1", as: who).status == .ok)
                }
                for path in ["previews", "previews/1", "metadata"] {
                    let seen = try await stage.get("/api/evidence/\(item)/\(path)", as: zodwa)
                    #expect(seen.status == .notFound)
                    #expect(try await stage.get("/api/evidence/\(item)/\(path)").status == .unauthorized)
                }
            }
        }
    }

    @Test func `a preview may be shown in place and kept, by its entity tag`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let item = try await stage.item(
                try MadeFiles.sample("brick-wall.jpg"), as: "image/jpeg", in: portfolio, by: lerato)
            #expect(try await stage.get("/api/evidence/\(item)/previews/1", as: lerato).status == .notFound)
            try await stage.lookIntoAll()
            let path = "/api/evidence/\(item)/previews/1"
            let seen = try await stage.get(path, as: lerato)
            #expect(seen.headers[.contentDisposition] == "inline")
            #expect(seen.headers[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'; sandbox")
            #expect(seen.headers[.xContentTypeOptions] == "nosniff")
            #expect(seen.headers[.cacheControl] == "private, no-cache")
            #expect(seen.bytes.starts(with: Array("RIFF".utf8)) && seen.bytes.count < 30_000)
            let again = try await stage.get(path, as: lerato, headers: [.ifNoneMatch: seen.version])
            #expect(again.status == .notModified && again.bytes.isEmpty)
            let larger = try await stage.get("\(path)?width=1280", as: lerato)
            #expect(larger.bytes.count > seen.bytes.count && larger.version != seen.version)
            #expect(try await stage.get("\(path)?width=4000", as: lerato).status == .badRequest)
            #expect(try await stage.get("/api/evidence/\(item)/previews/x", as: lerato).status == .notFound)
        }
    }

    @Test func `what is in quarantine is not looked into until it is released and clean`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let elias = try await stage.staff("Elias", .coordinator, at: college)
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let held = try await stage.item(
                Array("A day.\n".utf8), as: "text/plain", in: portfolio, by: lerato, heldBy: "macros")
            let scanned = try await stage.item(Array("Two days.\n".utf8), as: "text/plain", in: portfolio, by: lerato)
            let database = stage.resources.database
            try await database.execute(
                """
                insert into evidence_scan (digest, state, next_attempt_at)
                select digest, 'pending', \(stage.clock.now) from evidence_file
                where evidence_id = \(try #require(ID<Evidence>(scanned)))
                """)
            try await stage.lookIntoAll()
            for item in [held, scanned] {
                #expect(try await stage.previews(of: item, as: lerato).json["state"] == "pending")
                #expect(try await stage.get("/api/evidence/\(item)/metadata", as: lerato).json["words"] == nil)
            }
            try await database.execute(
                "update evidence_scan set state = 'clean', scanner = 'x', scanned_at = \(stage.clock.now)")
            try await database.execute(
                """
                update evidence_file set released_at = \(stage.clock.now), released_by = \(try #require(ID<Person>(elias.id)))
                where quarantined_by is not null
                """)
            try await stage.lookIntoAll()
            #expect(try await stage.previews(of: held, as: lerato).json["excerpt"] == "A day.\n")
            #expect(try await stage.previews(of: scanned, as: lerato).json["excerpt"] == "Two days.\n")
            // What a scanner finds later takes the previews away again.
            try await database.execute("update evidence_scan set state = 'found', signature = 'Eicar'")
            #expect(try await stage.previews(of: scanned, as: lerato).json["excerpt"] == nil)
        }
    }

    @Test func `makers that work at once take up each file once`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            for number in 0..<12 {
                _ = try await stage.item(
                    Array("Day \(number) on the site.\n".utf8), as: "text/plain", in: portfolio, by: lerato)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { try await stage.lookIntoAll() } }
                try await group.waitForAll()
            }
            let rows = try await stage.resources.database.query("select state, attempts from evidence_look")
            #expect(rows.count == 12)
            for row in rows { #expect(try row["state"] == "made" && row["attempts"] == 1) }
        }
    }

    @Test func `what a killed maker had taken up is taken up again, and left when it kills them all`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let item = try await stage.item(Array("A day.\n".utf8), as: "text/plain", in: portfolio, by: lerato)
            let database = stage.resources.database
            for _ in 1...Errand.attempts {
                #expect(try await database.takeUp(.look, at: stage.clock.now) != nil)
                #expect(try await database.takeUp(.look, at: stage.clock.now) == nil, "somebody is at it")
                stage.clock.advance(Errand.lease + 1)
            }
            try await stage.lookIntoAll()
            #expect(try await stage.previews(of: item, as: lerato).json["state"] == "failed")
        }
    }

    @Test func `what lacked a program is looked into once it is there`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let item = try await stage.item(Array("A day.\n".utf8), as: "text/plain", in: portfolio, by: lerato)
            let database = stage.resources.database
            let due = try #require(try await database.takeUp(.look, at: stage.clock.now))
            let fault = LookFault.noProgram(.soffice)
            #expect(!fault.mayPass)
            try await database.fail(due, fault.description, isFinal: true, at: stage.clock.now)
            #expect(try await stage.previews(of: item, as: lerato).json["reason"] == "no program: soffice")
            try await database.doAgain(.look, missing: [.soffice], at: stage.clock.now)
            #expect(try await stage.previews(of: item, as: lerato).json["state"] == "failed")
            try await database.doAgain(.look, missing: [], at: stage.clock.now)
            try await stage.lookIntoAll()
            let list = try await stage.previews(of: item, as: lerato)
            #expect(list.json["state"] == "made" && list.json["excerpt"] == "A day.\n")
        }
    }
}
