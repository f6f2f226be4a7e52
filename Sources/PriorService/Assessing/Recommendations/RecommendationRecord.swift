import Assessment
import Foundation
import Postgres
import Seal

/// A recommendation as it stands in its table, with the case it belongs to.
struct RecommendationRecord: Sendable {
    var id: ID<Recommendation>
    var institution: ID<Institution>
    var submission: ID<Submission>
    var portfolio: ID<Portfolio>
    var claim: ID<Claim>
    var unit: DocumentKey
    var route: RecognitionRoute
    var recommendation: Recommendation
    var chain: JSONValue
    var chainDigest: Digest
    var recommendedBy: ID<Person>
    var recommendedAt: Date
    var decision: DecisionRecord?

    var body: RecommendationBody {
        RecommendationBody(
            id: id, submission: submission, portfolio: portfolio, claim: claim, unit: unit, kind: recommendation.kind,
            credits: recommendation.amount?.credits.description, creditSystem: recommendation.amount?.system,
            framework: recommendation.framework, level: recommendation.level, subjects: recommendation.subjects,
            conditions: recommendation.conditions, reasons: recommendation.reasons.map(\.body),
            nextStep: recommendation.nextStep, gapPlan: recommendation.gapPlan.map(\.body),
            validUntil: recommendation.validUntil, chain: chain, chainDigest: chainDigest.hex,
            recommendedBy: recommendedBy, recommendedAt: recommendedAt, decision: decision?.body)
    }
}

extension RecommendationRecord {
    /// Reads the columns of `RecommendationRecord.select`.
    init(row: Row) throws {
        let chain: JSONText = try row["chain"]
        let credits: Decimal? = try row["credits"]
        let system: String? = try row["credit_system"]
        let subjects: JSONText = try row["subjects"]
        let reasons: JSONText = try row["reasons"]
        let gapPlan: JSONText = try row["gap_plan"]
        self.init(
            id: try row["id"], institution: try row["institution_id"], submission: try row["submission_id"],
            portfolio: try row["portfolio_id"], claim: try row["claim_id"],
            unit: try DocumentKey(row, "unit_id", "unit_version"), route: try row["route"],
            recommendation: Recommendation(
                kind: try row["kind"], amount: CreditAmount(credits, system),
                framework: try DocumentKey(row, "framework_id", "framework_version"), level: try row["level"],
                subjects: try subjects.decode(), conditions: try row["conditions"], reasons: try reasons.decode(),
                nextStep: try row["next_step"], gapPlan: try gapPlan.decode(), validUntil: try row["valid_until"]),
            chain: try StrictJSON.parse(Array(chain.rawValue.utf8)).canonical, chainDigest: try row["chain_digest"],
            recommendedBy: try row["recommended_by"], recommendedAt: try row["recommended_at"],
            decision: try DecisionRecord(joined: row))
    }

    /// Every recommendation `r` with its claim, portfolio and decision.
    static let select: SQL = """
        select r.id, r.institution_id, r.submission_id, s.portfolio_id, r.claim_id, c.unit_id, c.unit_version, c.route,
            r.kind, r.credits, r.credit_system, r.framework_id, r.framework_version, r.level, r.subjects, r.conditions,
            r.reasons, r.next_step, r.gap_plan, r.chain, r.chain_digest, r.valid_until, r.recommended_by,
            r.recommended_at, d.id as decision_id, d.verdict, d.credits as decided_credits, d.reason as decision_reason,
            d.decided_by, d.decided_at, d.qualification_id, d.qualification_version, k.id as credit_id
        from recommendation r join submission s on s.id = r.submission_id join claim c on c.id = r.claim_id
            left join decision d on d.recommendation_id = r.id
            left join credit k on k.decision_id = d.id and k.replaces is null
        """
}

extension CreditAmount {
    /// An amount from two columns that are null together.
    init?(_ credits: Decimal?, _ system: String?) {
        guard let credits, let system else { return nil }
        self.init(credits, system)
    }
}
