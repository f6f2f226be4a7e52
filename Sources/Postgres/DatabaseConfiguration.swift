/// Where the database is and how many connections to it are kept.
///
/// Printed, it shows no connection string, since that may hold a password.
public struct DatabaseConfiguration: Sendable {
    /// A URI (`postgresql://…`) or `key=value` pairs, as libpq takes them.
    public var conninfo: String

    /// The most connections open at once; at least 1.
    public var maximumConnections: Int

    /// How long a caller waits for a connection, and the longest a connection attempt may take (in whole seconds).
    public var waitLimit: Duration

    /// The age at which a connection is replaced, so that a moved server or a grown backend is left behind.
    public var maximumAge: Duration

    /// The longest a statement may run, enforced by the server; zero for no limit.
    public var statementTimeout: Duration

    /// SQL run on every new connection, such as `set role`.
    public var onConnect: [String]

    /// A configuration; see the properties.
    public init(
        conninfo: String, maximumConnections: Int = 8, waitLimit: Duration = .seconds(5),
        maximumAge: Duration = .seconds(1800), statementTimeout: Duration = .seconds(30), onConnect: [String] = []
    ) {
        self.conninfo = conninfo
        self.maximumConnections = max(1, maximumConnections)
        self.waitLimit = waitLimit
        self.maximumAge = maximumAge
        self.statementTimeout = statementTimeout
        self.onConnect = onConnect
    }

    /// The same server and settings with another database, as `key=value` pairs.
    ///
    /// - Throws: ``PostgresError`` of kind `connection` when the string cannot be read.
    public static func conninfo(_ conninfo: String, database: String) throws -> String {
        let settings = try WireSettings.parse(conninfo).filter { $0.0 != "dbname" } + [("dbname", database)]
        return settings.map { key, value in
            let escaped = value.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] }
            return "\(key)='\(String(escaped))'"
        }.joined(separator: " ")
    }

    /// What libpq is given. The keep-alive settings end a wait for a vanished server; the string may override them.
    var settings: [(String, String)] {
        [
            ("connect_timeout", String(max(2, waitLimit.components.seconds))),
            ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "30000"), ("fallback_application_name", "prior"),
            ("dbname", conninfo),
            ("client_encoding", "UTF8"),
        ]
    }

    /// What every session is told first: the forms the decoders read.
    var sessionScript: String {
        """
        set datestyle = 'ISO, YMD'; set timezone = 'UTC'; set intervalstyle = 'iso_8601'; set bytea_output = 'hex';
        set extra_float_digits = 1; set standard_conforming_strings = on;
        set statement_timeout = \(statementTimeout.milliseconds);
        """
    }
}

extension DatabaseConfiguration: CustomStringConvertible, CustomReflectable {
    /// The limits, without the connection string.
    public var description: String {
        "DatabaseConfiguration(maximumConnections: \(maximumConnections))"
    }

    /// No parts, so that `dump` shows no secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Duration {
    /// Whole milliseconds, at least 0.
    var milliseconds: Int64 {
        max(0, components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000)
    }
}
