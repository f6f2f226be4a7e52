import EvidenceStore
public import Foundation
public import Logging
import Seal

/// How this service is set up, one part per concern. Read once at start by `Settings.load`; nothing reads the environment
/// afterwards.
public struct Settings: Sendable {
    /// Where the service listens and how it is reached.
    public var http = HTTP()
    var database = DatabaseSettings()
    var sessions = Sessions()
    var mail = Mail()
    var edge = Edge()
    var store = Store()
    var uploads = Uploads()
    var quotas = Quotas()
    var bags = Bags()
    var timeStamps = TimeStamps()
    /// Where everything that survives a restart lies.
    public var dataDirectory = URL(filePath: ".prior-data", directoryHint: .isDirectory)
    /// Where the frameworks, policies and units lie.
    public var rubricsDirectory = URL(filePath: "rubrics", directoryHint: .isDirectory)
    /// Where the catalogues of messages lie.
    public var messagesDirectory = URL(
        filePath: "Sources/PriorService/Clockwork/Notifications/Messages", directoryHint: .isDirectory)
    /// Where the numbered migrations lie.
    public var migrationsDirectory = URL(filePath: "storage/migrations", directoryHint: .isDirectory)
    /// The largest file taken as evidence, in bytes.
    var maximumEvidenceBytes = 2_147_483_648
    /// How many requests a second the machines of one institution may send.
    var clientRate = 20
    /// Statistics never show a number that stands for fewer people.
    var smallestCell = 5
    /// The scanner for malware; nil: none.
    var scanner: Clamd.Address?
    /// How many files are looked into at once.
    var previewMakers = 1
    /// Whether files are looked at in the sandbox.
    var isTypingApart = true
    /// Asks others' servers for what badges name; nil: nobody is asked.
    var fetcher: Fetcher?
    /// The OpenID provider people may sign in through; nil: there is none.
    var openID: OpenID?
    /// Reaches what institutions name: their webhooks, and where their machines' keys lie; nil: nobody is called.
    var partners: Dialer? = Dialer()
    /// Where `prior-sandbox` lies; nil: beside the running program.
    var sandboxProgram: String?
    /// The digest of the operator's token; nil when there is none.
    var operatorTokenDigest: Digest?
    /// The base-2 logarithm of scrypt's N.
    var scryptLogN = 15
    /// How much is logged.
    public var logLevel = Logger.Level.info
    /// Whether the demo world is played in, and its mailbox shown.
    public internal(set) var isDemo = false

    /// Where the service listens and how it is reached.
    public struct HTTP: Sendable {
        /// The address to listen on.
        public var host = "127.0.0.1"
        /// The TCP port; 0 takes a free one.
        public var port = 8080
        var publicURL: String?
        var maximumBodyBytes = 1_048_576
    }

    /// How PostgreSQL is reached.
    struct DatabaseSettings: Sendable {
        /// Nil: a private cluster under the data directory.
        var url: String?
        var connections = 8
        var wait = Duration.seconds(5)
        var statementTimeout = Duration.seconds(30)
    }

    /// How long people stay signed in.
    struct Sessions: Sendable {
        var lifetime = Duration.seconds(720 * 3600)
        var idleLimit = Duration.seconds(168 * 3600)
    }

    /// An OpenID provider, and who this service is to it.
    struct OpenID: Sendable {
        var issuer: String
        var clientID: String
        var clientSecret: String
        /// Where people come back to; nil: this service's address and `/signed-in`.
        var redirect: String?
    }

    /// How mail leaves.
    struct Mail: Sendable {
        /// Nil: mail stays in the outbox.
        var sendmail: String?
        var from = "prior@localhost"
    }

    /// Files that come in pieces.
    struct Uploads: Sendable {
        /// How long one is waited for that does not go on, and remembered when it has ended.
        var lifetime = Duration.seconds(7 * 86_400)
        /// How many a person may have that are not at their end.
        var perPerson = 50
    }

    /// What an institution's portfolios may hold together, where the operator says nothing else for it.
    struct Quotas: Sendable {
        var institutionBytes = 1_099_511_627_776
        var institutionItems = 1_000_000
    }

    /// Portfolios that travel.
    struct Bags: Sendable {
        /// By which bags are signed; nil: a key in the data directory, made on the first start.
        var signing: SigningKey?
        /// The keys of other services whose bags are taken as theirs.
        var trusted: Set<VerifyingKey> = []
    }

    /// A time-stamping authority.
    struct TimeStamps: Sendable {
        /// Where it answers; nil: there is none.
        var authority: String?
        /// A file of PEM certificates that its own has to lead to.
        var certificates = ""
    }

    /// What a client is allowed at the socket.
    struct Edge: Sendable {
        var headerDeadline = Duration.seconds(10)
        var minimumBytesPerSecond = 256
        var connections = 4096
        var shutdown = Duration.seconds(20)
    }

    /// Where files are kept and how they are looked after.
    struct Store: Sendable {
        /// Where new files go.
        var backEnd = BackEnd.local
        /// The bucket; nil where none is set up.
        var s3: S3Configuration?
        /// How long the address works that a download is sent to; 0 where it goes through the service.
        var redirectSeconds = 0
        /// 0 where nothing is hashed again.
        var scrubBytesPerSecond = 1_048_576
        /// How long an object may stand there without a record.
        var grace = Duration.seconds(86_400)
    }

    /// The settings that hold when nothing is set.
    public init() {}

    /// The libpq URI of the server to use; nil for a private one.
    public var databaseURL: String? { database.url }

    /// The address that stands in links.
    var publicURL: String { http.publicURL ?? "http://\(http.host):\(http.port)" }
}

extension Settings {
    /// Mounts the demo's mailbox and lets its maker add institutions.
    public mutating func makeDemo(operatorToken: String) {
        isDemo = true
        // It listens on this machine only, and so do those who try it out.
        partners?.reach = .thisMachineToo
        operatorTokenDigest = SecretToken.digest(of: operatorToken)
    }
}
