import Foundation
import Logging
import Postgres
import ServiceLifecycle

/// Clears away what has served its time: answers kept for repeated requests, access tokens that expired, counts of failed
/// sign-ins, uploads whose time ran out, what witnesses wrote and did not sign; reminds witnesses;
/// and settles uploads that were whole when the service was killed. Every few minutes, in every
/// process: doing it twice does no harm.
struct Housekeeper: ServiceLifecycle.Service {
    let resources: Resources
    private static let every = Duration.seconds(300)

    init(resources: Resources) {
        self.resources = resources
    }

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                do {
                    try await clear(at: resources.world.now())
                } catch is CancellationError {
                    return
                } catch {
                    let reason = String(describing: error)
                    resources.logger.warning("housekeeping failed", metadata: ["error": .string(reason)])
                }
                try await Task.sleep(for: Self.every)
            }
        }
    }

    func clear(at now: Date) async throws {
        let database = resources.database
        let answersBefore = now.addingTimeInterval(-IdempotencyKey.kept.inSeconds)
        try await database.execute("delete from idempotency where answered_at < \(answersBefore)")
        try await database.execute("delete from client_token where expires_at < \(now)")
        try await database.execute(
            "delete from webhook_delivery where state = 'taken' and taken_at < \(now.addingTimeInterval(-30 * 86_400))")
        try await database.execute(
            "delete from sign_in_throttle where last_failure_at < \(now.addingTimeInterval(-172_800))")
        // Kept for more than a year: what was done is not owed again.
        try await database.execute("delete from job where done_at < \(now.addingTimeInterval(-400 * 86_400))")
        try await resources.remindWitnesses(at: now)
        try await CaseWatch(resources: resources).run(at: now)
        try await resources.mailNotifications(at: now)
        try await resources.sweepUploads(at: now)
        Workbench.clear(resources.bagFolder, before: now.addingTimeInterval(-86_400))
    }
}
