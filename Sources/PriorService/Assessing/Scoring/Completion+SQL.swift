import Assessment
import Foundation
import Postgres
import Rubrics

/// One claim that an assignment is to score, with what is there of it.
struct ClaimToComplete: Sendable {
    var claim: ID<Claim>
    var unit: DocumentKey
    var evidence: [ID<Evidence>]
    var scorecard: ID<Scorecard>?
    /// Submitted before, with the assignment, which was opened again for another claim.
    var isSubmitted: Bool
    var levels: [String: String]
}

extension Connection {
    /// The claims of a submission without an outcome, with the assessor's levels. The scorecards are held first, so that
    /// no level changes between being read and being submitted.
    func claimsToComplete(_ record: AssignmentRecord) async throws -> [ClaimToComplete] {
        try await execute("select id from scorecard where assignment_id = \(record.id) order by id for update")
        return try await query(
            """
            select c.claim_id, c.unit_id, c.unit_version, c.evidence_ids, k.id as scorecard_id,
                k.submitted_at is not null as is_submitted,
                array(select criterion_id from score where scorecard_id = k.id order by criterion_id) as criteria,
                array(select level_id from score where scorecard_id = k.id order by criterion_id) as levels
            from submission_claim c left join scorecard k on k.claim_id = c.claim_id and k.assignment_id = \(record.id)
                and k.superseded_at is null
            where c.submission_id = \(record.submission) and not exists (select from claim_outcome o
                where o.submission_id = c.submission_id and o.claim_id = c.claim_id)
            order by c.claim_id
            """
        ).map { row in
            let (criteria, levels): ([String], [String]) = (try row["criteria"], try row["levels"])
            return ClaimToComplete(
                claim: try row["claim_id"], unit: try DocumentKey(row, "unit_id", "unit_version"),
                evidence: try row["evidence_ids"], scorecard: try row["scorecard_id"],
                isSubmitted: try row["is_submitted"],
                levels: Dictionary(zip(criteria, levels)) { first, _ in first })
        }
    }

    func submit(_ scorecard: ID<Scorecard>, _ result: RubricResult, at moment: Date) async throws {
        do {
            try await execute(
                """
                update scorecard set submitted_at = \(moment), outcome = \(result.outcome),
                    result = \(try JSONText(encoding: result))
                where id = \(scorecard)
                """)
        } catch let error as PostgresError where error.constraint == "scorecard_not_after_submission" {
            throw ScoringError.submitted
        }
    }
}
