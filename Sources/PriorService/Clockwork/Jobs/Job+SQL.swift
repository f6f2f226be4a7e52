import Assessment
import Foundation
import Postgres

extension Change {
    /// Owes a job, from when this change is committed. What is owed already under the same kind, subject and key gets the new
    /// moment and details; what was done is not done again.
    /// - Returns: false where it was done before.
    @discardableResult
    func owe(
        _ kind: Job.Kind, of subject: ID<some Any>, key: String = "", at due: Date, details: JSONValue = [:]
    ) async throws -> Bool {
        try await connection.first(
            """
            insert into job (id, kind, subject, key, details, owed_at, due_at, attempt_at)
            values (\(call.newID(of: Job.self)), \(kind.rawValue), \(subject), \(key), \(JSONText(details.text)), \(call.now),
                \(due), \(due))
            on conflict (kind, subject, key) do update set details = excluded.details, due_at = excluded.due_at,
                attempt_at = excluded.attempt_at, attempts = 0, last_fault = null, failed_at = null
            where job.done_at is null
            returning id
            """) != nil
    }

    /// Takes back what is owed and not done yet.
    /// - Parameter key: only this one; every key when nil.
    func withdraw(_ kind: Job.Kind, of subject: ID<some Any>, key: String? = nil) async throws {
        try await connection.execute(
            """
            delete from job where kind = \(kind.rawValue) and subject = \(subject) and done_at is null
                and key = coalesce(\(key), key)
            """)
    }
}

extension Database {
    /// Takes up the job that is due first, for a while: who does not come back in time has given it up. The attempt is counted
    /// before it begins, so that a job that kills whoever does it is not tried for ever.
    func takeUpJob(of kinds: [Job.Kind], at now: Date) async throws -> Job? {
        let row = try await first(
            """
            update job set attempts = attempts + 1, attempt_at = \(now.addingTimeInterval(Job.lease))
            where id = (select id from job where done_at is null and failed_at is null and attempt_at <= \(now)
                and kind = any(\(kinds.map(\.rawValue))) order by attempt_at, id limit 1 for update skip locked)
            returning id, kind, subject, key, details, due_at, attempts
            """)
        return try row.map { row in
            let details: JSONText = try row["details"]
            return Job(
                id: try row["id"], kind: .init(rawValue: try row["kind"]), subject: try row["subject"],
                key: try row["key"], details: try StrictJSON.parse(Array(details.rawValue.utf8)),
                dueAt: try row["due_at"], attempt: try row["attempts"])
        }
    }

    /// Notes that an attempt failed: it is tried again later, or left to the operator.
    func fail(_ job: Job, _ reason: String, isFinal: Bool, at now: Date) async throws {
        let failedAt: Date? = isFinal ? now : nil
        try await execute(
            """
            update job set last_fault = \(reason), failed_at = \(failedAt),
                attempt_at = \(now.addingTimeInterval(Job.wait(afterAttempt: job.attempt)))
            where id = \(job.id) and attempts = \(job.attempt) and done_at is null
            """)
    }
}

extension Connection {
    /// Writes down how the attempt ended. The job's row is touched last, after everything that its effect holds, as those who
    /// owe it do, so that they never wait for each other in a ring.
    /// - Returns: false where somebody else took it up meanwhile, or it was changed: then nothing of this attempt may stay.
    func finish(_ job: Job, _ end: Job.End, at now: Date) async throws -> Bool {
        let change: SQL =
            switch end {
            case .done: "done_at = \(now), last_fault = null"
            case .again(let due): "due_at = \(due), attempt_at = \(due), attempts = 0, last_fault = null"
            }
        return try await execute(
            """
            update job set \(change)
            where id = \(job.id) and attempts = \(job.attempt) and done_at is null and failed_at is null
            """) == 1
    }
}
