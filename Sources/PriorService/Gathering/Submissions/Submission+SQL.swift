import Assessment
import Foundation
import Postgres
import Seal

extension SubmissionRecord {
    /// The state as SQL over `s`, `a` (its admission) and `r` (its return): what was decided of it, latest first.
    static let state: SQL = """
        case when r.submission_id is not null then 'returned'
            when a.submission_id is null then 'received'
            when exists (select from submission_claim c where c.submission_id = s.id and not exists (
                select from claim_outcome o where o.submission_id = s.id and o.claim_id = c.claim_id)) then 'admitted'
            else 'assessed' end
        """

    static let query: SQL = """
        select s.id, s.institution_id, s.portfolio_id, p.learner_id, s.number, s.manifest_digest, s.receipt_code,
            s.submitted_at, a.admitted_at, r.returned_at, \(state) as state
        from submission s join portfolio p on p.id = s.portfolio_id
            left join admission a on a.submission_id = s.id
            left join return_for_completion r on r.submission_id = s.id
        """

    init(row: Row) throws {
        self.init(
            id: try row["id"], institution: try row["institution_id"], portfolio: try row["portfolio_id"],
            learner: try row["learner_id"], number: try row["number"], manifestDigest: try row["manifest_digest"],
            receipt: try row["receipt_code"], submittedAt: try row["submitted_at"], admittedAt: try row["admitted_at"],
            returnedAt: try row["returned_at"], state: try row["state"])
    }
}

extension Connection {
    /// One submission; nil where there is none of that id.
    func submission(_ id: ID<Submission>) async throws -> SubmissionRecord? {
        try await first("\(SubmissionRecord.query) where s.id = \(id)").map(SubmissionRecord.init(row:))
    }

    /// A submission with its portfolio, whose row is held until the transaction ends: everything that decides on a
    /// submission waits for its turn there.
    /// - Throws: 404 where there is none, or the person may not know of it; 403 where they may not do this.
    func submission(
        _ id: ID<Submission>, decidedBy person: Caller.SignedIn, with permission: Permission
    ) async throws -> (SubmissionRecord, PortfolioRecord) {
        guard let found = try await submission(id) else { throw Problem.notFound("submission") }
        try person.require(permission, at: found.institution, of: "submission")
        return try await hold(found)
    }

    /// The submission as it is once its portfolio is held.
    func hold(_ submission: SubmissionRecord) async throws -> (SubmissionRecord, PortfolioRecord) {
        let portfolio = try await portfolio(submission.portfolio, forUpdate: true)
        let current = try await self.submission(submission.id)
        guard let portfolio, let current else { throw Problem.notFound("submission") }
        return (current, portfolio)
    }

    /// The manifest's bytes as text.
    func manifestText(of submission: ID<Submission>) async throws -> String {
        try await one("select manifest from submission where id = \(submission)")["manifest"]
    }

    func manifest(of submission: ID<Submission>) async throws -> Manifest {
        try JSONDecoder().decode(Manifest.self, from: Data(try await manifestText(of: submission).utf8))
    }

    /// How often the portfolio was submitted.
    func submissions(of portfolio: ID<Portfolio>) async throws -> Int {
        try await one("select count(*) as number from submission where portfolio_id = \(portfolio)")["number"]
    }

    func insert(_ submission: SubmissionRecord, _ manifest: Manifest, text: String) async throws {
        try await execute(
            """
            insert into submission (
                id, institution_id, portfolio_id, number, manifest, manifest_digest, receipt_code, submitted_by, submitted_at)
            values (\(submission.id), \(submission.institution), \(submission.portfolio), \(submission.number), \(text),
                \(submission.manifestDigest), \(submission.receipt), \(submission.learner), \(submission.submittedAt))
            """)
        for claim in manifest.claims {
            try await execute(
                """
                insert into submission_claim (
                    submission_id, claim_id, institution_id, unit_id, unit_version, unit_fingerprint, evidence_ids)
                values (\(submission.id), \(claim.id), \(submission.institution), \(claim.unit.id), \(claim.unit.version),
                    \(claim.fingerprint), \(manifest.evidence(of: claim.id)))
                """)
        }
    }
}

extension Database {
    /// Newest first.
    func submissions(_ which: SQL, _ page: Page) async throws -> [SubmissionLineBody] {
        let after: SQL = if let id = page.afterID { "and s.id < \(id)" } else { "" }
        return try await query(
            """
            select s.id, s.portfolio_id, p.title, person.name, s.number, \(SubmissionRecord.state) as state,
                s.receipt_code, s.manifest_digest, s.submitted_at,
                (select count(*) from submission_claim c where c.submission_id = s.id) as claims
            from submission s join portfolio p on p.id = s.portfolio_id join person on person.id = p.learner_id
                left join admission a on a.submission_id = s.id
                left join return_for_completion r on r.submission_id = s.id
            where \(which) \(after) order by s.id desc limit \(page.rows)
            """
        ).map { row in
            SubmissionLineBody(
                id: try row["id"], portfolio: try row["portfolio_id"], title: try row["title"],
                learnerName: try row["name"], number: try row["number"], state: try row["state"],
                receipt: try row["receipt_code"], manifestDigest: try row["manifest_digest"],
                submittedAt: try row["submitted_at"], claims: try row["claims"])
        }
    }

    func receipt(_ code: String) async throws -> SubmissionReceiptBody? {
        try await first(
            """
            select s.receipt_code, i.name, s.number, s.manifest_digest, s.submitted_at
            from submission s join institution i on i.id = s.institution_id where s.receipt_code = \(code)
            """
        ).map { row in
            SubmissionReceiptBody(
                receipt: try row["receipt_code"], institution: try row["name"], number: try row["number"],
                manifestDigest: try row["manifest_digest"], submittedAt: try row["submitted_at"])
        }
    }
}
