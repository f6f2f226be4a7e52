import Assessment
import Foundation
import Postgres
import Rubrics

extension Connection {
    /// What a portfolio's evidence comes to by the policy that the portfolio is pinned to, as of a moment.
    func completeness(
        of portfolio: PortfolioRecord, by rubrics: RubricsLibrary, on date: Date
    ) async throws -> Sufficiency {
        let policy = try rubrics.policy(portfolio.policy)
        let items = try await countedLinks(of: portfolio.id)
        let claims = try await openClaims(of: portfolio.id).map { claim in
            ClaimedEvidence(
                claim: claim.id, unit: try rubrics.unit(claim.unit).value, items: items[claim.id] ?? [])
        }
        return policy.sufficiency(of: claims, on: policy.day(of: date))
    }

    /// The claims of a portfolio that stand, in the order they were made.
    func openClaims(of portfolio: ID<Portfolio>) async throws -> [(id: ID<Claim>, unit: DocumentKey)] {
        try await query(
            """
            select id, unit_id, unit_version from claim
            where portfolio_id = \(portfolio) and withdrawn_at is null order by id
            """
        ).map { (try $0["id"], try DocumentKey($0, "unit_id", "unit_version")) }
    }

    /// The witnesses who were asked and can still answer.
    func awaitedTestimonials(of portfolio: ID<Portfolio>, at moment: Date) async throws -> [AwaitedTestimonialBody] {
        try await query(
            """
            select id, claim_id, witness_name, requested_at, expires_at from testimonial_request
            where portfolio_id = \(portfolio) and answered_at is null and declined_at is null and withdrawn_at is null
                and expires_at > \(moment)
            order by requested_at, id
            """
        ).map {
            AwaitedTestimonialBody(
                request: try $0["id"], claim: try $0["claim_id"], witnessName: try $0["witness_name"],
                requestedAt: try $0["requested_at"], expiresAt: try $0["expires_at"])
        }
    }

    /// Reports that wait for the learner's signature.
    func observationsNotCountersigned(of portfolio: ID<Portfolio>) async throws -> [ID<Evidence>] {
        try await query(
            """
            select e.id from evidence e join encounter_report o on o.evidence_id = e.id
            where e.portfolio_id = \(portfolio) and e.removed_at is null and o.refused_at is null and not o.counts
            order by e.id
            """
        ).map { try $0["id"] }
    }
}
