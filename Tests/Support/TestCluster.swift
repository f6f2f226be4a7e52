import Foundation
import Logging
import PostgresCluster
import Synchronization

/// The PostgreSQL that a test process shares: the server that `PRIOR_TEST_DATABASE_URL` names, or a private one that
/// forgets everything, started when the first test asks and ended with the process.
///
/// Its data directory is in the temporary folder and not in `.build`, because the account `postgres`, which runs it
/// when the tests run as root, can reach the former wherever the checkout stands.
public enum TestCluster {
    /// A libpq connection string for a database to start from, as a superuser. Any number of tests may call it at once.
    public static func conninfo() async throws -> String {
        if let given = ProcessInfo.processInfo.environment["PRIOR_TEST_DATABASE_URL"], !given.isEmpty { return given }
        return try await started.value
    }

    private static let started = Task { try await start() }
    private static let directory = Mutex<String?>(nil)
    private static let prefix = "prior-test-cluster-"

    private static func start() async throws -> String {
        let temporary = FileManager.default.temporaryDirectory.path(percentEncoded: false)
        sweep(temporary)
        let path = "\(temporary)\(prefix)\(UUID())"
        directory.withLock { $0 = path }
        // A C function that captures nothing: what it needs stands in `directory`.
        atexit {
            TestCluster.directory.withLock { path in
                guard let path else { return }
                PostgresCluster.quit(dataDirectory: path)
                try? FileManager.default.removeItem(atPath: path)
            }
        }
        let cluster = PostgresCluster(
            dataDirectory: path,
            logger: Logger(label: "test-cluster") { _ in SwiftLogNoOpLogHandler() },
            options: .init(durable: false, maximumConnections: 200))
        let conninfo = try await cluster.start()
        keep.withLock { $0 = cluster }
        return conninfo
    }

    /// Keeps the cluster, and with it the lock on its directory, for the life of the process.
    private static let keep = Mutex<PostgresCluster?>(nil)

    /// Clears away the clusters of runs that were killed: those whose lock nobody holds. A very young one may be just
    /// about to take its lock.
    private static func sweep(_ temporary: String) {
        let files = FileManager.default
        for name in (try? files.contentsOfDirectory(atPath: temporary)) ?? [] where name.hasPrefix(prefix) {
            let path = "\(temporary)\(name)"
            guard let attributes = try? files.attributesOfItem(atPath: path),
                attributes[.ownerAccountID] as? Int == Int(geteuid()),
                let made = attributes[.modificationDate] as? Date, made.timeIntervalSinceNow < -60,
                let lock = try? DataDirectoryLock(dataDirectory: path)
            else { continue }
            withExtendedLifetime(lock) {
                PostgresCluster.quit(dataDirectory: path)
                try? files.removeItem(atPath: path)
            }
        }
    }
}
