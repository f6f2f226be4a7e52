import Assessment
import Foundation
import Postgres
import Seal

/// An appeal as it stands in its tables.
struct AppealRecord: Sendable {
    /// A member of the panel.
    struct Member: Sendable {
        var person: ID<Person>
        var name: String
        var isChair: Bool
        var seatedAt: Date?
        var verdict: Appeal.Verdict?
        var reasons: String?
    }

    /// What the panel decided.
    struct Outcome: Sendable {
        var outcome: (verdict: Appeal.Verdict, remedy: Appeal.Remedy, credits: Decimal?)
        var reasons: String
        var credit: ID<Credit>?
        var decidedAt: Date
    }

    var id: ID<Appeal>
    var institution: ID<Institution>
    var portfolio: ID<Portfolio>
    var submission: ID<Submission>
    var recommendation: ID<Recommendation>
    var decision: ID<Decision>
    var appealedDigest: Digest
    /// The credit that this appeal suspended.
    var credit: ID<Credit>?
    var learner: ID<Person>
    var ground: String
    var statement: String
    var evidence: [ID<Evidence>] = []
    var lodgedBy: ID<Person>
    var lodgedAt: Date
    var decideBy: Date?
    var withdrawnAt: Date?
    var panel: [Member] = []
    var outcome: Outcome?

    /// As its rules see it.
    var appeal: Appeal {
        Appeal(
            isWithdrawn: withdrawnAt != nil, isDecided: outcome != nil,
            panel: panel.map { .init(person: $0.person, isSeated: $0.seatedAt != nil, verdict: $0.verdict) })
    }
}

extension AppealRecord {
    /// Every appeal `a` with its portfolio.
    static let select: SQL = """
        select a.id, a.institution_id, s.portfolio_id, a.submission_id, a.recommendation_id, a.decision_id, a.appealed_digest,
            a.credit_id, p.learner_id, a.ground, a.statement, a.lodged_by, a.lodged_at, a.decide_by, a.withdrawn_at,
            array(select e.evidence_id from appeal_evidence e where e.appeal_id = a.id order by e.evidence_id) as evidence,
            o.verdict, o.remedy, o.credits, o.reasons, o.credit_id as outcome_credit, o.decided_at
        from appeal a join submission s on s.id = a.submission_id join portfolio p on p.id = s.portfolio_id
            left join appeal_outcome o on o.appeal_id = a.id
        """

    init(row: Row) throws {
        self.init(
            id: try row["id"], institution: try row["institution_id"], portfolio: try row["portfolio_id"],
            submission: try row["submission_id"], recommendation: try row["recommendation_id"],
            decision: try row["decision_id"], appealedDigest: try row["appealed_digest"], credit: try row["credit_id"],
            learner: try row["learner_id"], ground: try row["ground"], statement: try row["statement"],
            evidence: try row["evidence"], lodgedBy: try row["lodged_by"], lodgedAt: try row["lodged_at"],
            decideBy: try row["decide_by"], withdrawnAt: try row["withdrawn_at"])
        guard let verdict: Appeal.Verdict = try row["verdict"] else { return }
        outcome = Outcome(
            outcome: (verdict, try row["remedy"], try row["credits"]), reasons: try row["reasons"],
            credit: try row["outcome_credit"], decidedAt: try row["decided_at"])
    }
}
