import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct IndependenceTests {
    private func declare(
        _ work: Casework, _ relation: String, of who: Actor? = nil, as caller: Actor
    ) async throws -> Seen {
        var body: JSONValue = [
            "institution": .string(work.institution), "learner": .string(work.lerato.id), "relation": .string(relation),
            "note": "My sister's son.",
        ]
        if let who { body["person"] = .string(who.id) }
        return try await work.stage.post("/api/conflicts", body, as: caller)
    }

    @Test func `a declared tie keeps assessor and learner apart until it ends, unless a reason is given`() async throws
    {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let tie = try await declare(work, "family", as: work.ben)
            #expect(tie.status == .created)
            let refused = try await work.offer(submission, to: work.ben, "first")
            #expect(refused.status == .conflict && refused.problem == "assessor-not-independent")
            #expect(refused.json["findings"]?[0]?["rule"] == "independence.familyDegrees")
            #expect(refused.json["findings"]?[0]?["source"]?["title"] == "Set by the institution; no published figure")
            let carol = try await declare(work, "taught", of: work.carol, as: work.elias)
            #expect(carol.status == .created)
            let overridden = try await work.offer(
                submission, to: work.carol, "first", "The only bricklayer in the district.")
            #expect(overridden.json["overrideReason"] == "The only bricklayer in the district.")
            #expect(try await work.accept(overridden.id, as: work.carol).status == .created)
            let why: [String] = try await stage.resources.database.query(
                "select y.why from event e join event_why y on y.event_id = e.id where e.kind = 'assignment.made'"
            ).map { try $0["why"] }
            #expect(why == ["The only bricklayer in the district."])
            #expect(try await stage.delete("/api/conflicts/\(tie.id)", as: work.ben).status == .noContent)
            #expect(try await work.offer(submission, to: work.ben, "second").status == .created)
        }
    }

    @Test func `the adviser, the observer and the learner are kept from the case`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            try await stage.grant(.assessor, to: work.lerato, at: work.institution)
            let own = try await work.offer(submission, to: work.lerato, "first", "There is nobody else.")
            #expect(own.json["findings"]?[0]?["rule"] == "assignment.learner")
            try await stage.grant(.adviser, to: work.ben, at: work.institution)
            let advises = try await stage.send(
                .put, "/api/portfolios/\(work.portfolio)/advisers/\(work.ben.id)", nil, as: work.elias)
            #expect(advises.status == .noContent)
            let adviser = try await work.offer(submission, to: work.ben, "first")
            #expect(adviser.json["findings"]?[0]?["rule"] == "independence.adviserNeverAssesses")
            let (id, claim) = (try #require(ID<Portfolio>(work.portfolio)), try #require(ID<Claim>(work.claims[0])))
            let (carol, institution) = (
                try #require(ID<Person>(work.carol.id)), try #require(ID<Institution>(work.institution))
            )
            // That she is to observe is enough: she will know whose case it is.
            try await stage.resources.database.execute(
                """
                insert into encounter (id, institution_id, portfolio_id, claim_id, kind, conductor_id, proposed_by, proposed_at,
                    is_scheduled, starts_at, time_zone, planned_minutes, place, criteria)
                values (\(UUID()), \(institution), \(id), \(claim), 'observation', \(carol), \(carol), \(stage.clock.now), true,
                    \(stage.clock.now), 'UTC', 60, 'Ha Thetsane', '{}')
                """)
            let observer = try await work.offer(submission, to: work.carol, "first")
            #expect(observer.json["findings"]?[0]?["rule"] == "assignment.observer")
        }
    }

    @Test func `who taught a learner longer ago than the policy says may assess them`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            for (who, day) in [(work.ben, "2024-09-01"), (work.carol, "2025-06-30")] {
                let tie = try await stage.post(
                    "/api/conflicts",
                    [
                        "institution": .string(work.institution), "learner": .string(work.lerato.id),
                        "relation": "taught", "lastOn": .string(day),
                    ], as: who)
                #expect(tie.status == .created && tie.json["lastOn"]?.string == day)
            }
            #expect(try await work.offer(submission, to: work.ben, "first").status == .created)
            let recent = try await work.offer(submission, to: work.carol, "second")
            #expect(recent.json["findings"]?[0]?["rule"] == "independence.taughtWithinYears")
        }
    }

    @Test func `a tie declared after the offer stops its acceptance`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let offered = try await work.offer(submission, to: work.ben, "first")
            _ = try await declare(work, "employer", of: work.ben, as: work.elias)
            let seen = try await work.accept(offered.id, as: work.ben)
            #expect(seen.problem == "assessor-not-independent")
            #expect(try await work.state() == "admitted")
            let unaffirmed = try await stage.post(
                "/api/assignments/\(offered.id)/acceptances", ["independence": false], as: work.ben)
            #expect(unaffirmed.faults == ["/independence independence"])
        }
    }

    @Test func `an assessor who steps back over a tie is not asked again, and the seat is free`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let id = try await work.seated(submission, work.ben, "first")
            let recusal = try await stage.post(
                "/api/assignments/\(id)/recusals", ["reason": "I know this wall.", "relation": "employer"], as: work.ben
            )
            #expect(recusal.status == .created && recusal.json["state"] == "declined")
            let again = try await work.offer(submission, to: work.ben, "first")
            #expect(again.json["findings"]?[0]?["rule"] == "independence.sameEmployer")
            #expect(try await work.offer(submission, to: work.carol, "first").status == .created)
            #expect(try await stage.get("/api/submissions/\(submission)", as: work.ben).status == .notFound)
            let twice = try await stage.post("/api/assignments/\(id)/recusals", ["reason": "Again."], as: work.ben)
            #expect(twice.json["state"] == "declined")
        }
    }

    @Test func `ties are declared by the person or a coordinator, and seen by nobody else`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            #expect(try await declare(work, "other", of: work.ben, as: work.carol).status == .forbidden)
            #expect(try await declare(work, "other", as: work.lerato).faults == ["/person not_staff"])
            let tie = try await declare(work, "intimate", of: work.ben, as: work.elias)
            let path = "/api/conflicts?institution=\(work.institution)"
            #expect(try await stage.get(path, as: work.elias).items.count == 1)
            #expect(try await stage.get(path, as: work.ben).items.count == 1)
            #expect(try await stage.get(path, as: work.carol).items.isEmpty)
            #expect(try await stage.get(path, as: work.lerato).items.isEmpty)
            #expect(try await stage.delete("/api/conflicts/\(tie.id)", as: work.carol).status == .notFound)
            #expect(try await stage.delete("/api/conflicts/\(tie.id)", as: work.ben).status == .forbidden)
            #expect(try await stage.delete("/api/conflicts/\(tie.id)", as: work.elias).status == .noContent)
        }
    }
}
