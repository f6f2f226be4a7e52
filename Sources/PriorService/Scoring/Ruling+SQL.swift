import Assessment
import Foundation
import Postgres

extension RulingBody {
    init(row: Row) throws {
        self.init(
            claim: try row["claim_id"], evidence: try row["evidence_id"], revision: try row["revision"],
            valid: try row["valid"], sufficient: try row["sufficient"], authentic: try row["authentic"],
            current: try row["current"], reason: try row["reason"], ruledAt: try row["ruled_at"])
    }

    /// Whether it says the same as a ruling.
    func says(_ ruling: Ruling) -> Bool {
        (valid, sufficient, authentic, current) == (ruling.valid, ruling.sufficient, ruling.authentic, ruling.current)
            && reason == ruling.reason
    }
}

extension Connection {
    /// The latest revision of each ruling of an assignment, by claim and item.
    func rulings(of assignment: ID<Assignment>) async throws -> [RulingBody] {
        try await query(
            """
            select distinct on (claim_id, evidence_id) claim_id, evidence_id, revision, valid, sufficient, authentic,
                current, reason, ruled_at
            from ruling where assignment_id = \(assignment) order by claim_id, evidence_id, revision desc
            """
        ).map(RulingBody.init(row:))
    }

    func ruling(
        of assignment: ID<Assignment>, on evidence: ID<Evidence>, for claim: ID<Claim>
    ) async throws -> RulingBody? {
        try await first(
            """
            select claim_id, evidence_id, revision, valid, sufficient, authentic, current, reason, ruled_at
            from ruling where assignment_id = \(assignment) and claim_id = \(claim) and evidence_id = \(evidence)
            order by revision desc limit 1
            """
        ).map(RulingBody.init(row:))
    }

    func insert(_ ruling: RulingBody, _ id: ID<Ruling>, of record: AssignmentRecord) async throws {
        try await execute(
            """
            insert into ruling (id, institution_id, assignment_id, claim_id, evidence_id, revision, valid, sufficient,
                authentic, current, reason, ruled_at)
            values (\(id), \(record.institution), \(record.id), \(ruling.claim), \(ruling.evidence), \(ruling.revision),
                \(ruling.valid), \(ruling.sufficient), \(ruling.authentic), \(ruling.current), \(ruling.reason),
                \(ruling.ruledAt))
            """)
    }

    /// Whether the item is linked to the claim in the submission, and the claim still has no outcome.
    func isToRule(_ evidence: ID<Evidence>, for claim: ID<Claim>, in submission: ID<Submission>) async throws -> Bool {
        try await one(
            """
            select exists (select from submission_claim c
                where c.submission_id = \(submission) and c.claim_id = \(claim) and \(evidence) = any(c.evidence_ids)
                    and not exists (select from claim_outcome o
                        where o.submission_id = c.submission_id and o.claim_id = c.claim_id)) as known
            """)["known"]
    }
}

extension Database {
    /// One page of an assignment's rulings, each in its latest revision, in the order of the items.
    func rulings(of assignment: ID<Assignment>, _ page: Page) async throws -> [RulingBody] {
        let after: SQL =
            if let values = page.after, let claim = ID<Claim>(values[0]), let evidence = ID<Evidence>(values[1]) {
                "and (claim_id, evidence_id) > (\(claim), \(evidence))"
            } else { "" }
        return try await query(
            """
            select distinct on (claim_id, evidence_id) claim_id, evidence_id, revision, valid, sufficient, authentic,
                current, reason, ruled_at
            from ruling where assignment_id = \(assignment) \(after)
            order by claim_id, evidence_id, revision desc limit \(page.rows)
            """
        ).map(RulingBody.init(row:))
    }
}
