import Assessment
import Foundation
import HTTPTypes
import HummingbirdTesting
import Postgres
import Support
import Testing

@testable import PriorService

extension PermissionWorld {
    /// An item that came in a bag, and a submission with a time stamp.
    func addTravels() async throws {
        let ids = try [draft.portfolio, owner.id, draft.evidence.first ?? "", scored.submission, institution].map {
            try #require(UUID(uuidString: $0))
        }
        let bag = try #require(UUID(uuidString: imported))
        let database = TestDatabase.current.database
        try await database.execute(
            """
            insert into bag_import (id, institution_id, portfolio_id, imported_by, imported_at, bag_digest, source,
                external_identifier, learner_name, origin, left_out)
            values (\(bag), \(ids[4]), \(ids[0]), \(ids[1]), now(), sha256(''), 'Far', '', '', 'unsigned',
                '{"alreadyHere": [], "withoutFile": [], "units": []}')
            """)
        try await database.execute(
            """
            insert into evidence_origin (evidence_id, import_id, original_id, institution, vouched, record)
            values (\(ids[2]), \(bag), \(ids[2]), 'Far', true, '{}')
            """)
        try await database.execute(
            """
            insert into time_stamp (submission_id, institution_id, digest, wanted_at, next_attempt_at, response, stamped_at,
                serial, authority)
            values (\(ids[3]), \(ids[4]), sha256(''), now(), now(), '\\x00', now(), '01', 'http://tsa.example/')
            """)
    }

    /// The owner wishes to be erased, the registrar asks it for another learner and has the owner's data kept; everybody has
    /// the same password.
    mutating func addErasures() async throws {
        let hash = await PasswordHash.make(Self.password, cost: stage.resources.settings.passwordCost)
        try await TestDatabase.current.database.execute("update person set password = \(hash)")
        _ = try await stage.must(.post, "/api/me/erasure", ["password": .string(Self.password)], as: owner)
        let (sello, palesa) = (try await stage.person("Sello"), try await stage.person("Palesa"))
        for learner in [sello, palesa] { _ = try await stage.portfolio(of: learner, at: institution) }
        plain = palesa.id
        erasure = try await stage.must(
            .post, "/api/institutions/\(institution)/erasures",
            ["learner": .string(sello.id), "reason": "A letter of 3 May."], as: crew.registrar
        ).id
        hold = try await stage.must(
            .post, "/api/institutions/\(institution)/legal-holds",
            ["learner": .string(owner.id), "reason": "A case in court."], as: crew.registrar
        ).id
    }

    /// A return of which the second reason is answered, an original that was seen, a statement of currency.
    mutating func addReturnAndStatement() async throws {
        let back = "/api/portfolios/\(returned.portfolio)/returns/\(returned.submission)/answers/2"
        _ = try await stage.must(.put, back, ["says": "It is there now."], as: owner)
        let item = draft.evidence.first ?? ""
        sighting = try await stage.must(
            .post, "/api/evidence/\(item)/original-sightings",
            ["seen": "original", "seenOn": "2026-01-02", "place": "Maseru"], as: crew.adviser
        ).id
        _ = try await stage.must(
            .put, "/api/evidence/\(spare)/currency-statement", ["says": "I do it daily.", "items": [.string(item)]],
            as: owner)
    }

    /// The least that is read as a badge.
    static let badge = #"{"type": ["VerifiableCredential", "OpenBadgeCredential"]}"#

    mutating func addCredentials() async throws {
        let portfolio = "/api/portfolios/\(draft.portfolio)"
        credential =
            try await stage.send(.post, "\(portfolio)/badges", bytes: Array(Self.badge.utf8), as: owner)
            .json["evidence"]?.string ?? ""
        certificate = try await stage.send(
            .post, "\(portfolio)/evidence?title=Certificate&kind=priorCredential",
            bytes: Array("Trade test, grade C.\n".utf8), as: owner
        ).id
        translation = try await stage.must(
            .post, "/api/evidence/\(certificate)/translations",
            ["language": "st", "text": "Teko.", "translatorName": "Somebody", "relation": "friend"], as: owner
        ).id
    }

    /// One testimonial given, one still asked for, one observation that waits for the learner's signature.
    mutating func addStatements() async throws {
        var codes: [String] = []
        for address in ["pulane@example.org", "sello@example.org"] {
            asked = try await stage.must(
                .post, "/api/portfolios/\(draft.portfolio)/testimonial-requests",
                ["claim": .string(draft.claim), "witnessName": "Witness", "witnessEmail": .string(address)], as: owner
            ).id
            codes.append(try await stage.mailedCode(to: address))
        }
        let witness = Actor(id: "", name: "witness", email: "", token: codes[0])
        witnessed = try await stage.must(.post, "/api/testimonials", try await testimonial(witness), as: witness).id
        members.append(Member(name: "link", actor: Actor(id: "", name: "link", email: "", token: codes[1])))
        members.append(Member(name: "operator", actor: stage.operator))
        let report = try await stage.must(
            .post, "/api/portfolios/\(draft.portfolio)/observations", observed, as: crew.adviser)
        (observation, signed) = (report.id, report.json["encounter"]?.string ?? "")
        let path = "/api/portfolios/\(draft.portfolio)/encounters"
        proposed = try await stage.must(.post, path, meeting, as: crew.adviser).id
        agreed = try await stage.must(.post, path, meeting, as: crew.adviser).id
        _ = try await stage.must(
            .post, "/api/encounters/\(agreed)/agreements", ["criteriaDiscussed": true], as: owner,
            headers: [.ifMatch: "\"1\""])
    }

    var meeting: JSONValue {
        [
            "kind": "observation", "claim": .string(draft.claim), "conductor": .string(crew.adviser.id),
            "startsAt": .string(RFC3339.string(stage.clock.now.addingTimeInterval(86_400))),
            "timeZone": "Africa/Maseru", "durationMinutes": 60, "place": "Kingsway, Maseru",
            "criteria": [.string(draft.criteria[0].id)],
        ]
    }
}
