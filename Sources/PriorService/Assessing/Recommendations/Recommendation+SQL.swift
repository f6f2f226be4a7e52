import Assessment
import Foundation
import Postgres
import Seal

extension Connection {
    /// The portfolio of a submission; nil where there is no such submission.
    func portfolio(ofSubmission id: ID<Submission>, forUpdate: Bool = false) async throws -> PortfolioRecord? {
        guard let row = try await first("select portfolio_id from submission where id = \(id)") else { return nil }
        return try await portfolio(try row["portfolio_id"], forUpdate: forUpdate)
    }

    /// What was settled of one claim of a submission, by whose marks; nil where the claim is none of it.
    func settledClaim(_ claim: ID<Claim>, in submission: ID<Submission>) async throws -> SettledClaim? {
        let row = try await first(
            """
            select c.unit_id, c.unit_version, c.route, o.outcome, o.scorecard_id, encode(s.manifest_digest, 'hex') as manifest_digest
            from claim_outcome o join claim c on c.id = o.claim_id join submission s on s.id = o.submission_id
            where o.submission_id = \(submission) and o.claim_id = \(claim)
            """)
        return try row.map {
            SettledClaim(
                unit: try DocumentKey($0, "unit_id", "unit_version"), route: try $0["route"],
                outcome: try $0["outcome"],
                standing: try $0["scorecard_id"], manifestDigest: try $0["manifest_digest"])
        }
    }

    func insert(_ record: RecommendationRecord) async throws {
        let recommendation = record.recommendation
        do {
            try await execute(
                """
                insert into recommendation (
                    id, institution_id, submission_id, claim_id, kind, credits, credit_system, framework_id,
                    framework_version, level, subjects, conditions, reasons, next_step, gap_plan, chain, chain_digest,
                    valid_until, recommended_by, recommended_at)
                values (\(record.id), \(record.institution), \(record.submission), \(record.claim), \(recommendation.kind),
                    \(recommendation.amount?.credits), \(recommendation.amount?.system), \(recommendation.framework.id),
                    \(recommendation.framework.version), \(recommendation.level),
                    \(try JSONText(encoding: recommendation.subjects)), \(recommendation.conditions),
                    \(try JSONText(encoding: recommendation.reasons)), \(recommendation.nextStep),
                    \(try JSONText(encoding: recommendation.gapPlan)), \(JSONText(record.chain.text)),
                    \(record.chainDigest), \(recommendation.validUntil), \(record.recommendedBy), \(record.recommendedAt))
                """)
        } catch let error as PostgresError where error.constraint == "recommendation_once_per_claim" {
            throw Problem.conflict(
                "already-recommended", "The claim has its recommendation",
                "A recommendation is never changed. The next step is the registrar's decision."
            ).with("state", "recommended").with("allowed", ["decide"])
        }
    }

    /// Claims of a submission that have an outcome and no recommendation yet.
    func claimsToRecommend(in submission: ID<Submission>) async throws -> Int {
        try await one(
            """
            select count(*) as left from claim_outcome o
            where o.submission_id = \(submission) and not exists (
                select from recommendation r where r.submission_id = o.submission_id and r.claim_id = o.claim_id)
            """)["left"]
    }

    func recommendation(_ id: ID<Recommendation>) async throws -> RecommendationRecord? {
        try await first("\(RecommendationRecord.select) where r.id = \(id)").map(RecommendationRecord.init(row:))
    }

    /// The recommendations of a submission, or of every submission of a portfolio, in the order they were made.
    func recommendations(
        of portfolio: ID<Portfolio>, submission: ID<Submission>? = nil, _ page: Page
    ) async throws -> [RecommendationRecord] {
        try await query(
            """
            \(RecommendationRecord.select)
            where s.portfolio_id = \(portfolio) and (\(submission)::uuid is null or r.submission_id = \(submission))
                and r.id > \(page.afterID ?? .zero)
            order by r.id limit \(page.rows)
            """
        ).map(RecommendationRecord.init(row:))
    }
}

/// What assessing one claim came to.
struct SettledClaim: Sendable {
    var unit: DocumentKey
    var route: RecognitionRoute
    var outcome: RubricResult.Outcome
    /// The scorecard whose marks stand.
    var standing: String
    var manifestDigest: String
}
