/// The part of the server's configuration that is Prior's: `prior.conf`, written anew at every start and included at
/// the end of `postgresql.conf`.
struct ServerSettings {
    var socketDirectory: String
    var options: PostgresCluster.Options

    /// The file. `socketDirectory` holds plain characters only (see ``SocketDirectory``).
    var text: String {
        let settings = reach + log + (options.durable ? [] : Self.forgetful)
        return "# Written by prior at every start. Your own settings belong into local/*.conf.\n"
            + settings.map { "\($0.0) = \($0.1)\n" }.joined()
            + "include_dir = 'local'\n"
    }

    private var reach: [(String, String)] {
        [
            ("listen_addresses", "''"),
            ("port", "5432"),
            ("unix_socket_directories", "'\(socketDirectory)'"),
            ("unix_socket_permissions", "0700"),
            ("max_connections", "\(options.maximumConnections)"),
            ("timezone", "'UTC'"),
            // A file of the write-ahead log that is over is deleted and not written over later: what was erased is to be
            // gone from it after the next checkpoint.
            ("wal_recycle", "off"),
        ]
    }

    /// A week of logs, a file a day. Terse, because the detail of a violated constraint quotes the row: a person's
    /// e-mail address has no place in a log.
    private var log: [(String, String)] {
        [
            ("logging_collector", "on"),
            ("log_directory", "'../log'"),
            ("log_filename", "'postgresql-%a.log'"),
            ("log_truncate_on_rotation", "on"),
            ("log_rotation_age", "'1d'"),
            ("log_rotation_size", "0"),
            ("log_timezone", "'UTC'"),
            ("log_error_verbosity", "terse"),
            ("log_min_error_statement", "panic"),
            ("log_line_prefix", "'%m [%p] %q%d %a '"),
        ]
    }

    /// For tests, whose data nobody wants back. Autovacuum would hold template databases while they are cloned.
    private static let forgetful: [(String, String)] = [
        ("fsync", "off"),
        ("synchronous_commit", "off"),
        ("full_page_writes", "off"),
        ("wal_level", "minimal"),
        ("max_wal_senders", "0"),
        ("checkpoint_timeout", "'1h'"),
        ("autovacuum", "off"),
    ]
}
