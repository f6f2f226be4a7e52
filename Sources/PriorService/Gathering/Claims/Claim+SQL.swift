import Assessment
import Foundation
import Postgres
import Rubrics

extension Connection {
    /// The claims of a portfolio that stand, in the order they were made.
    func claims(of portfolio: ID<Portfolio>, titled rubrics: RubricsLibrary) async throws -> [ClaimBody] {
        let rows = try await query(
            """
            select id, portfolio_id, unit_id, unit_version, route, purpose, made_at from claim
            where portfolio_id = \(portfolio) and withdrawn_at is null order by id
            """)
        return try rows.map { row in
            let unit = try DocumentKey(row, "unit_id", "unit_version")
            return ClaimBody(
                id: try row["id"], portfolio: try row["portfolio_id"], unit: unit.description,
                title: rubrics.units[unit]?.value.title ?? unit.description, route: try row["route"],
                purpose: try row["purpose"], madeAt: try row["made_at"])
        }
    }

    func insert(_ claim: ClaimBody, of unit: DocumentKey, in portfolio: PortfolioRecord) async throws {
        do {
            try await execute(
                """
                insert into claim (id, institution_id, portfolio_id, unit_id, unit_version, route, purpose, made_at)
                values (\(claim.id), \(portfolio.institution), \(portfolio.id), \(unit.id), \(unit.version), \(claim.route),
                    \(claim.purpose), \(claim.madeAt))
                """)
        } catch let error as PostgresError where error.constraint == "claim_once_per_unit" {
            throw Problem.conflict(
                "unit-claimed", "The unit is claimed already",
                "A portfolio claims a unit once, in one version. Withdraw the other claim first.")
        }
    }

    /// The portfolio in which a claim stands; nil where there is no such claim, or it was withdrawn.
    func portfolio(holding claim: ID<Claim>) async throws -> ID<Portfolio>? {
        try await first("select portfolio_id from claim where id = \(claim) and withdrawn_at is null")?["portfolio_id"]
    }

    func withdraw(_ claim: ID<Claim>, at moment: Date) async throws {
        try await execute("update claim set withdrawn_at = \(moment) where id = \(claim) and withdrawn_at is null")
    }
}
