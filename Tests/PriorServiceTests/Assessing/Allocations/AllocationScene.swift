import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Seal
import Testing

@testable import PriorService

/// An institution with admitted cases and assessors, put in by SQL: only giving seats goes over HTTP.
struct AllocationScene: Sendable {
    let stage: Stage
    let institution: String
    let elias: Actor
    var assessors: [Actor] = []
    var cases: [Case] = []

    struct Case: Sendable {
        var learner: Actor
        var portfolio: String
        var submission: String
    }

    static let unit = "bricklaying-trade-test@1"
}

extension Stage {
    func allocationScene(policy: String = "lesotho@1", slug: String = "limkokwing") async throws -> AllocationScene {
        let institution = try await institution(slug, policy: policy)
        return AllocationScene(
            stage: self, institution: institution,
            elias: try await staff("Coordinator Elias", .coordinator, at: institution))
    }
}

extension AllocationScene {
    /// A case admitted now.
    mutating func addCase(
        _ units: [String] = [unit], learner: Actor? = nil, policy: String = "lesotho@1"
    ) async throws -> Case {
        var whose = learner
        if whose == nil { whose = try await self.stage.person("Lerato Mokoena") }
        let learner = try #require(whose)
        let made = Case(learner: learner, portfolio: self.stage.newID(), submission: self.stage.newID())
        let (stage, now, key) = (self.stage, self.stage.clock.now, try #require(DocumentKey(policy)))
        let (here, coordinator) = (self.institution, self.elias)
        let claims = try units.map { unit -> Manifest.Claimed in
            let key = try #require(DocumentKey(unit))
            return Manifest.Claimed(
                id: try #require(ID<Claim>(stage.newID())), unit: key,
                fingerprint: try #require(stage.resources.rubrics.units[key]).fingerprint.rawValue, route: .rpl,
                purpose: .credit)
        }
        let manifest = try Manifest(
            portfolio: try #require(ID<Portfolio>(made.portfolio)),
            institution: try #require(ID<Institution>(here)),
            learner: try #require(ID<Person>(learner.id)), number: 1, policy: key, claims: claims, evidence: [],
            links: []
        ).canonicalJSON()
        try await stage.resources.database.transaction { connection in
            try await connection.execute(
                """
                insert into portfolio (id, institution_id, learner_id, title, state, state_since, policy_id, policy_version, created_at)
                values (\(made.portfolio), \(here), \(learner.id), 'Walls', 'admitted', \(now), \(key.id), \(key.version), \(now))
                """)
            try await connection.execute(
                """
                insert into submission (id, institution_id, portfolio_id, number, manifest, manifest_digest, receipt_code, submitted_by, submitted_at)
                values (\(made.submission), \(here), \(made.portfolio), 1, \(manifest), \(Digest.of(manifest)), \(made.submission), \(learner.id), \(now))
                """)
            try await connection.execute(
                """
                insert into admission (submission_id, institution_id, admitted_by, admitted_at)
                values (\(made.submission), \(here), \(coordinator.id), \(now))
                """)
            for claim in claims {
                try await connection.execute(
                    """
                    insert into claim (id, institution_id, portfolio_id, unit_id, unit_version, route, purpose, made_at)
                    values (\(claim.id), \(here), \(made.portfolio), \(claim.unit.id), \(claim.unit.version), 'rpl', 'credit', \(now))
                    """)
                try await connection.execute(
                    """
                    insert into submission_claim (submission_id, claim_id, institution_id, unit_id, unit_version, unit_fingerprint, evidence_ids)
                    values (\(made.submission), \(claim.id), \(here), \(claim.unit.id), \(claim.unit.version), \(claim.fingerprint), '{}')
                    """)
            }
        }
        cases.append(made)
        return made
    }

    /// An assessor with a profile of one unit.
    mutating func addAssessor(
        _ name: String, capacity: Int = 5, strength: Int = 80, unit: String = "bricklaying-trade-test",
        levels: JSONValue = [], places: JSONValue = []
    ) async throws -> Actor {
        let actor = try await stage.staff(name, .assessor, at: institution)
        let put = try await profile(
            actor,
            [
                "capacity": .number("\(capacity)"), "levels": levels, "places": places,
                "expertise": [["unit": .string(unit), "strength": .number("\(strength)")]],
            ])
        #expect(put.status == .ok, "\(put.text)")
        assessors.append(actor)
        return actor
    }

    func profile(_ actor: Actor, _ body: JSONValue, version: Int = 0) async throws -> Seen {
        try await stage.put(
            "/api/institutions/\(institution)/assessors/\(actor.id)", body, as: elias,
            headers: [.ifMatch: "\"\(version)\""])
    }

    func run(_ body: JSONValue = [:], as who: Actor? = nil) async throws -> Seen {
        try await stage.post("/api/institutions/\(institution)/allocations", body, as: who ?? elias)
    }

    func commit(_ run: Seen, as who: Actor? = nil) async throws -> Seen {
        try await stage.post(
            "/api/allocations/\(run.id)/commitments", ["fingerprint": run.json["fingerprint"] ?? .null],
            as: who ?? elias)
    }

    /// Who holds a standing seat of which submission.
    func seats() async throws -> [(submission: String, assessor: String, seat: String)] {
        try await stage.resources.database.query(
            """
            select submission_id, assessor_id, seat from assignment where declined_at is null and lapsed_at is null
            order by submission_id, seat
            """
        ).map { row in
            let (submission, assessor): (ID<Submission>, ID<Person>) = (
                try row["submission_id"], try row["assessor_id"]
            )
            return (submission.description, assessor.description, try row["seat"])
        }
    }

    func declare(_ relation: String, of who: Actor, with learner: Actor) async throws {
        let seen = try await stage.post(
            "/api/conflicts",
            [
                "institution": .string(institution), "person": .string(who.id), "learner": .string(learner.id),
                "relation": .string(relation),
            ], as: elias)
        #expect(seen.status == .created, "\(seen.text)")
    }

    func accept(_ who: Actor) async throws {
        for line in try await stage.get("/api/assignments", as: who).items where line["state"] == "offered" {
            let seen = try await stage.post(
                "/api/assignments/\(line["id"]?.string ?? "")/acceptances", ["independence": true], as: who)
            #expect(seen.status == .created, "\(seen.text)")
        }
    }
}

extension Seen {
    /// `name: seat` of what a run gives.
    var given: [String] {
        (json["assignments"]?.array ?? []).map {
            "\($0["assessorName"]?.string ?? ""): \($0["seat"]?.string ?? "")"
        }
    }
}
