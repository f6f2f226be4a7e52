import Assessment
import Foundation
import Postgres
import Rubrics
import Seal

@testable import PriorService

// What comes before a recommendation, put in by SQL: a portfolio submitted, assessed by two, and settled. The tests of what
// comes after begin here.

/// An assessed portfolio with the people around it.
struct AssessedCase: Sendable {
    var institution: String
    var learner: Actor
    var assessors: [Actor]
    var portfolio: String
    var submission: String
    /// Claims by unit, as `bricklaying-trade-test@1`.
    var claims: [String: String] = [:]
    /// The digest of the one item of evidence, linked to every claim.
    var evidence = (id: "", digest: "")
}

/// What both assessors gave on every criterion of a unit.
struct Marks: Sendable {
    var isMet: Bool
    var comment: String

    /// The top level everywhere.
    static let met = Marks(isMet: true, comment: "")
    /// The lowest level everywhere, with a comment or without.
    static func unmet(_ comment: String = "Not seen in the evidence.") -> Marks {
        Marks(isMet: false, comment: comment)
    }
}

extension Stage {
    /// A portfolio of a learner with these units, in state `assessed`.
    func assessed(
        _ learner: Actor, at institution: String, policy: String = "lesotho@1", _ units: [String: Marks]
    ) async throws -> AssessedCase {
        let assessors = [
            try await staff("Assessor Ben", .assessor, at: institution),
            try await staff("Assessor Carol", .assessor, at: institution),
        ]
        var made = AssessedCase(
            institution: institution, learner: learner, assessors: assessors, portfolio: newID(), submission: newID())
        let key = try DocumentKey(policy) ?? { throw Problem.notFound("policy") }()
        let (now, evidence, digest) = (clock.now, newID(), Digest.of("the evidence of \(made.portfolio)"))
        made.evidence = (evidence, digest.hex)
        for unit in units.keys { made.claims[unit] = newID() }
        let finished = made
        try await resources.database.transaction { connection in
            try await connection.execute(
                """
                insert into portfolio (id, institution_id, learner_id, title, state, state_since, policy_id, policy_version, created_at)
                values (\(finished.portfolio), \(institution), \(learner.id), 'My work', 'assessed', \(now), \(key.id), \(key.version), \(now))
                """)
            try await connection.execute(
                """
                insert into evidence (id, institution_id, portfolio_id, kind, title, added_at)
                values (\(evidence), \(institution), \(finished.portfolio), 'artefact', 'A wall', \(now))
                """)
            try await connection.execute(
                """
                insert into evidence_object (digest, size, back_end, stored_at, put_at)
                values (\(digest), 10, 'local', \(now), \(now))
                """)
            try await connection.execute(
                """
                insert into evidence_file (evidence_id, digest, size, file_name, detected_type, libmagic_version, accepted_type, accepted_rule)
                values (\(evidence), \(digest), 10, 'wall.jpg', 'image/jpeg', '544', 'image/jpeg', 'image/jpeg')
                """)
            try await connection.execute(
                """
                insert into submission (id, institution_id, portfolio_id, number, manifest, manifest_digest, receipt_code, submitted_by, submitted_at)
                values (\(finished.submission), \(institution), \(finished.portfolio), 1, '{}', \(Digest.of("{}")), \(finished.submission), \(learner.id), \(now))
                """)
            for (unit, marks) in units { try await self.settle(unit, marks, of: finished, on: connection) }
        }
        return made
    }

    private func settle(_ unit: String, _ marks: Marks, of made: AssessedCase, on connection: Connection) async throws {
        guard let key = DocumentKey(unit), let document = resources.rubrics.units[key], let claim = made.claims[unit]
        else {
            throw Problem.notFound("unit \(unit)")
        }
        let (now, rubric) = (clock.now, document.value.rubric)
        let levels = Dictionary(
            uniqueKeysWithValues: rubric.criteria.map {
                ($0.id, (marks.isMet ? $0.levels.last : $0.levels.first)?.id ?? "")
            })
        let result = try rubric.result(of: levels)
        try await connection.execute(
            """
            insert into claim (id, institution_id, portfolio_id, unit_id, unit_version, route, purpose, made_at)
            values (\(claim), \(made.institution), \(made.portfolio), \(key.id), \(key.version), 'rpl', 'credit', \(now))
            """)
        try await connection.execute(
            """
            insert into evidence_link (id, institution_id, claim_id, evidence_id, criterion_id, linked_at)
            values (\(newID()), \(made.institution), \(claim), \(made.evidence.id), \(rubric.criteria[0].id), \(now))
            """)
        try await connection.execute(
            """
            insert into submission_claim (
                submission_id, claim_id, institution_id, unit_id, unit_version, unit_fingerprint, evidence_ids)
            values (\(made.submission), \(claim), \(made.institution), \(key.id), \(key.version),
                \(document.fingerprint.rawValue), array[\(made.evidence.id)::uuid])
            """)
        var standing = ""
        for (seat, assessor) in zip(["first", "second"], made.assessors) {
            let assignment = try await self.assignment(seat, assessor, of: made, on: connection)
            standing = newID()
            try await connection.execute(
                """
                insert into scorecard (id, institution_id, assignment_id, claim_id, unit_id, unit_version, rubric_fingerprint, opened_at)
                values (\(standing), \(made.institution), \(assignment), \(claim), \(key.id), \(key.version),
                    \(document.fingerprint.rawValue), \(now))
                """)
            for (criterion, level) in levels {
                try await connection.execute(
                    """
                    insert into score (scorecard_id, criterion_id, level_id, comment, scored_at)
                    values (\(standing), \(criterion), \(level), \(marks.comment), \(now))
                    """)
            }
            try await connection.execute(
                "update scorecard set submitted_at = \(now), outcome = \(result.outcome.rawValue) where id = \(standing)"
            )
        }
        try await connection.execute(
            """
            insert into claim_outcome (submission_id, claim_id, institution_id, outcome, settled, scorecard_id, words, settled_at)
            values (\(made.submission), \(claim), \(made.institution), \(result.outcome.rawValue), 'agreed', \(standing),
                \(result.words), \(now))
            """)
    }

    private func assignment(
        _ seat: String, _ assessor: Actor, of made: AssessedCase, on connection: Connection
    ) async throws -> String {
        let present = try await connection.first(
            "select id from assignment where submission_id = \(made.submission) and seat = \(seat)")
        if let present { return try present["id"] }
        let (id, now) = (newID(), clock.now)
        try await connection.execute(
            """
            insert into assignment (
                id, institution_id, submission_id, assessor_id, seat, assigned_by, assigned_at, accept_by, due_at, accepted_at,
                completed_at)
            values (\(id), \(made.institution), \(made.submission), \(assessor.id), \(seat), \(assessor.id), \(now), \(now),
                \(now), \(now), \(now))
            """)
        return id
    }

    /// A machine of an institution with a token of these scopes.
    func machine(of institution: String, _ scopes: Scope...) async throws -> Actor {
        let (id, now, token) = (newID(), clock.now, SecretToken.make(prefix: Credential.clientPrefix))
        let maker = try await person("Administrator Mpho")
        try await resources.database.transaction { connection in
            try await connection.execute(
                """
                insert into client (id, institution_id, name, secret_digest, scopes, created_by, created_at)
                values (\(id), \(institution), 'registry', \(Digest.of(id)), \(scopes.map(\.rawValue)), \(maker.id), \(now))
                """)
            try await connection.execute(
                """
                insert into client_token (token_digest, client_id, scopes, issued_at, expires_at)
                values (\(token.digest), \(id), \(scopes.map(\.rawValue)), \(now), \(now.addingTimeInterval(86_400 * 400)))
                """)
        }
        return Actor(id: id, name: "registry", email: "", token: token.text)
    }

    func newID() -> String { ID<Portfolio>(UUID.version7(at: clock.now, random: RandomBytes.next(10))).description }
}

extension Stage {
    /// Writes the recommendation on one claim of a case.
    func recommend(_ unit: String, of made: AssessedCase, by coordinator: Actor) async throws -> Seen {
        try await post(
            "/api/submissions/\(made.submission)/recommendations",
            [
                "claim": .string(made.claims[unit] ?? ""),
                "nextStep": "Ask your adviser for a place at the next trade course.",
            ],
            as: coordinator)
    }

    /// A credit, by its whole way: recommended by the coordinator, granted by the registrar.
    func posted(
        _ unit: String, to learner: Actor, at institution: String, policy: String = "lesotho@1"
    ) async throws -> (case: AssessedCase, decision: Seen) {
        let made = try await assessed(learner, at: institution, policy: policy, [unit: .met])
        let coordinator = try await staff("Coordinator Elias", .coordinator, at: institution)
        let registrar = try await staff("Registrar Fumane", .registrar, at: institution)
        let recommendation = try await recommend(unit, of: made, by: coordinator)
        let decision = try await post(
            "/api/recommendations/\(recommendation.id)/decisions", ["verdict": "granted"], as: registrar)
        return (made, decision)
    }
}
