import Assessment
import Postgres

/// What the service does by itself, for whoever runs it.
enum JobRoutes {
    static func list(_ call: Call) async throws -> Answer {
        let page = try call.page(keys: 1)
        let state = try call.query("state").flatMap(JobBody.State.init(rawValue:)) ?? .failed
        let jobs = try await call.resources.database.jobs(state, at: call.now, page)
        return try call.list(jobs, page) { [$0.id.description] }
    }

    /// A job that was given up is due now, with all its attempts before it.
    static func retry(_ call: Call) async throws -> Answer {
        let id = try call.id(of: Job.self)
        return try await call.change { change in
            let retried = try await change.connection.execute(
                """
                update job set failed_at = null, attempts = 0, attempt_at = \(call.now)
                where id = \(id) and failed_at is not null
                """)
            guard retried == 1 else { throw Problem.notFound("failed job") }
            change.record("job.retried", of: id, at: nil, from: "failed", to: "due")
            return .noContent
        }
    }
}
