import Assessment
import Foundation
import Postgres

extension Database {
    /// The portfolios that a person builds or advises, newest first.
    func portfolios(of person: ID<Person>, in state: Portfolio.State?, _ page: Page) async throws -> [PortfolioBody] {
        try await query(
            """
            select \(PortfolioRecord.columns), l.name as learner_name from portfolio p join person l on l.id = p.learner_id
            where p.id in (
                    select id from portfolio where learner_id = \(person)
                    union select portfolio_id from portfolio_adviser where adviser_id = \(person) and until is null)
                and (\(state)::text is null or p.state = \(state)) and (\(page.afterID)::uuid is null or p.id < \(page.afterID))
            order by p.id desc limit \(page.rows)
            """
        ).map(PortfolioBody.init(row:))
    }

    /// The portfolios lodged with an institution, newest first.
    func portfolios(
        lodgedAt institution: ID<Institution>, in state: Portfolio.State?, _ page: Page
    ) async throws -> [PortfolioBody] {
        try await query(
            """
            select \(PortfolioRecord.columns), l.name as learner_name from portfolio p join person l on l.id = p.learner_id
            where p.institution_id = \(institution) and (\(state)::text is null or p.state = \(state))
                and (\(page.afterID)::uuid is null or p.id < \(page.afterID))
            order by p.id desc limit \(page.rows)
            """
        ).map(PortfolioBody.init(row:))
    }
}

extension PortfolioBody {
    fileprivate init(row: Row) throws {
        self.init(try PortfolioRecord(row: row), learnerName: try row["learner_name"])
    }
}
