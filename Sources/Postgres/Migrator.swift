public import Foundation

/// Brings a database to the schema of a directory of frozen, numbered files.
///
/// What was applied stands in the table `migration`, with a SHA-256 of each file. Several processes may migrate at once:
/// an advisory lock lets one work while the others wait, and they then find nothing left to do.
public struct Migrator: Sendable {
    /// How far a database is.
    public struct Status: Sendable, Hashable {
        /// What has been applied, in order.
        public let applied: [Migration]

        /// What remains to be applied, in order.
        public let pending: [Migration]
    }

    private struct Record: Sendable {
        let number: Int
        let name: String
        let checksum: String
    }

    /// The migrations in order.
    public let migrations: [Migration]

    /// Any number, the same for all versions of Prior: "prior" in ASCII.
    private static let lock: Int64 = 0x70_7269_6f72

    /// The migrations of a directory; see ``Migration/all(in:)``.
    public init(directory: URL) throws {
        migrations = try Migration.all(in: directory)
    }

    /// Migrations made in code.
    ///
    /// - Throws: ``MigrationError`` when two have one number.
    public init(_ migrations: [Migration]) throws {
        self.migrations = try Migration.ordered(migrations)
    }

    /// Applies what is pending, each file in a transaction of its own, and returns it.
    ///
    /// - Throws: ``MigrationError`` when the files and the database contradict each other (nothing is applied then), or
    ///   when a file fails (those before it stay applied).
    @discardableResult
    public func migrate(_ database: Database) async throws -> [Migration] {
        try await database.withConnection { try await migrate($0) }
    }

    /// Applies what is pending over a connection with no open transaction; see ``migrate(_:)-(Database)``.
    @discardableResult
    public func migrate(_ connection: Connection) async throws -> [Migration] {
        // Neither waiting for the lock nor building an index keeps to the time limit of a request.
        try await connection.withStatementTimeout(.zero) { connection in
            try await connection.execute("select pg_advisory_lock(\(Self.lock))")
            do {
                let applied = try await applyPending(connection)
                try await unlock(connection)
                return applied
            } catch {
                try? await unlock(connection)
                throw error
            }
        }
    }

    /// How far the database is. Changes nothing.
    ///
    /// - Throws: ``MigrationError`` when the files and the database contradict each other.
    public func status(_ database: Database) async throws -> Status {
        try await database.withConnection { connection in
            let pending = try await pending(connection)
            return Status(applied: Array(migrations.dropLast(pending.count)), pending: pending)
        }
    }

    private func applyPending(_ connection: Connection) async throws -> [Migration] {
        if try await !hasTable(connection) {
            try await connection.execute(
                """
                create table migration (
                    number integer primary key,
                    name text not null,
                    checksum text not null,
                    applied_at timestamptz not null default now()
                )
                """)
        }
        let pending = try await pending(connection)
        for migration in pending {
            try await apply(migration, connection)
        }
        return pending
    }

    private func apply(_ migration: Migration, _ connection: Connection) async throws {
        do {
            try await connection.transaction { connection in
                try await connection.execute(script: migration.sql)
                guard connection.link.standing == .inTransaction else {
                    throw MigrationError(.failed, file: migration.file, "ends its transaction, which is the migrator's")
                }
                try await connection.execute(
                    """
                    insert into migration (number, name, checksum)
                    values (\(migration.number), \(migration.name),
                        encode(sha256(convert_to(\(migration.sql), 'UTF8')), 'hex'))
                    """)
            }
        } catch let error as PostgresError {
            throw MigrationError(.failed, file: migration.file, "failed", underlying: error)
        }
    }

    /// What is not applied yet, after everything applied has been compared with the files.
    private func pending(_ connection: Connection) async throws -> [Migration] {
        let records = try await records(connection)
        let checksums = try await checksums(connection)
        let byNumber = Dictionary(uniqueKeysWithValues: zip(migrations.map(\.number), zip(migrations, checksums)))
        let lastFile = migrations.last?.number ?? 0
        for record in records {
            guard let (migration, checksum) = byNumber[record.number] else {
                let file = Migration(number: record.number, name: record.name, sql: "").file
                guard record.number < lastFile else {
                    throw MigrationError(.newerDatabase, file: file, "is applied, but this version does not know it")
                }
                throw MigrationError(.missing, file: file, "is applied, but its file is missing")
            }
            guard record.name == migration.name, record.checksum == checksum else {
                throw MigrationError(.edited, file: migration.file, "was changed after it had been applied")
            }
        }
        let applied = Set(records.map(\.number))
        let lastApplied = records.last?.number ?? 0
        let pending = migrations.filter { !applied.contains($0.number) }
        if let late = pending.first(where: { $0.number < lastApplied }) {
            throw MigrationError(.outOfOrder, file: late.file, "is not applied, but \(lastApplied) after it is")
        }
        return pending
    }

    private func records(_ connection: Connection) async throws -> [Record] {
        guard try await hasTable(connection) else { return [] }
        return try await connection.query("select number, name, checksum from migration order by number").map { row in
            Record(number: try row["number"], name: try row["name"], checksum: try row["checksum"])
        }
    }

    /// SHA-256 of each file, counted by PostgreSQL, which has it.
    private func checksums(_ connection: Connection) async throws -> [String] {
        try await connection.query(
            """
            select encode(sha256(convert_to(file.sql, 'UTF8')), 'hex') as checksum
            from unnest(\(migrations.map(\.sql))::text[]) with ordinality as file (sql, position)
            order by file.position
            """
        ).map { try $0["checksum"] }
    }

    private func hasTable(_ connection: Connection) async throws -> Bool {
        try await connection.one("select to_regclass('migration') is not null as known")["known"]
    }

    private func unlock(_ connection: Connection) async throws {
        // Also when cancelled: the lock belongs to the session, which goes back to the pool.
        let lock = Self.lock
        try await connection.link.runToEnd { _ = try $0.run("select pg_advisory_unlock(\(lock))") }
    }
}
