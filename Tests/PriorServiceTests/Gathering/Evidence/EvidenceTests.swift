import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct EvidenceTests {
    @Test func `an item is described anew, with the version last read`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let path = "/api/evidence/\(try await stage.evidence(in: portfolio, as: lerato))"
            let read = try await stage.get(path, as: lerato)
            let changed = try await stage.patch(
                path, ["title": "The east wall", "producedOn": "2024-05-01"], as: lerato,
                headers: [.ifMatch: read.version])
            #expect(changed.status == .ok)
            #expect(changed.json["title"] == "The east wall" && changed.json["producedOn"] == "2024-05-01")
            let stale = try await stage.patch(path, ["title": "x"], as: lerato, headers: [.ifMatch: read.version])
            #expect(stale.status == .preconditionFailed)
            let undated = try await stage.patch(
                path, ["producedOn": nil], as: lerato, headers: [.ifMatch: changed.version])
            #expect(undated.status == .ok && undated.json["producedOn"] == nil)
            #expect(undated.json["title"] == "The east wall")
            let future = try await stage.patch(
                path, ["producedOn": "2999-01-01"], as: lerato, headers: [.ifMatch: undated.version])
            #expect(future.faults == ["/producedOn future"])
        }
    }

    @Test func `a removed item is gone from the portfolio and stays in its submissions`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let (one, two) = (
                try await stage.evidence(in: portfolio, as: lerato), try await stage.evidence(in: portfolio, as: lerato)
            )
            try await stage.submission(of: portfolio, holding: [two], by: lerato)
            for id in [one, two] {
                #expect(try await stage.delete("/api/evidence/\(id)", as: lerato).status == .noContent)
                #expect(try await stage.delete("/api/evidence/\(id)", as: lerato).status == .notFound)
            }
            #expect(try await stage.get("/api/evidence/\(one)", as: lerato).status == .notFound)
            let kept = try await stage.get("/api/evidence/\(two)", as: lerato)
            #expect(kept.status == .ok && kept.json["removedAt"] != nil)
            #expect(try await stage.get("/api/portfolios/\(portfolio)/evidence", as: lerato).items.isEmpty)
        }
    }

    @Test func `an assessor reads what they accepted to assess, without file names, and nothing else`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let ben = try await stage.staff("Ben", .assessor, at: college)
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let (one, two) = (
                try await stage.evidence(in: portfolio, as: lerato), try await stage.evidence(in: portfolio, as: lerato)
            )
            let submission = try await stage.submission(of: portfolio, holding: [one], by: lerato)
            let assignment = try await stage.assignment(of: submission, at: college, to: ben, by: lerato)
            #expect(try await stage.get("/api/evidence/\(one)", as: ben).status == .notFound)
            try await stage.resources.database.execute(
                "update assignment set accepted_at = assigned_at where id = \(assignment)")
            let seen = try await stage.get("/api/evidence/\(one)", as: ben)
            #expect(seen.status == .ok && seen.json["portfolio"] == nil)
            #expect(seen.json["file"]?["name"] == .string("evidence-\(one.suffix(8)).png"))
            try await stage.lookIntoAll()
            let content = try await stage.get("/api/evidence/\(one)/content", as: ben)
            #expect(content.status == .ok && content.headers[.contentType] == "image/png")
            #expect(content.headers[.contentDisposition]?.contains("photo") == false)
            #expect(try await stage.get("/api/evidence/\(two)", as: ben).status == .notFound)
            #expect(try await stage.get("/api/portfolios/\(portfolio)", as: ben).status == .notFound)
            try await stage.resources.database.execute(
                "update assignment set declined_at = assigned_at where id = \(assignment)")
            #expect(try await stage.get("/api/evidence/\(one)", as: ben).status == .notFound)
        }
    }

    @Test func `a link says which part of an item shows which criterion of which claim`() async throws {
        try await Stage.run { stage in
            let (lerato, thabo) = (try await stage.person("Lerato"), try await stage.person("Thabo"))
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let claim = try await stage.claim(in: portfolio, as: lerato)
            let evidence = try await stage.evidence(in: portfolio, as: lerato)
            let criterion = try await stage.criteria()[0]
            let links = "/api/evidence/\(evidence)/links"
            let body: JSONValue = [
                "claim": .string(claim), "criterion": .string(criterion), "note": "The bond is clear here", "page": 3,
                "timeCodeSeconds": 12.5,
            ]
            let made = try await stage.post(links, body, as: lerato)
            #expect(made.status == .created && made.json["page"] == 3 && made.json["timeCodeSeconds"] == 12.5)
            #expect(try await stage.get("/api/evidence/\(evidence)", as: lerato).json["links"]?.array == [made.json])
            #expect(try await stage.post(links, body, as: lerato).problem == "link-exists")
            let wrong = try await stage.post(links, ["claim": .string(claim), "criterion": "charm"], as: lerato)
            #expect(wrong.faults == ["/criterion unknown"])
            let other = try await stage.portfolio(of: thabo, at: college)
            let foreign = try await stage.claim(in: other, as: thabo)
            let crossed = try await stage.post(
                links, ["claim": .string(foreign), "criterion": .string(criterion)], as: lerato)
            #expect(crossed.faults == ["/claim unknown"])
            #expect(try await stage.delete("/api/links/\(made.id)", as: thabo).status == .notFound)
            #expect(try await stage.delete("/api/links/\(made.id)", as: lerato).status == .noContent)
            #expect(try await stage.delete("/api/links/\(made.id)", as: lerato).status == .notFound)
        }
    }
}

extension Stage {
    /// A submission as its table has it: what this suite needs of one is which items its manifest names.
    @discardableResult
    func submission(of portfolio: String, holding evidence: [String], by learner: Actor) async throws
        -> UUID
    {
        let id = UUID.version7(at: clock.now, random: RandomBytes.next(10))
        let items = evidence.map { #"{"id":"\#($0)"}"# }.joined(separator: ",")
        let manifest = #"{"evidence":[\#(items)]}"#
        try await resources.database.execute(
            """
            insert into submission (
                id, institution_id, portfolio_id, number, manifest, manifest_digest, receipt_code, submitted_by, submitted_at)
            select \(id), p.institution_id, p.id, 1, \(manifest), \(Digest.of(manifest)), \(id.uuidString),
                p.learner_id, \(clock.now)
            from portfolio p where p.id = \(UUID(uuidString: portfolio))
            """)
        return id
    }

    func assignment(
        of submission: UUID, at institution: String, to assessor: Actor, by person: Actor, seat: String = "first"
    ) async throws -> UUID {
        let id = UUID.version7(at: clock.now, random: RandomBytes.next(10))
        try await resources.database.execute(
            """
            insert into assignment (
                id, institution_id, submission_id, assessor_id, seat, assigned_by, assigned_at, accept_by, due_at)
            values (\(id), \(UUID(uuidString: institution)), \(submission), \(UUID(uuidString: assessor.id)), \(seat),
                \(UUID(uuidString: person.id)), \(clock.now), \(clock.now), \(clock.now))
            """)
        return id
    }
}
