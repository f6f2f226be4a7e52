import Assessment
import Foundation
import Postgres
import Rubrics

/// What a portfolio still lacks before it can be handed in.
struct Completeness: Sendable {
    /// One claim and what is missing of it.
    struct OfClaim: Sendable {
        var claim: ID<Claim>
        var unit: DocumentKey
        /// By criterion, how many items that count are linked to it.
        var items: [String: Int]
        /// What the portfolio's policy says of its evidence, in the order of the rubric.
        var findings: [PolicyFinding]
    }

    var claims: [OfClaim]

    /// The findings that stop a submission.
    var blocking: [PolicyFinding] { claims.flatMap(\.findings).filter(\.blocking) }
    /// Whether the portfolio can be submitted: it claims something, and nothing stops it.
    var isComplete: Bool { !claims.isEmpty && blocking.isEmpty }
}

extension Connection {
    /// What is missing of each claim by the policy that the portfolio is pinned to, as of a day.
    ///
    /// What somebody reported of an encounter counts once the learner has countersigned it, a test from the start.
    func completeness(
        of portfolio: PortfolioRecord, by rubrics: RubricsLibrary, on date: Date
    ) async throws -> Completeness {
        guard let policy = rubrics.policies[portfolio.policy]?.value else { throw Problem.unexpected }
        let links = try await countedLinks(of: portfolio.id)
        let claims = try await openClaims(of: portfolio.id).compactMap { claim -> Completeness.OfClaim? in
            guard let unit = rubrics.units[claim.unit]?.value else { return nil }
            let evidence = links[claim.id] ?? []
            return Completeness.OfClaim(
                claim: claim.id, unit: claim.unit,
                items: Dictionary(evidence.flatMap(\.criteria).map { ($0, 1) }, uniquingKeysWith: +),
                findings: policy.sufficiencyFindings(evidence: evidence, for: unit, on: date))
        }
        return Completeness(claims: claims)
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

    /// By claim, the items that speak to it, each with its criteria.
    private func countedLinks(of portfolio: ID<Portfolio>) async throws -> [ID<Claim>: [EvidenceSummary]] {
        let rows = try await query(
            """
            select l.claim_id, e.id, e.kind, e.produced_on, array_agg(l.criterion_id order by l.criterion_id) as criteria
            from evidence e join evidence_link l on l.evidence_id = e.id
                left join encounter_report o on o.evidence_id = e.id
            where e.portfolio_id = \(portfolio) and e.removed_at is null
                and (o.evidence_id is null or o.counts)
            group by l.claim_id, e.id order by e.id
            """)
        var items: [ID<Claim>: [EvidenceSummary]] = [:]
        for row in rows {
            let evidence: ID<Evidence> = try row["id"]
            let producedOn: CalendarDate? = try row["produced_on"]
            let item = EvidenceSummary(
                id: evidence.description, kind: try row["kind"], criteria: try row["criteria"],
                producedOn: producedOn?.start)
            items[try row["claim_id"], default: []].append(item)
        }
        return items
    }
}
