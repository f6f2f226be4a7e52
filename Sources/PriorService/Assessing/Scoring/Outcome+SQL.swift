import Assessment
import Foundation
import Postgres
import Rubrics

/// A claim without an outcome, and the results of the seats that are in, in their order.
struct OpenClaim: Sendable {
    var claim: ID<Claim>
    var unit: DocumentKey
    var results: [(scorecard: ID<Scorecard>, result: RubricResult)]
}

extension Connection {
    /// The claims of a submission without an outcome.
    func openResults(of submission: ID<Submission>) async throws -> [OpenClaim] {
        let rows = try await query(
            """
            select distinct on (c.claim_id, a.seat) c.claim_id, c.unit_id, c.unit_version, k.id, k.result
            from submission_claim c
                left join (scorecard k join assignment a on a.id = k.assignment_id and a.submission_id = \(submission))
                    on k.claim_id = c.claim_id and k.submitted_at is not null and k.superseded_at is null
            where c.submission_id = \(submission) and not exists (select from claim_outcome o
                where o.submission_id = c.submission_id and o.claim_id = c.claim_id)
            order by c.claim_id, a.seat, k.submitted_at desc
            """)
        var claims: [OpenClaim] = []
        for row in rows {
            let claim: ID<Claim> = try row["claim_id"]
            if claims.last?.claim != claim {
                let unit = try DocumentKey(row, "unit_id", "unit_version")
                claims.append(OpenClaim(claim: claim, unit: unit, results: []))
            }
            guard let scorecard: ID<Scorecard> = try row["id"] else { continue }
            let result: JSONText = try row["result"]
            claims[claims.count - 1].results.append((scorecard, try result.decode()))
        }
        return claims
    }

    /// The claims on which the assessors disagree and a third must score.
    func disputes(
        of submission: SubmissionRecord, _ policy: DocumentKey, _ rubrics: RubricsLibrary
    ) async throws -> [DisputeBody] {
        guard submission.state == .admitted else { return [] }
        let policy = try rubrics.policy(policy)
        return try await openResults(of: submission.id).compactMap { claim in
            guard case .thirdNeeded(let words) = policy.standing(of: claim.results.map(\.result)) else { return nil }
            return DisputeBody(claim: claim.claim, words: words)
        }
    }

    func insert(
        _ claim: OpenClaim, _ place: Int, _ how: ClaimStanding.Settled, _ words: String,
        of submission: SubmissionRecord,
        at moment: Date
    ) async throws {
        let standing = claim.results[place]
        try await execute(
            """
            insert into claim_outcome (
                submission_id, claim_id, institution_id, outcome, settled, scorecard_id, words, settled_at)
            values (\(submission.id), \(claim.claim), \(submission.institution), \(standing.result.outcome), \(how),
                \(standing.scorecard), \(words), \(moment))
            """)
    }
}

extension Database {
    func outcomes(of submission: ID<Submission>, _ page: Page) async throws -> [ClaimOutcomeBody] {
        try await query(
            """
            select o.claim_id, c.unit_id, c.unit_version, o.outcome, o.settled, o.scorecard_id, o.words, o.settled_at
            from claim_outcome o join submission_claim c on c.submission_id = o.submission_id and c.claim_id = o.claim_id
            where o.submission_id = \(submission) and o.claim_id > \(page.afterID ?? .zero)
            order by o.claim_id limit \(page.rows)
            """
        ).map { row in
            ClaimOutcomeBody(
                claim: try row["claim_id"], unit: try DocumentKey(row, "unit_id", "unit_version"),
                outcome: try row["outcome"], settled: try row["settled"], scorecard: try row["scorecard_id"],
                words: try row["words"], settledAt: try row["settled_at"])
        }
    }
}
