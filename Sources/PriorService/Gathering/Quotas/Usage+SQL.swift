import Assessment
import Foundation
import Postgres
import Rubrics

/// What is held and may be held, in bytes and files, by a portfolio or an institution.
struct Usage: Sendable {
    var keptBytes: Int64
    var keptItems: Int64
    var reservedBytes: Int64
    var reservedItems: Int64
    /// Nil where nothing limits it.
    var maximumBytes: Int64?
    var maximumItems: Int64?

    /// The largest file there is room for; nil where nothing limits it.
    var fitsBytes: Int64? { maximumBytes.map { max(0, $0 - keptBytes - reservedBytes) } }
    var hasRoomForItem: Bool { maximumItems.map { keptItems + reservedItems < $0 } ?? true }

    func fits(_ bytes: Int64) -> Bool { hasRoomForItem && (fitsBytes.map { bytes <= $0 } ?? true) }
}

extension Connection {
    /// Sets bytes of one file aside, for an upload that was begun.
    /// - Throws: 413 where the portfolio or its institution has no room; nothing is set aside then.
    func reserve(_ bytes: Int64, for portfolio: PortfolioRecord, _ resources: Resources) async throws {
        try await take(bytes, for: portfolio, resources, as: "reserved")
    }

    /// Counts a file that is kept without having been reserved.
    func keep(_ bytes: Int64, for portfolio: PortfolioRecord, _ resources: Resources) async throws {
        try await take(bytes, for: portfolio, resources, as: "kept")
    }

    /// Counts as kept what was reserved.
    func keepReserved(_ bytes: Int64, in portfolio: ID<Portfolio>, at institution: ID<Institution>) async throws {
        let change: SQL = """
            reserved_bytes = reserved_bytes - \(bytes), reserved_items = reserved_items - 1,
                kept_bytes = kept_bytes + \(bytes), kept_items = kept_items + 1
            """
        try await changeUsage(of: portfolio, at: institution, change)
    }

    /// Gives back what was reserved.
    func release(reserved bytes: Int64, of portfolio: ID<Portfolio>, at institution: ID<Institution>) async throws {
        try await changeUsage(
            of: portfolio, at: institution,
            "reserved_bytes = reserved_bytes - \(bytes), reserved_items = reserved_items - 1")
    }

    /// Gives back what was kept.
    func release(kept bytes: Int64, of portfolio: ID<Portfolio>, at institution: ID<Institution>) async throws {
        try await changeUsage(
            of: portfolio, at: institution, "kept_bytes = kept_bytes - \(bytes), kept_items = kept_items - 1")
    }

    /// What a portfolio holds, and what its institution's portfolios hold together, without waiting for anybody.
    func usage(
        of portfolio: PortfolioRecord, _ resources: Resources
    ) async throws -> (portfolio: Usage, institution: Usage) {
        let row = try await one(
            """
            select p.kept_bytes, p.kept_items, p.reserved_bytes, p.reserved_items,
                i.kept_bytes as all_kept_bytes, i.kept_items as all_kept_items,
                i.reserved_bytes as all_reserved_bytes, i.reserved_items as all_reserved_items,
                i.maximum_bytes, i.maximum_items
            from (select) one left join portfolio_usage p on p.portfolio_id = \(portfolio.id)
                left join institution_usage i on i.institution_id = \(portfolio.institution)
            """)
        var mine = try Usage(row: row, "")
        (mine.maximumBytes, mine.maximumItems) = resources.maxima(of: portfolio)
        return (mine, try Usage(row: row, "all_", else: resources.settings.quotas))
    }

    /// What an institution's portfolios hold together.
    func usage(of institution: ID<Institution>, _ settings: Settings) async throws -> Usage {
        let row = try await one(
            """
            select i.kept_bytes, i.kept_items, i.reserved_bytes, i.reserved_items, i.maximum_bytes, i.maximum_items
            from (select) one left join institution_usage i on i.institution_id = \(institution)
            """)
        return try Usage(row: row, "", else: settings.quotas)
    }

    /// Adds a file to both counts if both have room, first the portfolio's and then the institution's row. Each update
    /// looks at the row as it is once it is locked, so that no two together can pass the limit.
    private func take(
        _ bytes: Int64, for portfolio: PortfolioRecord, _ resources: Resources, as what: String
    ) async throws {
        let (sum, items) = (SQL(unsafeSQL: what + "_bytes"), SQL(unsafeSQL: what + "_items"))
        let (mostBytes, mostItems) = resources.maxima(of: portfolio)
        let quotas = resources.settings.quotas
        let added = try await addOnce(
            to: "portfolio_usage (portfolio_id, institution_id) values (\(portfolio.id), \(portfolio.institution))",
            """
            update portfolio_usage set \(sum) = \(sum) + \(bytes), \(items) = \(items) + 1
            where portfolio_id = \(portfolio.id)
                and kept_bytes + reserved_bytes + \(bytes) <= \(mostBytes ?? .max)
                and kept_items + reserved_items < \(mostItems ?? .max)
            """)
        guard added else {
            throw Problem.quotaExceeded(
                try await usage(of: portfolio, resources).portfolio, of: "portfolio", for: bytes)
        }
        let addedThere = try await addOnce(
            to: "institution_usage (institution_id) values (\(portfolio.institution))",
            """
            update institution_usage set \(sum) = \(sum) + \(bytes), \(items) = \(items) + 1
            where institution_id = \(portfolio.institution)
                and kept_bytes + reserved_bytes + \(bytes) <= coalesce(maximum_bytes, \(Int64(quotas.institutionBytes)))
                and kept_items + reserved_items < coalesce(maximum_items, \(Int64(quotas.institutionItems)))
            """)
        guard addedThere else {
            let theirs = try await usage(of: portfolio, resources).institution
            throw Problem.quotaExceeded(theirs, of: "institution", for: bytes)
        }
    }

    /// Changes one row, made first where it is not there.
    /// - Returns: false where the update did not find that it may.
    private func addOnce(to row: SQL, _ update: SQL) async throws -> Bool {
        if try await execute(update) == 1 { return true }
        // Somebody else may have made it at the same moment.
        try await execute("insert into \(row) on conflict do nothing")
        return try await execute(update) == 1
    }

    private func changeUsage(
        of portfolio: ID<Portfolio>, at institution: ID<Institution>, _ change: SQL
    ) async throws {
        try await execute("update portfolio_usage set \(change) where portfolio_id = \(portfolio)")
        try await execute("update institution_usage set \(change) where institution_id = \(institution)")
    }

    /// Sets what an institution may hold; nil for what the service's settings say.
    func limit(_ institution: ID<Institution>, bytes: Int64?, items: Int64?) async throws {
        try await execute(
            """
            insert into institution_usage (institution_id, maximum_bytes, maximum_items)
            values (\(institution), \(bytes), \(items))
            on conflict (institution_id) do update set maximum_bytes = excluded.maximum_bytes,
                maximum_items = excluded.maximum_items
            """)
    }
}

extension Usage {
    /// - Parameter prefix: what stands before the names of the columns; null columns count as nothing.
    fileprivate init(row: Row, _ prefix: String) throws {
        self.init(
            keptBytes: try row[prefix + "kept_bytes"] ?? 0, keptItems: try row[prefix + "kept_items"] ?? 0,
            reservedBytes: try row[prefix + "reserved_bytes"] ?? 0,
            reservedItems: try row[prefix + "reserved_items"] ?? 0)
    }

    /// An institution's, with what the operator said for it, or else the settings.
    fileprivate init(row: Row, _ prefix: String, else quotas: Settings.Quotas) throws {
        try self.init(row: row, prefix)
        maximumBytes = try row["maximum_bytes"] ?? Int64(quotas.institutionBytes)
        maximumItems = try row["maximum_items"] ?? Int64(quotas.institutionItems)
    }
}

extension Resources {
    /// What the portfolio's policy lets it hold.
    fileprivate func maxima(of portfolio: PortfolioRecord) -> (bytes: Int64?, items: Int64?) {
        let rules = rubrics.policies[portfolio.policy]?.value.evidence
        return (rules?.maximumPortfolioBytes.value.map(Int64.init), rules?.maximumPortfolioItems.value.map(Int64.init))
    }
}
