import Assessment
import Foundation
import Postgres

/// A job as the operator sees it.
struct JobBody: AnswerBody {
    /// Where a job is.
    enum State: String, Codable, CaseIterable {
        /// Its time has not come.
        case waiting
        /// Its time has come.
        case due
        /// It failed too often, and waits for the operator.
        case failed
        /// It is done.
        case done
    }

    var id: ID<Job>
    var kind: String
    var subject: UUID
    var key: String
    var state: State
    var dueAt: Date
    var attempts: Int
    var attemptAt: Date
    var lastFault: String?

    static let schema = Schema.object([
        .must("id", .id, "The job."),
        .must("kind", .text(100), "What is done."),
        .must("subject", .id, "The thing it concerns."),
        .must("key", .anyText(200), "Tells several of one kind for one thing apart."),
        .must("state", .choice(of: State.self), "Where it is."),
        .must("dueAt", .dateTime, "When it is, or was, to be done."),
        .must("attempts", .integer(0...1_000), "How often it was tried."),
        .must("attemptAt", .dateTime, "Not tried again before then."),
        .may("lastFault", .anyText(500), "What went wrong the last time."),
    ])
}

extension JobBody {
    fileprivate init(row: Row) throws {
        let state: String = try row["state"]
        self.init(
            id: try row["id"], kind: try row["kind"], subject: try row["subject"], key: try row["key"],
            state: State(rawValue: state) ?? .waiting, dueAt: try row["due_at"], attempts: try row["attempts"],
            attemptAt: try row["attempt_at"], lastFault: try row["last_fault"])
    }
}

extension Database {
    private static func state(at now: Date) -> SQL {
        """
        case when done_at is not null then 'done' when failed_at is not null then 'failed'
            when due_at <= \(now) then 'due' else 'waiting' end
        """
    }

    /// Jobs in one state, oldest first.
    func jobs(_ state: JobBody.State, at now: Date, _ page: Page) async throws -> [JobBody] {
        try await query(
            """
            select id, kind, subject, key, due_at, attempts, attempt_at, last_fault, \(Self.state(at: now)) as state
            from job where \(Self.state(at: now)) = \(state.rawValue) and id > \(page.afterID ?? .zero)
            order by id limit \(page.rows)
            """
        ).map(JobBody.init(row:))
    }

    /// How many jobs of each kind are open, in each state, and how long the oldest that is due has been so: in the text format
    /// of Prometheus.
    func jobMetrics(at now: Date) async throws -> String {
        let rows = try await query(
            """
            select kind, \(Self.state(at: now)) as state, count(*) as number, min(due_at) as since
            from job where done_at is null group by 1, 2 order by 1, 2
            """)
        var lines = ["# TYPE prior_jobs gauge"]
        var oldest = now
        for row in rows {
            let (kind, state, number): (String, String, Int) = (try row["kind"], try row["state"], try row["number"])
            lines.append("prior_jobs{kind=\"\(kind)\",state=\"\(state)\"} \(number)")
            if state == JobBody.State.due.rawValue { oldest = min(oldest, try row["since"]) }
        }
        lines.append("# TYPE prior_jobs_overdue_seconds gauge")
        lines.append("prior_jobs_overdue_seconds \(Int(now.timeIntervalSince(oldest)))")
        return lines.joined(separator: "\n") + "\n"
    }
}
