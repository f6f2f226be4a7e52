import Assessment
import Foundation
import Postgres

extension RulingBody {
    fileprivate static let columns: SQL = """
        claim_id, evidence_id, revision, valid, valid_reason, sufficient, sufficient_reason, authentic, authentic_reason,
        current, current_reason, revision_reason, item_digest, ruled_by, ruled_at
        """

    fileprivate init(row: Row) throws {
        try self.init(
            Ruling(
                valid: Ruling.Answer(row["valid"], row["valid_reason"]),
                sufficient: Ruling.Answer(row["sufficient"], row["sufficient_reason"]),
                authentic: Ruling.Answer(row["authentic"], row["authentic_reason"]),
                current: Ruling.Answer(row["current"], row["current_reason"])),
            on: row["evidence_id"], for: row["claim_id"], revision: row["revision"],
            because: row["revision_reason"], item: row["item_digest"], by: row["ruled_by"], at: row["ruled_at"])
    }
}

extension Connection {
    /// The latest revision of each ruling of an assignment, by claim and item.
    func rulings(of assignment: ID<Assignment>) async throws -> [RulingBody] {
        try await query(
            """
            select distinct on (claim_id, evidence_id) \(RulingBody.columns)
            from ruling where assignment_id = \(assignment) order by claim_id, evidence_id, revision desc
            """
        ).map(RulingBody.init(row:))
    }

    func ruling(
        of assignment: ID<Assignment>, on evidence: ID<Evidence>, for claim: ID<Claim>
    ) async throws -> RulingBody? {
        try await first(
            """
            select \(RulingBody.columns)
            from ruling where assignment_id = \(assignment) and claim_id = \(claim) and evidence_id = \(evidence)
            order by revision desc limit 1
            """
        ).map(RulingBody.init(row:))
    }

    func insert(_ ruling: RulingBody, _ id: ID<Ruling>, of record: AssignmentRecord) async throws {
        let (says, reasons) = (ruling, ruling.reasons)
        try await execute(
            """
            insert into ruling (id, institution_id, assignment_id, claim_id, evidence_id, revision, valid, valid_reason,
                sufficient, sufficient_reason, authentic, authentic_reason, current, current_reason, revision_reason,
                item_digest, ruled_by, ruled_at)
            values (\(id), \(record.institution), \(record.id), \(says.claim), \(says.evidence), \(says.revision),
                \(says.valid), \(reasons.valid ?? ""), \(says.sufficient), \(reasons.sufficient ?? ""),
                \(says.authentic), \(reasons.authentic ?? ""), \(says.current), \(reasons.current ?? ""),
                \(says.revisionReason), \(says.itemDigest), \(record.assessor), \(says.ruledAt))
            """)
    }

    /// Whether the claim still has no outcome.
    func isToRule(_ claim: ID<Claim>, in submission: ID<Submission>) async throws -> Bool {
        try await one(
            """
            select not exists (select from claim_outcome
                where submission_id = \(submission) and claim_id = \(claim)) as open
            """)["open"]
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
            select distinct on (claim_id, evidence_id) \(RulingBody.columns)
            from ruling where assignment_id = \(assignment) \(after)
            order by claim_id, evidence_id, revision desc limit \(page.rows)
            """
        ).map(RulingBody.init(row:))
    }

    /// Every ruling of an assignment on one item for one claim, oldest first.
    func rulings(
        of assignment: ID<Assignment>, on evidence: ID<Evidence>, for claim: ID<Claim>, _ page: Page
    ) async throws -> [RulingBody] {
        try await query(
            """
            select \(RulingBody.columns) from ruling
            where assignment_id = \(assignment) and claim_id = \(claim) and evidence_id = \(evidence)
                and revision > \(page.after?.first.flatMap { Int($0) } ?? 0) order by revision limit \(page.rows)
            """
        ).map(RulingBody.init(row:))
    }

    /// Every ruling of a submission with all its revisions, by claim, item and assessor, oldest first.
    func rulings(of submission: ID<Submission>, _ page: Page) async throws -> [SubmittedRulingBody] {
        try await query(
            """
            select id, seat, \(RulingBody.columns) from (
                select r.*, a.seat from ruling r join assignment a on a.id = r.assignment_id
                where a.submission_id = \(submission) and a.completed_at is not null) made
            where id > \(page.afterID ?? .zero) order by id limit \(page.rows)
            """
        ).map { SubmittedRulingBody(id: try $0["id"], seat: try $0["seat"], ruling: try RulingBody(row: $0)) }
    }
}
