import Assessment
import Foundation
import Postgres

extension Connection {
    /// Those who advise the learner of a portfolio now, the longest first.
    func advisers(of portfolio: ID<Portfolio>) async throws -> [AdviserBody] {
        try await query(
            """
            select a.adviser_id, p.name, a.since from portfolio_adviser a join person p on p.id = a.adviser_id
            where a.portfolio_id = \(portfolio) and a.until is null order by a.since, a.adviser_id
            """
        ).map { AdviserBody(person: try $0["adviser_id"], name: try $0["name"], since: try $0["since"]) }
    }

    /// Whether a person holds a role at an institution now.
    func holds(_ role: Role, _ person: ID<Person>, at institution: ID<Institution>) async throws -> Bool {
        let row = try await one(
            """
            select exists (select from membership
                where institution_id = \(institution) and person_id = \(person) and role = \(role) and ended_at is null) as holds
            """)
        return try row["holds"]
    }

    /// Harmless where the person advises already.
    func addAdviser(_ person: ID<Person>, to portfolio: PortfolioRecord, at moment: Date) async throws {
        try await execute(
            """
            insert into portfolio_adviser (portfolio_id, institution_id, adviser_id, since)
            values (\(portfolio.id), \(portfolio.institution), \(person), \(moment))
            on conflict (portfolio_id, adviser_id) do update set since = excluded.since, until = null
                where portfolio_adviser.until is not null
            """)
    }

    /// False where the person does not advise.
    func endAdviser(_ person: ID<Person>, of portfolio: PortfolioRecord, at moment: Date) async throws -> Bool {
        try await execute(
            """
            update portfolio_adviser set until = \(moment)
            where portfolio_id = \(portfolio.id) and adviser_id = \(person) and until is null
            """) == 1
    }
}
