import Assessment
import Foundation
import Postgres

extension Connection {
    /// Keeps a draft as the version after the one that was read.
    /// - Returns: false where somebody was faster.
    func save(_ draft: DraftBody, of record: AssignmentRecord) async throws -> Bool {
        let row = try await first(
            """
            insert into assessment_draft (assignment_id, claim_id, version, institution_id, notes, saved_at)
            select \(record.id), \(draft.claim), \(draft.version), \(record.institution), \(draft.notes),
                \(draft.savedAt)
            where \(draft.version) = 1 + coalesce((select max(version) from assessment_draft
                where assignment_id = \(record.id) and claim_id = \(draft.claim)), 0)
            on conflict on constraint assessment_draft_once_per_version do nothing returning version
            """)
        guard row != nil else { return false }
        try await execute(
            """
            delete from assessment_draft where assignment_id = \(record.id) and claim_id = \(draft.claim)
                and version <= \(draft.version - DraftBody.kept)
            """)
        return true
    }

    /// The newest version that is kept; 0 where nothing was saved.
    func draftVersion(of assignment: ID<Assignment>, _ claim: ID<Claim>) async throws -> Int {
        try await one(
            """
            select coalesce(max(version), 0) as version from assessment_draft
            where assignment_id = \(assignment) and claim_id = \(claim)
            """)["version"]
    }

    /// Whether the assignment's submission has the claim.
    func hasClaim(_ claim: ID<Claim>, _ submission: ID<Submission>) async throws -> Bool {
        try await one(
            """
            select exists (select from submission_claim
                where submission_id = \(submission) and claim_id = \(claim)) as there
            """)["there"]
    }
}

extension Database {
    /// What is kept of a draft, newest first.
    func drafts(of assignment: ID<Assignment>, _ claim: ID<Claim>, _ page: Page) async throws -> [DraftBody] {
        try await query(
            """
            select claim_id, version, notes, saved_at from assessment_draft
            where assignment_id = \(assignment) and claim_id = \(claim)
                and version < \(page.after?.first.flatMap { Int($0) } ?? Int.max)
            order by version desc limit \(page.rows)
            """
        ).map { row in
            DraftBody(
                claim: try row["claim_id"], version: try row["version"], notes: try row["notes"],
                savedAt: try row["saved_at"])
        }
    }
}
