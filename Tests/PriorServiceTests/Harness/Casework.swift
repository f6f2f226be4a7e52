import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Testing

@testable import PriorService

/// A case on its way: Lerato's portfolio at an institution, with everyone who works on it. Everything goes over HTTP but the
/// links from evidence to criteria, of which there are many.
struct Casework: Sendable {
    let stage: Stage
    let institution: String
    let lerato: Actor
    let elias: Actor
    let ben: Actor
    let carol: Actor
    let dumisani: Actor
    let portfolio: String
    let claims: [String]
    let evidence: [String]
    /// The unit of each claim.
    let units: [Assessment.Unit]

    /// The criteria of the first claim's unit.
    var criteria: [Criterion] { units[0].rubric.criteria }
}

extension Stage {
    /// A portfolio in `draft` that lacks nothing.
    /// - Parameter other: a case at whose institution, with whose people, this one is to be.
    func casework(
        policy: String = "lesotho@1", units keys: [String] = ["bricklaying-trade-test@1"], slug: String = "limkokwing",
        learner name: String = "Lerato Mokoena", beside other: Casework? = nil
    ) async throws -> Casework {
        var place = other?.institution ?? ""
        if other == nil { place = try await institution(slug, policy: policy) }
        let institution = place
        let lerato = try await person(name)
        let file = "wall-of-\(name.lowercased().replacing(" ", with: "-")).txt"
        let made = try await post(
            "/api/portfolios", ["institution": .string(institution), "title": "Eleven years of walls"], as: lerato)
        #expect(made.status == .created)
        var (claims, units): ([String], [Assessment.Unit]) = ([], [])
        for key in keys {
            let claim = try await post(
                "/api/portfolios/\(made.id)/claims", ["unit": .string(key), "route": "rpl", "purpose": "credit"],
                as: lerato)
            #expect(claim.status == .created)
            claims.append(claim.id)
            let unit = try #require(DocumentKey(key))
            units.append(try #require(resources.rubrics.units[unit]).value)
        }
        var crew = other.map { [$0.elias, $0.ben, $0.carol, $0.dumisani] } ?? []
        if crew.isEmpty {
            crew = [
                try await staff("Coordinator Elias", .coordinator, at: institution),
                try await staff("Assessor Ben", .assessor, at: institution),
                try await staff("Assessor Carol", .assessor, at: institution),
                try await staff("Assessor Dumisani", .assessor, at: institution),
            ]
        }
        let casework = Casework(
            stage: self, institution: institution, lerato: lerato, elias: crew[0], ben: crew[1], carol: crew[2],
            dumisani: crew[3], portfolio: made.id, claims: claims,
            evidence: [
                try await add("artefact", file, to: made.id, as: lerato),
                try await add("priorCredential", "visit.txt", to: made.id, as: lerato),
            ], units: units)
        try await casework.link()
        return casework
    }

    private func add(_ kind: String, _ name: String, to portfolio: String, as who: Actor) async throws -> String {
        let seen = try await send(
            .post,
            "/api/portfolios/\(portfolio)/evidence?kind=\(kind)&title=\(kind)&fileName=\(name)&producedOn=2026-05-01",
            bytes: Array("The wall at Ha Thetsane, \(kind).\n".utf8), as: who, headers: [.contentType: "text/plain"])
        #expect(seen.status == .created, "\(seen.text)")
        return seen.id
    }
}

extension Casework {
    /// The same with other items, each linked to the first claim.
    func with(evidence: [String]) -> Casework {
        Casework(
            stage: stage, institution: institution, lerato: lerato, elias: elias, ben: ben, carol: carol,
            dumisani: dumisani, portfolio: portfolio, claims: claims, evidence: evidence, units: units)
    }

    /// Links every item to every criterion of every claim.
    fileprivate func link() async throws {
        for (claim, unit) in zip(claims, units) {
            for item in evidence {
                try await stage.resources.database.execute(
                    """
                    insert into evidence_link (id, institution_id, claim_id, evidence_id, criterion_id, linked_at)
                    select gen_random_uuid(), \(try #require(ID<Institution>(institution))), \(try #require(ID<Claim>(claim))),
                        \(try #require(ID<Evidence>(item))), criterion, \(stage.clock.now)
                    from unnest(\(unit.rubric.criteria.map(\.id))::text[]) as criterion
                    """)
            }
        }
    }

    func submit() async throws -> Seen {
        try await stage.post("/api/portfolios/\(portfolio)/submissions", ["declaration": true], as: lerato)
    }

    /// Submits and admits.
    func admitted() async throws -> String {
        let submission = try await submit()
        #expect(submission.status == .created, "\(submission.text)")
        let admission = try await stage.post("/api/submissions/\(submission.id)/admissions", [:], as: elias)
        #expect(admission.status == .created, "\(admission.text)")
        return submission.id
    }

    func offer(_ submission: String, to who: Actor, _ seat: String, _ reason: String? = nil) async throws -> Seen {
        var body: JSONValue = ["assessor": .string(who.id), "seat": .string(seat)]
        if let reason { body["overrideReason"] = .string(reason) }
        return try await stage.post("/api/submissions/\(submission)/assignments", body, as: elias)
    }

    func accept(_ assignment: String, as who: Actor) async throws -> Seen {
        try await stage.post("/api/assignments/\(assignment)/acceptances", ["independence": true], as: who)
    }

    /// Offers a seat and has it accepted.
    func seated(_ submission: String, _ who: Actor, _ seat: String) async throws -> String {
        let offered = try await offer(submission, to: who, seat)
        #expect(offered.status == .created, "\(offered.text)")
        let accepted = try await accept(offered.id, as: who)
        #expect(accepted.status == .created, "\(accepted.text)")
        return offered.id
    }

    func score(
        _ assignment: String, _ criterion: String, _ level: String, version: Int, claim: Int = 0, as who: Actor
    ) async throws -> Seen {
        try await stage.put(
            "/api/assignments/\(assignment)/scores/\(claims[claim])/\(criterion)",
            ["level": .string(level), "comment": "Seen on the photograph."], as: who,
            headers: [.ifMatch: "\"\(version)\""])
    }

    func rule(
        _ assignment: String, _ item: String, claim: Int = 0, as who: Actor, authentic: String = "yes",
        revising: String = ""
    ) async throws -> Seen {
        try await stage.put(
            "/api/assignments/\(assignment)/rulings/\(claims[claim])/\(item)",
            [
                "valid": "yes", "sufficient": "yes", "authentic": .string(authentic), "current": "yes",
                "reasons": ["authentic": authentic == "yes" ? "" : "No face is seen."],
                "revisionReason": .string(revising),
            ], as: who)
    }

    /// Rules on every item and scores every criterion of the claims, all when none are named: the best level, but on the
    /// criteria named the worst.
    func work(_ assignment: String, as who: Actor, claims only: [Int]? = nil, worstOn: Set<String> = []) async throws {
        for claim in only ?? Array(claims.indices) {
            for item in evidence {
                let ruled = try await rule(assignment, item, claim: claim, as: who)
                #expect(ruled.status == .ok, "\(ruled.text)")
            }
            for (place, criterion) in units[claim].rubric.criteria.enumerated() {
                let levels = criterion.levels.map(\.id)
                let level = (worstOn.contains(criterion.id) ? levels.first : levels.last) ?? ""
                let scored = try await score(assignment, criterion.id, level, version: place, claim: claim, as: who)
                #expect(scored.status == .ok, "\(scored.text)")
            }
        }
    }

    func complete(_ assignment: String, as who: Actor) async throws -> Seen {
        try await stage.post("/api/assignments/\(assignment)/completions", as: who)
    }

    func state() async throws -> String {
        try await stage.get("/api/portfolios/\(portfolio)", as: lerato).json["state"]?.string ?? ""
    }

    func outcomes(_ submission: String) async throws -> [JSONValue] {
        try await stage.get("/api/submissions/\(submission)/outcomes", as: elias).items
    }
}

extension Casework {
    /// The coordinator was shown the paper of each certificate of the start.
    func showPapers() async throws {
        for item in evidence {
            let seen = try await stage.get("/api/evidence/\(item)", as: lerato)
            guard seen.json["kind"] == "priorCredential" else { continue }
            _ = try await stage.must(
                .post, "/api/evidence/\(item)/original-sightings",
                ["seen": "original", "seenOn": "2026-01-02", "place": "Maseru"], as: elias)
        }
    }
}
