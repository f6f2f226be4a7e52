import EvidenceStore
import Foundation
import Logging
import Postgres
import Seal
import ServiceLifecycle

/// Has every file that came in while a scanner is configured looked at for malware. Several processes may run it at once:
/// each file is taken by one of them. A scanner that is down, or that could not look, leaves the file pending, never clean.
struct Scanner: ServiceLifecycle.Service {
    let resources: Resources
    private static let every = Duration.seconds(2)
    /// How long one file may take; after it somebody else takes it up.
    private static let longest = Duration.seconds(900)

    init(resources: Resources) {
        self.resources = resources
    }

    func run() async throws {
        guard let clamd = resources.settings.scanner.map(Clamd.init(address:)) else {
            try? await gracefulShutdown()
            return
        }
        try? await cancelWhenGracefulShutdown {
            while true {
                do {
                    while try await scanOne(with: clamd) {}
                } catch let error as PostgresError {
                    resources.logger.warning("scans cannot be read", metadata: ["error": .string(error.description)])
                }
                try await Task.sleep(for: Self.every)
            }
        }
    }

    /// Has the file looked at that is due first.
    /// - Returns: whether there was one and the scanner took it; after one that failed, the others wait too.
    func scanOne(with clamd: Clamd) async throws -> Bool {
        let database = resources.database
        let lease = Self.longest.inSeconds + 60
        guard let due = try await database.nextScan(at: resources.world.now(), for: lease) else { return false }
        var scanner = "clamd"
        var word: Clamd.Word
        do {
            scanner = try await clamd.version()
            word = try await within(Self.longest) { try await clamd.scan(resources.store.open(due.digest)) }
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            word = .failed(String(describing: error))
        }
        try await database.settleScan(
            of: due.digest, word, by: scanner, attempts: due.attempts, at: resources.world.now())
        switch word {
        case .clean: return true
        case .found(let signature):
            resources.logger.warning(
                "malware found",
                metadata: [
                    "object": .string(due.digest.hex), "signature": .string(signature), "scanner": .string(scanner),
                ])
            return true
        case .failed(let fault):
            resources.logger.warning(
                "a scan failed", metadata: ["object": .string(due.digest.hex), "fault": .string(fault)])
            return false
        }
    }

    /// What comes of `work`, or an error when its time is over.
    private func within<Value: Sendable>(
        _ time: Duration, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: time)
                throw TooSlow()
            }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw TooSlow() }
            return value
        }
    }

    private struct TooSlow: Error {}
}
