/// What went wrong between Prior and PostgreSQL: a code and its context.
///
/// Printed by default it says only the kind and SQLSTATE, which a client may see. The server's words may quote data:
/// they are in ``message`` and ``detail``, and in `debugDescription`, for logs.
public struct PostgresError: Error, Sendable {
    /// The kinds of failure.
    public enum Kind: String, Sendable, Hashable {
        /// No connection could be made, or it broke.
        case connection
        /// Every connection was in use for as long as the caller was willing to wait.
        case poolExhausted
        /// The database was closed, or a connection was used after it had been returned.
        case closed
        /// PostgreSQL refused the statement; ``PostgresError/sqlState`` says why.
        case server
        /// PostgreSQL did not answer in time, not even to say that the statement took too long.
        case timeout
        /// A parameter cannot be sent, such as text with a NUL character.
        case encoding
        /// A column is missing or holds no value of the wanted type; ``PostgresError/column`` names it.
        case decoding
        /// A query that must return a row returned none.
        case noRow
        /// A query that must return one row returned more.
        case tooManyRows
        /// A statement of another kind than the function runs, such as a `select` given to `copyOut`.
        case wrongStatement
        /// A transaction was rolled back at its commit because a statement in it had failed and the error was dropped.
        case rolledBack
        /// The transaction's body failed and then so did its rollback; both errors are kept.
        case rollbackFailed
    }

    /// The kind of failure.
    public let kind: Kind

    /// The server's five-character code, such as "23505"; nil when the server sent none.
    public internal(set) var sqlState: String?

    /// The name of the violated constraint.
    public internal(set) var constraint: String?

    /// The table the error is about.
    public internal(set) var table: String?

    /// The column the error is about, or that could not be decoded.
    public internal(set) var column: String?

    /// The server's or libpq's words. For logs only.
    public internal(set) var message: String?

    /// The server's further words, which often quote the row. For logs only.
    public internal(set) var detail: String?

    /// The error that came first, when this one tells of a failure after it.
    public internal(set) var underlying: (any Error)?

    /// Why the rollback that followed this error failed, when it did.
    public internal(set) var rollback: (any Error)?

    init(_ kind: Kind, message: String? = nil) {
        self.kind = kind
        self.message = message
    }

    /// Whether the connection is lost or cannot be had, so that trying again later may help.
    public var isConnectionLoss: Bool {
        if kind == .connection || kind == .timeout { return true }
        guard let sqlState else { return false }
        return sqlState.hasPrefix("08") || ["57P01", "57P02", "57P03", "53300"].contains(sqlState)
    }

    /// Whether the transaction lost against another one and may succeed if it is run again.
    public var isSerializationFailure: Bool {
        sqlState == "40001" || sqlState == "40P01"
    }
}

extension PostgresError: CustomStringConvertible, CustomDebugStringConvertible {
    /// The kind and SQLSTATE, nothing else.
    public var description: String {
        guard let sqlState else { return "PostgreSQL: \(kind.rawValue)" }
        return "PostgreSQL: \(kind.rawValue) \(sqlState)"
    }

    /// Everything known. For logs only.
    public var debugDescription: String {
        var text = description
        let parts: [(String, String?)] = [
            ("constraint", constraint), ("table", table), ("column", column), ("message", message), ("detail", detail),
            ("underlying", underlying.map { String(reflecting: $0) }),
            ("rollback", rollback.map { String(reflecting: $0) }),
        ]
        for case (let name, let value?) in parts {
            text += ", \(name): \(value)"
        }
        return text
    }
}
