import Assessment
import Foundation
import Logging
import Postgres

/// Makes deleted rows vanish from PostgreSQL's files. To delete is not enough: old versions of rows stay in their pages until
/// something else is written over them, values stay in the statistics of the planner, and all of it in the write-ahead log.
///
/// So every table that an erasure touches is written anew (`vacuum full`), with its indexes and its long values, the
/// statistics are taken again and written anew too, and a checkpoint lets go of the log before it. That needs each table for
/// itself for as long as copying it takes; it waits for each only for a moment, and tries again in the next round.
struct Scrub {
    let resources: Resources

    /// Does so if anybody was erased since the last time.
    func run(at now: Date) async throws {
        let waiting: [ID<Erasure>] = try await resources.database.query(
            """
            select id from erasure where files_gone_at is not null and scrubbed_at is null order by erased_at
            """
        ).map { try $0["id"] }
        guard !waiting.isEmpty else { return }
        guard try await rewrite() else { return }
        for erasure in waiting {
            try await resources.database.transaction { connection in
                let isFirst = try await connection.execute(
                    "update erasure set scrubbed_at = \(now) where id = \(erasure) and scrubbed_at is null")
                guard isFirst == 1 else { return }
                try await connection.append(
                    Event(
                        institution: nil, kind: "erasure.scrubbed", subject: .init(erasure), from: "erased",
                        to: "scrubbed"),
                    by: .nobody, at: now, world: resources.world)
            }
        }
    }

    /// - Returns: false where another process is at it, or somebody needs a table or still sees what was deleted.
    private func rewrite() async throws -> Bool {
        let tables: [String] = try await resources.database.query(
            """
            select relation from personal_relation r
            where is_deleted or exists (
                select from personal_column c where c.relation = r.relation and c.becomes is not null)
            order by place
            """
        ).map { try $0["relation"] }
        return try await resources.database.withConnection { connection in
            try await connection.asOwner { connection in
                let lock = try await connection.one("select pg_try_advisory_lock(20, 1) as taken")
                guard try lock["taken"] else { return false }
                var isDone = false
                do {
                    isDone = try await rewrite(tables, connection)
                } catch let error as PostgresError where error.sqlState == "55P03" {
                    resources.logger.info("a table is in use; what was erased is scrubbed later")
                }
                _ = try await connection.query("select pg_advisory_unlock(20, 1)")
                return isDone
            }
        }
    }

    private func rewrite(_ tables: [String], _ connection: Connection) async throws -> Bool {
        // Whoever began to read before the erasure may still see the old rows, which are then kept for them.
        let readers = try await connection.one(
            """
            select count(*) as count from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and backend_xmin is not null
                and xact_start < now() - interval '1 minute'
            """)
        guard try readers["count"] as Int == 0 else { return false }
        // The values most common in a column, which the planner noted when they were still there; of an empty table `analyze`
        // would leave them as they are.
        let touched = tables.map { "'\"\($0)\"'::regclass" }.joined(separator: ", ")
        try await attempt(
            [SQL(unsafeSQL: "delete from pg_statistic where starelid in (\(touched))")], "statistics", connection)
        for table in tables {
            try await connection.execute(SQL(unsafeSQL: "vacuum (full, analyze) \"\(table)\""))
        }
        try await attempt(["vacuum full pg_statistic"], "statistics", connection)
        try await attempt(["checkpoint", "select pg_switch_wal()", "checkpoint"], "write-ahead log", connection)
        return true
    }

    /// What another's server may not let us do: then its own checkpoints see to it in time, and the log says so.
    private func attempt(_ statements: [SQL], _ what: String, _ connection: Connection) async throws {
        do {
            for statement in statements { _ = try await connection.query(statement) }
        } catch let error as PostgresError where error.sqlState == "42501" {
            resources.logger.notice(
                "the database's owner may not scrub everything; its own upkeep does so in time",
                metadata: ["left": .string(what)])
        }
    }
}

extension Connection {
    /// Does something as the owner of the tables, who alone may write them anew, without a limit to how long it takes; no
    /// wait for a table is longer than two seconds, because whoever comes after waits as well.
    fileprivate func asOwner<Value>(_ body: (Connection) async throws -> Value) async throws -> Value {
        try await withStatementTimeout(.zero) { connection in
            try await connection.execute(script: "reset role; set lock_timeout = '2s'")
            do {
                let value = try await body(connection)
                try await connection.execute(script: "reset lock_timeout; set role prior_service")
                return value
            } catch {
                try await connection.execute(script: "reset lock_timeout; set role prior_service")
                throw error
            }
        }
    }
}
