import Assessment
import Foundation
import Postgres

/// What a plan is made from: the credits that count, and what evidence was linked to.
struct PlanFacts: Sendable {
    /// One item of evidence, and the criteria of one unit that it was linked to.
    struct Linked: Sendable {
        var evidence: ID<Evidence>
        var title: String
        var unit: DocumentKey
        var criteria: [String]
    }

    var holdings: [Holding]
    var links: [Linked]

    var reach: [EvidenceReach] { links.map { EvidenceReach(unit: $0.unit, criteria: $0.criteria) } }
}

extension Connection {
    /// - Parameters:
    ///   - portfolio: nil for every portfolio of the learner.
    ///   - institution: whose eyes it is for; nil for the learner's own.
    func planFacts(
        of learner: ID<Person>, portfolio: ID<Portfolio>?, asSeenFrom institution: ID<Institution>?
    ) async throws -> PlanFacts {
        let holdings = try await query(
            """
            select unit_id, unit_version, route, credits, credit_system from credit k
            where is_released(k.decision_id) and learner_id = \(learner) and revoked_at is null and replaced_at is null and suspended_at is null
                and (\(institution)::uuid is null or institution_id = \(institution) or exists (
                    select from consent c where c.learner_id = k.learner_id and c.receiver_id = \(institution)
                        and c.withdrawn_at is null))
            order by posted_at, id
            """
        ).map { row in
            Holding(
                key: try DocumentKey(row, "unit_id", "unit_version"), route: try row["route"],
                credits: try row["credits"], creditSystem: try row["credit_system"])
        }
        let links = try await query(
            """
            select e.id, e.title, c.unit_id, c.unit_version, array_agg(l.criterion_id order by l.criterion_id) as criteria
            from portfolio p join evidence e on e.portfolio_id = p.id and e.removed_at is null
                join evidence_link l on l.evidence_id = e.id join claim c on c.id = l.claim_id
            where p.learner_id = \(learner) and (\(portfolio)::uuid is null or p.id = \(portfolio))
                and p.state <> 'withdrawn'
            group by e.id, e.title, c.unit_id, c.unit_version order by e.id, c.unit_id
            """
        ).map { row in
            PlanFacts.Linked(
                evidence: try row["id"], title: try row["title"], unit: try DocumentKey(row, "unit_id", "unit_version"),
                criteria: try row["criteria"])
        }
        return PlanFacts(holdings: holdings, links: links)
    }

    /// The policy of the institution named, or of that at which the learner opened their newest portfolio.
    func planPolicy(of learner: ID<Person>, at institution: String?) async throws -> DocumentKey {
        if let institution {
            guard let id = ID<Institution>(institution), let policy = try await policy(of: id) else {
                throw Problem.invalidQuery("institution", "There is no such institution; see GET /api/institutions.")
            }
            return policy
        }
        let newest = try await first(
            """
            select i.policy_id, i.policy_version from portfolio p join institution i on i.id = p.institution_id
            where p.learner_id = \(learner) order by p.created_at desc, p.id desc limit 1
            """)
        guard let newest else {
            throw Problem.invalidQuery(
                "institution", "You have no portfolio yet: say at which institution you mean to finish.")
        }
        return try DocumentKey(newest, "policy_id", "policy_version")
    }
}
