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

    static let none = Usage(keptBytes: 0, keptItems: 0, reservedBytes: 0, reservedItems: 0)

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

    /// What a portfolio holds, without waiting for anybody.
    func usage(of portfolio: PortfolioRecord, _ resources: Resources) async throws -> Usage {
        let rules = resources.rubrics.policies[portfolio.policy]?.value.evidence
        let row = try await first("select \(Usage.columns) from portfolio_usage where portfolio_id = \(portfolio.id)")
        var usage = try row.map(Usage.init(row:)) ?? .none
        usage.maximumBytes = rules?.maximumPortfolioBytes.value.map(Int64.init)
        usage.maximumItems = rules?.maximumPortfolioItems.value.map(Int64.init)
        return usage
    }

    /// What an institution's portfolios hold together.
    func usage(of institution: ID<Institution>, _ settings: Settings) async throws -> Usage {
        let row = try await first(
            """
            select \(Usage.columns), maximum_bytes, maximum_items from institution_usage
            where institution_id = \(institution)
            """)
        var usage = try row.map(Usage.init(row:)) ?? .none
        usage.maximumBytes = try row?["maximum_bytes"] ?? Int64(settings.quotas.institutionBytes)
        usage.maximumItems = try row?["maximum_items"] ?? Int64(settings.quotas.institutionItems)
        return usage
    }

    /// Adds a file to both counts if both have room, first the portfolio's and then the institution's row. Each update
    /// looks at the row as it is once it is locked, so that no two together can pass the limit.
    private func take(
        _ bytes: Int64, for portfolio: PortfolioRecord, _ resources: Resources, as what: String
    ) async throws {
        let (sum, items) = (SQL(unsafeSQL: what + "_bytes"), SQL(unsafeSQL: what + "_items"))
        try await execute(
            """
            insert into portfolio_usage (portfolio_id, institution_id)
            values (\(portfolio.id), \(portfolio.institution)) on conflict do nothing
            """)
        let mine = try await usage(of: portfolio, resources)
        let added = try await execute(
            """
            update portfolio_usage set \(sum) = \(sum) + \(bytes), \(items) = \(items) + 1
            where portfolio_id = \(portfolio.id)
                and kept_bytes + reserved_bytes + \(bytes) <= \(mine.maximumBytes ?? .max)
                and kept_items + reserved_items < \(mine.maximumItems ?? .max)
            """)
        guard added == 1 else {
            throw Problem.quotaExceeded(try await usage(of: portfolio, resources), of: "portfolio", for: bytes)
        }
        try await execute(
            "insert into institution_usage (institution_id) values (\(portfolio.institution)) on conflict do nothing")
        let quotas = resources.settings.quotas
        let addedThere = try await execute(
            """
            update institution_usage set \(sum) = \(sum) + \(bytes), \(items) = \(items) + 1
            where institution_id = \(portfolio.institution)
                and kept_bytes + reserved_bytes + \(bytes) <= coalesce(maximum_bytes, \(Int64(quotas.institutionBytes)))
                and kept_items + reserved_items < coalesce(maximum_items, \(Int64(quotas.institutionItems)))
            """)
        guard addedThere == 1 else {
            let theirs = try await usage(of: portfolio.institution, resources.settings)
            throw Problem.quotaExceeded(theirs, of: "institution", for: bytes)
        }
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
    static let columns: SQL = "kept_bytes, kept_items, reserved_bytes, reserved_items"

    fileprivate init(row: Row) throws {
        self.init(
            keptBytes: try row["kept_bytes"], keptItems: try row["kept_items"],
            reservedBytes: try row["reserved_bytes"], reservedItems: try row["reserved_items"])
    }
}
