import Assessment
import Foundation
import Postgres

extension Connection {
    /// One portfolio; nil where there is none of that id.
    /// - Parameter forUpdate: holds its row until the transaction ends, for when a decision follows.
    func portfolio(_ id: ID<Portfolio>, forUpdate: Bool = false) async throws -> PortfolioRecord? {
        let held: SQL = forUpdate ? "for update" : ""
        let row = try await first("select \(PortfolioRecord.columns) from portfolio p where p.id = \(id) \(held)")
        return try row.map(PortfolioRecord.init(row:))
    }

    func insert(_ portfolio: PortfolioRecord) async throws {
        try await execute(
            """
            insert into portfolio (
                id, institution_id, learner_id, title, state, state_since, policy_id, policy_version, version, created_at)
            values (\(portfolio.id), \(portfolio.institution), \(portfolio.learner), \(portfolio.title), \(portfolio.state),
                \(portfolio.stateSince), \(portfolio.policy.id), \(portfolio.policy.version), \(portfolio.version),
                \(portfolio.createdAt))
            """)
    }

    /// Takes a portfolio, loaded for update, to its next state. The caller records the event.
    /// - Returns: the portfolio as it is now, one version on.
    /// - Throws: `PortfolioError.notNext`, which a client sees as 409.
    @discardableResult
    func move(
        _ portfolio: PortfolioRecord, to state: Portfolio.State, at moment: Date
    ) async throws -> PortfolioRecord {
        var moved = portfolio
        moved.state = try portfolio.state.moving(to: state)
        moved.stateSince = moment
        moved.version += 1
        try await execute(
            """
            update portfolio set state = \(moved.state), state_since = \(moment), version = \(moved.version)
            where id = \(moved.id)
            """)
        return moved
    }

    /// Counts a change of what is in a portfolio that is loaded for update.
    /// - Returns: its new version.
    @discardableResult
    func touch(_ portfolio: PortfolioRecord) async throws -> Int {
        try await execute("update portfolio set version = version + 1 where id = \(portfolio.id)")
        return portfolio.version + 1
    }

    /// Gives a portfolio, loaded for update, the title it has now.
    /// - Returns: its new version.
    func rename(_ portfolio: PortfolioRecord) async throws -> Int {
        try await execute(
            "update portfolio set title = \(portfolio.title), version = version + 1 where id = \(portfolio.id)")
        return portfolio.version + 1
    }

    /// The policy an institution works under now; nil where there is no such institution.
    func policy(of institution: ID<Institution>) async throws -> DocumentKey? {
        try await first("select policy_id, policy_version from institution where id = \(institution)")
            .map { try DocumentKey($0, "policy_id", "policy_version") }
    }

    func name(of person: ID<Person>) async throws -> String {
        try await one("select name from person where id = \(person)")["name"]
    }

    /// Whether a person advises the learner of a portfolio now.
    func isAdviser(_ person: ID<Person>, of portfolio: ID<Portfolio>) async throws -> Bool {
        let row = try await one(
            """
            select exists (select from portfolio_adviser
                where portfolio_id = \(portfolio) and adviser_id = \(person) and until is null) as advises
            """)
        return try row["advises"]
    }
}

extension PortfolioRecord {
    /// The columns that `init(row:)` reads, of the table under the name `p`.
    static let columns: SQL = """
        p.id, p.institution_id, p.learner_id, p.title, p.state, p.state_since, p.policy_id, p.policy_version, p.version,
        p.created_at
        """

    init(row: Row) throws {
        let policy: DocumentKey = try .init(row, "policy_id", "policy_version")
        self.init(
            id: try row["id"], institution: try row["institution_id"], learner: try row["learner_id"],
            title: try row["title"], state: try row["state"], stateSince: try row["state_since"], policy: policy,
            version: try row["version"], createdAt: try row["created_at"])
    }
}

extension DocumentKey {
    /// Reads the two columns that name a version of a framework, policy or unit.
    init(_ row: Row, _ id: String, _ version: String) throws {
        let (idText, versionText): (String, String) = (try row[id], try row[version])
        guard let key = DocumentKey(id: idText, version: versionText) else {
            throw PostgresValueError("`\(id)` and `\(version)` name no document")
        }
        self = key
    }
}
