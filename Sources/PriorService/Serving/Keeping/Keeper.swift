import EvidenceStore
import Foundation
import Logging
import Postgres
import ServiceLifecycle

/// Looks after the evidence store in the background, in every process: sweeps every few minutes what PostgreSQL knows to be
/// left over and once a day what only the store knows, and scrubs all the time, at a rate that nobody notices.
struct Keeper: ServiceLifecycle.Service {
    let resources: Resources
    private static let sweepEvery = Duration.seconds(600)
    private static let walkEvery = Duration.seconds(86_400)

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await sweep() }
                if resources.settings.store.scrubBytesPerSecond > 0 { group.addTask { try await scrub() } }
                try await group.waitForAll()
            }
        }
    }

    private func sweep() async throws {
        let sweeper = Sweeper(
            store: resources.store, database: resources.database, grace: resources.settings.store.grace)
        // Not at once, and not in all processes at once.
        try await Task.sleep(for: .seconds(Int.random(in: 30...90)))
        var walkAt = ContinuousClock.now + .seconds(Int.random(in: 600...7200))
        while true {
            try await tolerate("sweep") {
                if ContinuousClock.now >= walkAt {
                    walkAt = ContinuousClock.now + Self.walkEvery
                    let sweep = try await sweeper.sweep(at: resources.world.now())
                    tell(sweep)
                } else {
                    let moment = resources.world.now().addingTimeInterval(-sweeper.grace.inSeconds)
                    let orphans = try await sweeper.sweepOrphans(before: moment)
                    KeepingCounts.add(.swept, orphans)
                    tell(Sweeper.Sweep(orphans: orphans))
                }
            }
            try await Task.sleep(for: Self.sweepEvery)
        }
    }

    private func scrub() async throws {
        let scrubber = Scrubber(store: resources.store, database: resources.database, logger: resources.logger)
        let rate = Double(resources.settings.store.scrubBytesPerSecond)
        while true {
            var pause = Duration.seconds(60)
            try await tolerate("scrub") {
                if let bytes = try await scrubber.scrubNext(at: resources.world.now()) {
                    // Also many small objects are to be a few a second at the most.
                    pause = .seconds(max(0.25, Double(bytes) / rate))
                }
            }
            try await Task.sleep(for: pause)
        }
    }

    /// An outage ends one round and not the service.
    private func tolerate(_ work: String, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as CancellationError {
            throw error
        } catch {
            resources.logger.warning(
                "keeping of evidence failed",
                metadata: [
                    "work": .string(work), "error": .string(String(describing: error)),
                ])
        }
    }

    private func tell(_ sweep: Sweeper.Sweep) {
        guard sweep.orphans + sweep.strays + sweep.temporary > 0 else { return }
        resources.logger.notice(
            "evidence swept",
            metadata: [
                "orphans": .stringConvertible(sweep.orphans), "strays": .stringConvertible(sweep.strays),
                "temporary": .stringConvertible(sweep.temporary),
            ])
    }
}
