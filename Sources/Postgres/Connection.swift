/// One session with PostgreSQL, lent for the length of a closure.
///
/// Not `Sendable`: using one connection from two tasks at once does not compile. When the task is cancelled, the
/// running statement is stopped, `CancellationError` is thrown, and the connection stays usable.
public final class Connection {
    let link: Link

    /// How many transactions and savepoints are open.
    var depth = 0

    /// Set when the connection has gone back to its pool, where somebody else may have it.
    private var isReturned = false

    init(link: Link) {
        self.link = link
    }

    /// The rows a statement returns, all in memory; see ``stream(_:batch:_:)`` for many.
    public func query(_ sql: SQL) async throws -> [Row] {
        try await usable().run { try $0.run(sql).rows }
    }

    /// The first row, or nil when there is none.
    public func first(_ sql: SQL) async throws -> Row? {
        try await query(sql).first
    }

    /// The one row. None throws ``PostgresError/Kind/noRow``, more ``PostgresError/Kind/tooManyRows``.
    public func one(_ sql: SQL) async throws -> Row {
        let rows = try await query(sql)
        guard let row = rows.first else { throw PostgresError(.noRow) }
        guard rows.count == 1 else { throw PostgresError(.tooManyRows) }
        return row
    }

    /// Runs a statement and returns how many rows it inserted, updated, deleted or selected.
    @discardableResult
    public func execute(_ sql: SQL) async throws -> Int {
        try await usable().run { try $0.run(sql).affectedRows }
    }

    /// Runs text of one or more statements without parameters, such as a migration. Never pass a client's words.
    public func execute(script: String) async throws {
        try await usable().run { try $0.run(script: script) }
    }

    /// Sends a notification, delivered when the transaction commits. Channel and payload are bound, never spliced.
    ///
    /// - Parameter payload: less than 8000 bytes.
    public func notify(_ channel: String, _ payload: String = "") async throws {
        try await execute("select pg_notify(\(channel), \(payload))")
    }

    /// Lets the statements of the body run for so long each; zero for no limit.
    public func withStatementTimeout<Value>(
        _ timeout: Duration, _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        try await usable().run { try $0.setStatementTimeout(timeout) }
        do {
            let value = try await body(self)
            try await link.runToEnd { try $0.setStatementTimeout(nil) }
            return value
        } catch {
            // In a failed transaction this cannot be set, and the rollback restores it.
            try? await link.runToEnd { try $0.setStatementTimeout(nil) }
            throw error
        }
    }

    /// Makes every later use of this connection an error.
    func markReturned() {
        isReturned = true
    }

    func usable() throws -> Link {
        guard !isReturned else {
            throw PostgresError(.closed, message: "the connection was used after it had been returned")
        }
        return link
    }
}

@available(*, unavailable)
extension Connection: Sendable {}
