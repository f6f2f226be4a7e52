import Assessment
import Foundation
import Postgres
import Seal

extension Connection {
    func credit(_ id: ID<Credit>) async throws -> CreditBody? {
        try await first("\(CreditBody.select) where k.id = \(id)").map(CreditBody.init(row:))
    }

    /// The credits of a learner that are released, in the order they were posted.
    func credits(of learner: ID<Person>) async throws -> [CreditBody] {
        try await query(
            """
            \(CreditBody.select) where k.learner_id = \(learner) and is_open_to_learner(r.submission_id)
            order by k.posted_at, k.id
            """
        ).map(CreditBody.init(row:))
    }

    /// Whether the learner may know of a credit yet.
    func isReleased(_ credit: ID<Credit>) async throws -> Bool {
        let row = try await first(
            """
            select is_open_to_learner(r.submission_id) as open from credit k join decision d on d.id = k.decision_id
                join recommendation r on r.id = d.recommendation_id where k.id = \(credit)
            """)
        return try row?["open"] ?? false
    }
}

extension Database {
    func credits(of learner: ID<Person>, _ page: Page) async throws -> [CreditBody] {
        try await query(
            """
            \(CreditBody.select) where k.learner_id = \(learner) and k.id > \(page.afterID ?? .zero)
                and is_open_to_learner(r.submission_id)
            order by k.id limit \(page.rows)
            """
        ).map(CreditBody.init(row:))
    }
}

extension CreditBody {
    /// Every credit `k` with what it stands on.
    fileprivate static let select: SQL = """
        select k.id, k.learner_id, p.name as learner_name, k.unit_id, k.unit_version, u.title as unit_title, k.credits,
            k.credit_system, k.framework_id, k.framework_version, k.level, k.route, k.institution_id,
            i.name as institution_name, r.subjects, r.conditions, r.valid_until, k.posted_at, k.suspended_at,
            k.revoked_at, k.replaced_at, k.replaces,
            r.chain_digest, jsonb_array_length(r.chain->'scorecards') as assessors,
            r.chain->'rubric'->>'fingerprint' as fingerprint
        from credit k join decision d on d.id = k.decision_id join recommendation r on r.id = d.recommendation_id
            join person p on p.id = k.learner_id join institution i on i.id = k.institution_id
            join unit u on u.id = k.unit_id and u.version = k.unit_version
        """

    fileprivate init(row: Row) throws {
        let credits: Decimal? = try row["credits"]
        let subjects: JSONText = try row["subjects"]
        let chainDigest: Digest = try row["chain_digest"]
        let (suspendedAt, revokedAt, replacedAt): (Date?, Date?, Date?) = (
            try row["suspended_at"], try row["revoked_at"], try row["replaced_at"]
        )
        self.init(
            id: try row["id"], learner: NamedBody(id: try row["learner_id"], name: try row["learner_name"]),
            unit: UnitNameBody(id: try row["unit_id"], version: try row["unit_version"], title: try row["unit_title"]),
            credits: credits?.description, creditSystem: try row["credit_system"],
            framework: try DocumentKey(row, "framework_id", "framework_version"), level: try row["level"],
            route: try row["route"],
            institution: NamedBody(id: try row["institution_id"], name: try row["institution_name"]),
            subjects: try subjects.decode(), conditions: try row["conditions"], validUntil: try row["valid_until"],
            state: CreditState(suspendedAt: suspendedAt, revokedAt: revokedAt, replacedAt: replacedAt),
            postedAt: try row["posted_at"], suspendedAt: suspendedAt, revokedAt: revokedAt, replacedAt: replacedAt,
            replaces: try row["replaces"], chainDigest: chainDigest.hex,
            decided: HowDecidedBody(assessors: try row["assessors"], rubricFingerprint: try row["fingerprint"]))
    }
}
