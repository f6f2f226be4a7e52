import Foundation
public import Logging
public import ServiceLifecycle

/// A private PostgreSQL server that lives and dies with this process: made on first use under the data directory,
/// reachable through a Unix socket that only this account can reach, started, watched and stopped from here.
///
/// List it **first** in a `ServiceGroup`: services stop in reverse order, and the database has to go last.
///
///     let cluster = PostgresCluster(dataDirectory: "/var/lib/prior", logger: logger)
///     let conninfo = try await cluster.start()
///
/// Layout of the data directory: `lock` (see ``DataDirectoryLock``), and `postgres/` with `cluster/` (`PGDATA`),
/// `socket/`, `log/` and `start.log`. Everything in `postgres/` belongs to the account that runs PostgreSQL.
public actor PostgresCluster: Service {
    /// The data directory, absolute and with links followed once ``start()`` has made it.
    public private(set) var dataDirectory: String
    private let logger: Logger
    private let options: Options
    private var running: Running?
    /// The start or restart that is under way, so that `stop` can wait for its end.
    private var launch: Task<Void, any Error>?

    private struct Running {
        var lock: DataDirectoryLock
        var workshop: Workshop
        var socketDirectory: String
        var socketNote: String
    }

    /// Describes the cluster; nothing happens before ``start()``.
    ///
    /// - Parameter dataDirectory: made if absent; a relative path is taken from the working directory.
    public init(dataDirectory: String, logger: Logger, options: Options = Options()) {
        self.dataDirectory = dataDirectory
        self.logger = logger
        self.options = options
    }

    /// Takes the data directory, makes the cluster and its database `prior` where they are missing, deals with what a
    /// killed predecessor left, and starts the server. Returns, once it accepts connections, a libpq connection string
    /// for the database's owner. A second call while it runs returns the same.
    ///
    /// Throws a ``ClusterError`` that says what to do.
    public func start() async throws -> String {
        if let running { return Self.conninfo(running.socketDirectory) }
        let directory = try DataDirectory(at: dataDirectory)
        dataDirectory = directory.path
        let lock = try DataDirectoryLock(dataDirectory: directory.path)
        let workshop = try await directory.openWorkshop(programs: options.serverVersionPath)
        try await workshop.makeCluster(durable: options.durable, logger: logger)
        let socket = try await SocketDirectory.make(in: workshop, note: directory.socketNote)
        running = Running(lock: lock, workshop: workshop, socketDirectory: socket, socketNote: directory.socketNote)
        do {
            try await launchServer()
            try await workshop.makeDatabase(socketDirectory: socket)
        } catch {
            await stop()
            throw error
        }
        return Self.conninfo(socket)
    }

    /// Stops the server: open transactions are rolled back, everything committed is on disk (PostgreSQL's "fast"
    /// shutdown). Returns when it has ended. Does nothing when it does not run. Cancellation does not hurry it.
    public func stop() async {
        await Task { await self.stopServer() }.value
    }

    /// Starts the server if it does not run, starts it again whenever it dies, and stops it at graceful shutdown or
    /// cancellation. Throws only if the first start fails.
    public func run() async throws {
        _ = try await start()
        try? await cancelWhenGracefulShutdown { try await self.watch() }
        await stop()
    }

    /// The server's first process, while it lives.
    public var processID: Int32? {
        running?.workshop.postmaster.processID
    }

    private func watch() async throws {
        var delay = Duration.milliseconds(100)
        while running != nil {
            try await Task.sleep(for: .milliseconds(200))
            guard let running, running.workshop.postmaster.processID == nil else {
                delay = .milliseconds(100)
                continue
            }
            logger.error("PostgreSQL has ended by itself; starting it again", metadata: ["delay": "\(delay)"])
            try await Task.sleep(for: delay)
            delay = min(delay * 2, .seconds(10))
            do {
                try await launchServer()
                logger.notice("PostgreSQL runs again")
            } catch {
                logger.error("PostgreSQL did not start", metadata: ["error": "\(error)"])
            }
        }
    }

    private func launchServer() async throws {
        if let launch { return try await launch.value }
        guard let running else { return }
        // A task of its own, so that a cancelled watcher does not leave a server half started.
        let task = Task { [options, logger] in
            let settings = ServerSettings(socketDirectory: running.socketDirectory, options: options)
            try await running.workshop.launch(settings, logger: logger)
        }
        launch = task
        defer { launch = nil }
        try await task.value
    }

    private func stopServer() async {
        guard let running else { return }
        self.running = nil
        _ = try? await launch?.value
        await running.workshop.stopServer(logger: logger)
        SocketDirectory.remove(noted: running.socketNote)
        // Only now may another process take the directory.
        withExtendedLifetime(running.lock) {}
    }

    /// How to reach the server that another live process runs on a data directory; nil where none does. For commands that
    /// look in beside a running service.
    public static func conninfo(ofRunning dataDirectory: String) -> String? {
        guard let directory = try? DataDirectory(at: dataDirectory) else { return nil }
        let noted = try? String(contentsOfFile: directory.socketNote, encoding: .utf8)
        let socket = noted?.split(separator: "\n").first.map(String.init) ?? "\(directory.path)/postgres/socket"
        return access("\(socket)/.s.PGSQL.5432", F_OK) == 0 ? conninfo(socket) : nil
    }

    private static func conninfo(_ socketDirectory: String) -> String {
        "host='\(socketDirectory)' port=5432 dbname=prior user=prior"
    }
}
