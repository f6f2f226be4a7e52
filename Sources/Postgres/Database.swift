import Foundation
public import Logging
public import ServiceLifecycle

/// The pool of connections to one database, and the only entrance to it.
///
/// As a `Service` it replaces idle connections that grow old and closes on graceful shutdown; it works without `run()`
/// too, closed by ``close()``. Connections are opened when needed. One found dead when it is lent, because the server
/// was restarted, is replaced before anything is sent over it; one that breaks in use is dropped and its error thrown,
/// since only the caller knows whether the statement may be run again.
public final class Database: Service {
    /// Where the database is and how many connections are kept.
    public let configuration: DatabaseConfiguration
    private let logger: Logger
    private let pool: Pool

    /// A pool that opens its first connection when one is asked for.
    public init(_ configuration: DatabaseConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        pool = Pool(size: configuration.maximumConnections, waitLimit: configuration.waitLimit)
    }

    /// Connections open, connections of those idle, and callers waiting for one.
    public var counts: (open: Int, idle: Int, waiting: Int) { pool.counts }

    /// Keeps the pool in order until graceful shutdown, then closes it.
    public func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                try await Task.sleep(for: .seconds(30))
                self.pool.removeIdle { self.isOld($0) }
            }
        }
        await close()
    }

    /// Refuses callers from now on, closes what is idle, and returns when every lent connection is back.
    public func close() async {
        await pool.close()
    }

    /// The rows a statement returns, on any connection, in a transaction of its own.
    public func query(_ sql: SQL) async throws -> [Row] {
        try await withConnection { try await $0.query(sql) }
    }

    /// The first row, or nil when there is none.
    public func first(_ sql: SQL) async throws -> Row? {
        try await withConnection { try await $0.first(sql) }
    }

    /// The one row. None throws ``PostgresError/Kind/noRow``, more ``PostgresError/Kind/tooManyRows``.
    public func one(_ sql: SQL) async throws -> Row {
        try await withConnection { try await $0.one(sql) }
    }

    /// Runs a statement and returns how many rows it inserted, updated, deleted or selected.
    @discardableResult
    public func execute(_ sql: SQL) async throws -> Int {
        try await withConnection { try await $0.execute(sql) }
    }

    /// Lends a connection for the length of the body, which must leave no transaction open.
    ///
    /// - Throws: ``PostgresError/Kind/poolExhausted`` when none comes free within the wait limit, and
    ///   ``PostgresError/Kind/connection`` when none can be opened.
    public func withConnection<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
        let link = try await borrow()
        let connection = Connection(link: link)
        defer {
            connection.markReturned()
            giveBack(link)
        }
        return try await body(connection)
    }

    /// Runs the body in a transaction on a connection of its own; see ``Connection/transaction(isolation:_:)``.
    ///
    /// - Parameter retries: how often the whole body is run again after a serialization failure or deadlock (40001,
    ///   40P01). Ask for it only when the body has no effects outside the database.
    public func transaction<Value>(
        isolation: Isolation = .readCommitted, retries: Int = 0, _ body: (Connection) async throws -> Value
    ) async throws -> Value {
        try await withConnection { connection in
            var attempt = 0
            while true {
                do {
                    return try await connection.transaction(isolation: isolation, body)
                } catch let error as PostgresError where error.isSerializationFailure && attempt < retries {
                    attempt += 1
                    // At random, so that two which met do not meet again.
                    try await Task.sleep(for: .milliseconds(Int.random(in: 1...(10 * attempt))))
                }
            }
        }
    }

    private func borrow() async throws -> Link {
        if case .idle(let link) = try await pool.take() {
            if isUsable(link) { return link }
            logger.debug("an idle connection is no longer usable and is replaced")
        }
        do {
            return try await Link.open(configuration)
        } catch {
            pool.giveBack(nil)
            throw error
        }
    }

    private func giveBack(_ link: Link) {
        switch link.standing {
        case .idle where !isOld(link):
            pool.giveBack(link)
        case .inTransaction, .inFailedTransaction:
            logger.warning("a connection came back with an open transaction and is closed")
            pool.giveBack(nil)
        case .idle, .busy, .broken:
            pool.giveBack(nil)
        }
    }

    /// A living idle connection has nothing to read. What there is to read is nearly always the end, and telling it
    /// from a rare notice would take waiting for more: a new connection is quicker.
    private func isUsable(_ link: Link) -> Bool {
        var descriptor = pollfd(fd: link.socket, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, 0) == 0
    }

    private func isOld(_ link: Link) -> Bool {
        link.opened.duration(to: .now) > configuration.maximumAge
    }
}
