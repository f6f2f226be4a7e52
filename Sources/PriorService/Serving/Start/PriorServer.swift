import EvidenceStore
public import Foundation
import Hummingbird
public import Logging
import NIOCore
import Postgres
import PostgresCluster
import Seal
import ServiceLifecycle

/// The whole service: everything it stands on is made here, in the order in which it is needed, and let go in reverse.
public struct PriorServer: Sendable {
    private let settings: Settings
    private let logger: Logger

    /// A server that is not yet started.
    public init(_ settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// What is known once the server listens.
    public struct Running: Sendable {
        /// The address of the API, `http://127.0.0.1:8080`.
        public let url: URL
        /// Whether nothing had been stored before.
        public let isNew: Bool
    }

    /// Runs until SIGTERM, SIGINT, or until something it stands on cannot be had.
    /// - Parameter onRunning: called once, when the server listens. Requests are answered from when it returns, so it must not
    ///   wait for one.
    public func run(onRunning: @escaping @Sendable (Running) async -> Void) async throws {
        let cluster =
            settings.database.url == nil
            ? PostgresCluster(dataDirectory: settings.dataDirectory.path, logger: logger) : nil
        let conninfo: String
        if let cluster { conninfo = try await cluster.start() } else { conninfo = settings.database.url ?? "" }
        do {
            try await serve(conninfo, cluster, onRunning)
        } catch {
            await cluster?.stop()
            throw error
        }
    }

    /// Lends a command the database of these settings: that of `DATABASE_URL`, that of the service running on the data
    /// directory, or the private one, started for the time of the command.
    public static func withDatabase<Value>(
        of settings: Settings, logger: Logger, _ body: (_ conninfo: String) async throws -> Value
    ) async throws -> Value {
        if let url = settings.database.url { return try await body(url) }
        let directory = settings.dataDirectory.path
        let cluster = PostgresCluster(dataDirectory: directory, logger: logger)
        let conninfo: String
        do {
            conninfo = try await cluster.start()
        } catch let inUse as ClusterError {
            // Somebody holds the directory and its server does not answer yet: the error names the process.
            guard let running = PostgresCluster.conninfo(ofRunning: directory) else { throw inUse }
            return try await body(running)
        }
        do {
            let value = try await body(conninfo)
            await cluster.stop()
            return value
        } catch {
            await cluster.stop()
            throw error
        }
    }

    private func serve(
        _ conninfo: String, _ cluster: PostgresCluster?, _ onRunning: @escaping @Sendable (Running) async -> Void
    ) async throws {
        try await Self.migrate(conninfo, settings, logger: logger)
        let resources = try await Resources.open(settings, conninfo: conninfo, logger: logger)
        try resources.typist.start(settings, logger: logger)
        let isNew = try await resources.database.first("select 1 as one from institution limit 1") == nil
        let application = application(resources) { port in
            let host = settings.http.host.contains(":") ? "[\(settings.http.host)]" : settings.http.host
            guard let url = URL(string: "http://\(host):\(port)") else { return }
            await onRunning(Running(url: url, isNew: isNew))
        }
        var services: [any ServiceLifecycle.Service] = []
        if let cluster { services.append(cluster) }
        services += [
            resources.database, Housekeeper(resources: resources), Keeper(resources: resources),
            Mailer(resources: resources), Eraser(resources: resources),
            CallerWatch(resources: resources), FeedWatch(resources: resources),
            RubricsWatch(resources: resources),
            WebhookSender(resources: resources), Scanner(resources: resources), PreviewMaker(resources: resources),
            TimeStamper(resources: resources), JobRunner(resources: resources),
            application,
        ]
        // More than can wait for PostgreSQL at a time, so that what does not need it goes on.
        let threads = BlockingThreads(count: settings.database.connections + 4)
        let group = ServiceGroup(services: services, limits: EdgeLimits(settings), logger: logger)
        try await withTaskExecutorPreference(threads) { try await group.run() }
    }

    /// Brings the database to the newest migration, as its owner.
    /// - Returns: how many were applied.
    @discardableResult
    public static func migrate(_ conninfo: String, _ settings: Settings, logger: Logger) async throws -> Int {
        let owner = Database(DatabaseConfiguration(conninfo: conninfo, maximumConnections: 1), logger: logger)
        do {
            let applied = try await Migrator(directory: settings.migrationsDirectory).migrate(owner)
            await owner.close()
            return applied.count
        } catch {
            await owner.close()
            throw error
        }
    }
}

/// The HTTP application over some resources. Tests start the same one.
func application(
    _ resources: Resources, onPort: @escaping @Sendable (Int) async -> Void = { _ in }
) -> some ApplicationProtocol {
    Application(
        router: router(for: Routes.mounted(resources.settings), resources),
        server: .edge(limits: EdgeLimits(resources.settings)),
        configuration: .edge(
            address: .hostname(resources.settings.http.host, port: resources.settings.http.port),
            limits: EdgeLimits(resources.settings), logger: resources.logger),
        onServerRunning: { channel in
            await onPort(channel.localAddress?.port ?? resources.settings.http.port)
        },
        logger: resources.logger)
}

extension Resources {
    /// Opens everything that requests are answered from, on a database that is migrated.
    static func open(
        _ settings: Settings, conninfo: String, world: World = World(), typist: Typist? = nil, logger: Logger
    ) async throws -> Resources {
        let database = Database(
            DatabaseConfiguration(
                conninfo: conninfo, maximumConnections: settings.database.connections,
                waitLimit: settings.database.wait,
                statementTimeout: settings.database.statementTimeout,
                // What a request asks goes down an index whatever the values are: one plan each, never made again.
                onConnect: ["set role prior_service", "set plan_cache_mode = force_generic_plan"]),
            logger: logger)
        let shelf = try await RubricsShelf.open(settings.rubricsDirectory, database, at: world.now())
        return Resources(
            settings: settings, world: world, database: database,
            store: KeptStore(store: try settings.openStore(), database: database, world: world),
            typist: typist ?? Typist(isApart: settings.isTypingApart),
            uploads: try UploadFolder(settings.dataDirectory.appending(path: "uploads").path),
            shelf: shelf, catalogues: try Catalogues(settings.messagesDirectory),
            signing: try SigningKey.load(settings), metrics: ServiceMetrics(), logger: logger
        )
    }
}

extension EdgeLimits {
    /// The limits as this service is set up.
    init(_ settings: Settings) {
        self.init()
        headerTime = settings.edge.headerDeadline
        bodyRate = settings.edge.minimumBytesPerSecond
        readerRate = settings.edge.minimumBytesPerSecond
        connections = settings.edge.connections
        longestShutdown = settings.edge.shutdown
        requestGrace = settings.edge.shutdown * 3 / 4
    }
}
