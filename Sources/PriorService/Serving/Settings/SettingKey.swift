/// One thing that can be set: its environment variable, its key in the configuration file, what it means, and what holds
/// when it is not set. `docs/configuration.md` lists exactly these; a test keeps it so.
public struct SettingKey: Sendable {
    /// The environment variable.
    public let variable: String
    /// The key in the configuration file (JSON), with dots between the levels.
    public let path: String
    /// What holds when nothing is set, in words.
    public let standard: String
    /// What it means, with its unit.
    public let meaning: String
    /// Whether the value is never printed.
    public var isSecret = false

    /// Every setting there is.
    public static let all: [SettingKey] =
        [
            host, port, dataDirectory, databaseURL, databaseConnections, databaseWait, statementTimeout,
            rubricsDirectory,
            messagesDirectory, migrationsDirectory, publicURL, logLevel, maximumEvidenceBytes, typing, sandboxProgram,
            scanner, fetch, partners, clientRate, smallestCell, previewMakers, uploadDays, uploadsPerPerson,
            institutionBytes,
            institutionItems,
            maximumBodyBytes,
            sessionLifetime, sessionIdle,
            sendmail, mailFrom,
            operatorToken, headerSeconds, bodyBytesPerSecond, connections, shutdownSeconds, passwordCost,
        ] + ofStore + ofBags + ofOpenID

    static let host = SettingKey(
        variable: "PRIOR_HOST", path: "http.host", standard: "127.0.0.1", meaning: "The address to listen on.")
    static let port = SettingKey(
        variable: "PRIOR_PORT", path: "http.port", standard: "8080",
        meaning: "The TCP port to listen on; 0 takes a free one.")
    static let dataDirectory = SettingKey(
        variable: "PRIOR_DATA_DIR", path: "data.directory", standard: ".prior-data",
        meaning:
            "The directory of everything that survives a restart: the private PostgreSQL cluster and the evidence store."
    )
    static let databaseURL = SettingKey(
        variable: "DATABASE_URL", path: "database.url", standard: "none: a private PostgreSQL under the data directory",
        meaning: "A libpq connection URI of the PostgreSQL server to use.", isSecret: true)
    static let databaseConnections = SettingKey(
        variable: "PRIOR_DATABASE_CONNECTIONS", path: "database.connections", standard: "8",
        meaning: "How many connections to PostgreSQL at the most.")
    static let databaseWait = SettingKey(
        variable: "PRIOR_DATABASE_WAIT_SECONDS", path: "database.waitSeconds", standard: "5",
        meaning: "How long a request waits for a free connection before it is answered 503, in seconds.")
    static let statementTimeout = SettingKey(
        variable: "PRIOR_STATEMENT_SECONDS", path: "database.statementSeconds", standard: "30",
        meaning: "How long one SQL statement may take, in seconds.")
    static let rubricsDirectory = SettingKey(
        variable: "PRIOR_RUBRICS_DIR", path: "rubrics.directory", standard: "rubrics",
        meaning: "The directory of frameworks, policies and units.")
    static let messagesDirectory = SettingKey(
        variable: "PRIOR_MESSAGES_DIR", path: "mail.messages",
        standard: "Sources/PriorService/Clockwork/Notifications/Messages",
        meaning: "The directory of the catalogues of messages, a file for each language.")
    static let migrationsDirectory = SettingKey(
        variable: "PRIOR_MIGRATIONS_DIR", path: "database.migrations", standard: "storage/migrations",
        meaning: "The directory of the numbered migrations.")
    static let publicURL = SettingKey(
        variable: "PRIOR_PUBLIC_URL", path: "http.publicURL", standard: "http://HOST:PORT",
        meaning: "The address people reach the service under; it stands in links that are mailed.")
    static let logLevel = SettingKey(
        variable: "PRIOR_LOG_LEVEL", path: "log.level", standard: "info",
        meaning: "trace, debug, info, notice, warning, error or critical.")
    static let maximumEvidenceBytes = SettingKey(
        variable: "PRIOR_EVIDENCE_MAX_BYTES", path: "evidence.maximumBytes", standard: "2147483648",
        meaning: "The largest file taken as evidence, in bytes; a policy may set less.")
    static let typing = SettingKey(
        variable: "PRIOR_TYPING", path: "evidence.typing", standard: "sandbox",
        meaning:
            "Where files are looked at: `sandbox`, in confined processes, without which the service does not start; or `in-process`, where the kernel cannot filter system calls."
    )
    static let sandboxProgram = SettingKey(
        variable: "PRIOR_SANDBOX", path: "sandbox.program", standard: "prior-sandbox beside the running program",
        meaning: "The path of the program that confines what reads files.")
    static let scanner = SettingKey(
        variable: "PRIOR_CLAMD", path: "scanner.clamd", standard: "none: files are not scanned for malware",
        meaning:
            "Where ClamAV's clamd listens, the path of its socket or host:port. Files are given to nobody before it has found them clean; its StreamMaxLength must be no less than the largest file."
    )
    static let partners = SettingKey(
        variable: "PRIOR_PARTNERS", path: "partners.calls", standard: "https; with `--demo` local",
        meaning:
            "Whether addresses that institutions name are called, for webhooks and for the keys of their machines: `never`; `https`, at public addresses only; or `local`, at those and on this machine itself by either scheme."
    )
    static let clientRate = SettingKey(
        variable: "PRIOR_CLIENT_RATE", path: "partners.requestsPerSecond", standard: "20",
        meaning:
            "How many requests a second the machines of one institution may send on average; thirty times as many may come at once. Each service of several counts for itself."
    )
    static let fetch = SettingKey(
        variable: "PRIOR_FETCH", path: "credentials.fetch", standard: "never",
        meaning:
            "Whether servers of others are asked for what badges name (keys, lists of what was taken back): `never`, or `https`, at public addresses only."
    )
    static let smallestCell = SettingKey(
        variable: "PRIOR_SMALLEST_CELL", path: "statistics.smallestCell", standard: "5",
        meaning:
            "Statistics withhold every number that stands for fewer people, 3 to 100; statistics offices require three or five (OECD Glossary of Statistical Terms)."
    )
    static let previewMakers = SettingKey(
        variable: "PRIOR_PREVIEW_MAKERS", path: "evidence.previewMakers", standard: "1",
        meaning: "How many files this process looks into at once, for previews, duplicates and blind copies; 0: none.")
    static let uploadDays = SettingKey(
        variable: "PRIOR_UPLOAD_DAYS", path: "uploads.days", standard: "7",
        meaning: "How long an unfinished upload is kept when nothing comes, and an ended one is remembered, in days.")
    static let uploadsPerPerson = SettingKey(
        variable: "PRIOR_UPLOADS_PER_PERSON", path: "uploads.perPerson", standard: "50",
        meaning: "How many uploads a person may have under way at once.")
    static let institutionBytes = SettingKey(
        variable: "PRIOR_INSTITUTION_MAX_BYTES", path: "quotas.institutionBytes", standard: "1099511627776",
        meaning:
            "How many bytes of files an institution's portfolios may hold together; the operator may set another figure for one institution."
    )
    static let institutionItems = SettingKey(
        variable: "PRIOR_INSTITUTION_MAX_ITEMS", path: "quotas.institutionItems", standard: "1000000",
        meaning:
            "How many files an institution's portfolios may hold together; the operator may set another figure for one institution."
    )
    static let maximumBodyBytes = SettingKey(
        variable: "PRIOR_BODY_MAX_BYTES", path: "http.maximumBodyBytes", standard: "1048576",
        meaning: "The largest JSON body taken, in bytes.")
    static let sessionLifetime = SettingKey(
        variable: "PRIOR_SESSION_HOURS", path: "sessions.hours", standard: "720",
        meaning: "How long a person stays signed in at the most, in hours.")
    static let sessionIdle = SettingKey(
        variable: "PRIOR_SESSION_IDLE_HOURS", path: "sessions.idleHours", standard: "168",
        meaning: "After how many unused hours a session ends.")
    static let sendmail = SettingKey(
        variable: "PRIOR_SENDMAIL", path: "mail.sendmail", standard: "none: mail stays in the outbox",
        meaning:
            "The path of a sendmail-compatible program; it is run as `program -i -t` with the message on its input.")
    static let mailFrom = SettingKey(
        variable: "PRIOR_MAIL_FROM", path: "mail.from", standard: "prior@localhost", meaning: "The sender of mail.")
    static let operatorToken = SettingKey(
        variable: "PRIOR_OPERATOR_TOKEN", path: "operator.token",
        standard: "none: no institution can be added over HTTP",
        meaning: "The bearer token of whoever runs the service, `prior_o_` and at least 32 more characters.",
        isSecret: true)
    static let headerSeconds = SettingKey(
        variable: "PRIOR_HEADER_SECONDS", path: "edge.headerSeconds", standard: "10",
        meaning: "How long a client may take to send the header of a request, in seconds.")
    static let bodyBytesPerSecond = SettingKey(
        variable: "PRIOR_MINIMUM_RATE", path: "edge.minimumBytesPerSecond", standard: "256",
        meaning: "How slowly a client may send a body or read an answer, in bytes a second over the window of the edge."
    )
    static let connections = SettingKey(
        variable: "PRIOR_CONNECTIONS", path: "edge.connections", standard: "4096",
        meaning: "How many client connections at once.")
    static let shutdownSeconds = SettingKey(
        variable: "PRIOR_SHUTDOWN_SECONDS", path: "edge.shutdownSeconds", standard: "20",
        meaning: "How long requests under way may take to end after a stop was asked for, in seconds.")
    static let passwordCost = SettingKey(
        variable: "PRIOR_SCRYPT_LOG_N", path: "passwords.scryptLogN", standard: "15",
        meaning: "The cost of hashing a password with scrypt, as the base-2 logarithm of N (10 to 20).")
}
