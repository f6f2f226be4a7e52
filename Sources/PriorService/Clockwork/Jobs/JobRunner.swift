import Assessment
import Foundation
import Logging
import Postgres
import ServiceLifecycle

/// Does what the service owes when its time has come. Any number of processes may run it at once: each job is taken up by one
/// of them, and its effect is there exactly once, because it is committed together with the note that it is done.
struct JobRunner: ServiceLifecycle.Service {
    let resources: Resources
    private let handlers: [Job.Kind: JobHandler]
    private static let every = Duration.seconds(5)

    init(resources: Resources, handlers: [JobHandler] = JobHandler.all) {
        self.resources = resources
        self.handlers = Dictionary(handlers.map { ($0.kind, $0) }) { first, _ in first }
    }

    func run() async throws {
        try? await cancelWhenGracefulShutdown {
            while true {
                do {
                    while try await runOne() {}
                } catch let error as PostgresError {
                    resources.logger.warning("jobs cannot be read", metadata: ["error": .string(error.description)])
                }
                try await Task.sleep(for: Self.every)
            }
        }
    }

    /// Does the job that is due first.
    /// - Returns: whether there was one.
    func runOne() async throws -> Bool {
        let kinds = Array(handlers.keys)
        guard let job = try await resources.database.takeUpJob(of: kinds, at: resources.world.now()),
            let handler = handlers[job.kind]
        else { return false }
        // Whoever had it the last time did not live to say how it ended.
        guard job.attempt <= Job.attempts else {
            try await fail(job, "ended whoever did it")
            return true
        }
        do {
            try await perform(job, handler)
        } catch is Overtaken {
            resources.logger.notice("a job was overtaken", metadata: ["job": .stringConvertible(job.id)])
        } catch let error as CancellationError {
            throw error
        } catch let problem as Problem {
            try await fail(job, problem.type)
        } catch let error as any RuleError {
            try await fail(job, error.problem.type)
        } catch {
            try await fail(job, String(String(describing: error).prefix(500)))
        }
        return true
    }

    /// The effect, its events and the note that it is done, all or nothing.
    private func perform(_ job: Job, _ handler: JobHandler) async throws {
        let call = Call(ofServiceAt: resources.world.now(), resources)
        let changedCallers = try await resources.database.transaction { connection in
            let change = Change(connection: connection, call: call)
            let end = try await handler.work(job, change)
            try await change.finish()
            guard try await connection.finish(job, end, at: call.now) else { throw Overtaken() }
            return change.changedCallers
        }
        changedCallers.forEach(resources.callers.forget)
    }

    private func fail(_ job: Job, _ reason: String) async throws {
        let isFinal = job.attempt >= Job.attempts
        resources.logger.log(
            level: isFinal ? .error : .warning, isFinal ? "a job is given up" : "a job failed",
            metadata: [
                "job": .stringConvertible(job.id), "kind": .string(job.kind.rawValue), "reason": .string(reason),
                "attempt": .stringConvertible(job.attempt),
            ])
        try await resources.database.fail(job, reason, isFinal: isFinal, at: resources.world.now())
    }

    /// Somebody else took it up, or it was owed anew, while it was done.
    private struct Overtaken: Error {}
}
