import Foundation
import Postgres
import Support
import Testing

@Suite(.emptyDatabase)
struct MigratorTests {
    private let first = Migration(number: 1, name: "learners", sql: "create table learner (id int); -- é")
    private let second = Migration(
        number: 2, name: "claims", sql: "create table claim (id int); insert into claim values (1)")

    private var database: Database { TestDatabase.current.database }

    private func refusal(_ migrations: [Migration]) async -> MigrationError? {
        await #expect(throws: MigrationError.self) { try await Migrator(migrations).migrate(database) }
    }

    @Test func `what is pending is applied once, in order, and told`() async throws {
        let migrator = try Migrator([second, first])
        #expect(try await migrator.status(database).pending == [first, second])
        #expect(try await Migrator([first]).migrate(database) == [first])
        #expect(try await migrator.migrate(database) == [second])
        #expect(try await migrator.migrate(database) == [])
        #expect(try await migrator.status(database).applied == [first, second])
        #expect(try await migrator.status(database).pending == [])
        #expect(try await database.value("select count(*) from claim") == 1)
        #expect(try await database.value("select count(*) from migration where applied_at <= now()") == 2)
    }

    @Test func `an edited or renamed file is refused by its name`() async throws {
        try await Migrator([first, second]).migrate(database)
        let edited = await refusal([first, Migration(number: 2, name: "claims", sql: second.sql + " ")])
        #expect(edited?.kind == .edited)
        #expect(edited?.file == "0002_claims.sql")
        let renamed = await refusal([first, Migration(number: 2, name: "claim", sql: second.sql)])
        #expect(renamed?.kind == .edited)
    }

    @Test func `a missing file, a late one and a newer database are refused by name, and nothing is applied`()
        async throws
    {
        let third = Migration(number: 3, name: "credits", sql: "create table credit (id int)")
        let fourth = Migration(number: 4, name: "appeals", sql: "create table appeal (id int)")
        try await Migrator([first, third]).migrate(database)
        let missing = await refusal([third, fourth])
        #expect(missing?.kind == .missing)
        #expect(missing?.file == "0001_learners.sql")
        let late = await refusal([first, second, third, fourth])
        #expect(late?.kind == .outOfOrder)
        #expect(late?.file == "0002_claims.sql")
        let newer = await refusal([first])
        #expect(newer?.kind == .newerDatabase)
        #expect(newer?.file == "0003_credits.sql")
        #expect(newer.map { "\($0)" }?.contains("0003_credits.sql") == true)
        let none: Bool = try await database.value(
            "select to_regclass('claim') is null and to_regclass('appeal') is null")
        #expect(none)
    }

    @Test func `a failing file leaves nothing of itself, and those before it stay`() async throws {
        let broken = Migration(number: 2, name: "broken", sql: "create table claim (id int); select nonsense")
        let error = await refusal([first, broken])
        #expect(error?.kind == .failed)
        #expect(error?.file == "0002_broken.sql")
        #expect((error?.underlying as? PostgresError)?.sqlState == "42703")
        let tables: Bool = try await database.value(
            "select to_regclass('claim') is null and to_regclass('learner') is not null")
        #expect(tables)
        #expect(try await Migrator([first, second]).migrate(database) == [second])
    }

    @Test func `a file that ends its transaction itself is refused`() async throws {
        let error = await refusal([Migration(number: 1, name: "sly", sql: "commit; create table sly (id int)")])
        #expect(error?.kind == .failed)
        #expect(error?.file == "0001_sly.sql")
        #expect(try await database.value("select count(*) from migration") == 0)
    }

    @Test func `many processes migrating at once apply each file once`() async throws {
        let migrations = (1...5).map { number in
            Migration(number: number, name: "step", sql: "create table step_\(number) (id int); select pg_sleep(0.02)")
        }
        let current = TestDatabase.current
        let applied = try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    let database = current.makeDatabase { $0.maximumConnections = 1 }
                    let applied = try await Migrator(migrations).migrate(database)
                    await database.close()
                    return applied.count
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(applied == 5)
    }

    @Test func `a migration may take longer than a request's statement timeout`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.statementTimeout = .milliseconds(100) }
        try await Migrator([Migration(number: 1, name: "slow", sql: "select pg_sleep(0.3)")]).migrate(database)
        #expect(try await database.value("show statement_timeout") == "100ms")
        let locks: Int = try await database.value(
            """
            select count(*) from pg_locks join pg_database on pg_database.oid = database
            where locktype = 'advisory' and datname = current_database()
            """)
        #expect(locks == 0)
        await database.close()
    }

    @Test func `a directory is read in order, and a badly named or repeated file is refused by its name`() async throws
    {
        let directory = FileManager.default.temporaryDirectory.appending(path: "migrations-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        func write(_ name: String, _ bytes: [UInt8]) throws {
            try Data(bytes).write(to: directory.appending(path: name))
        }
        try write("0002_claims.sql", Array(second.sql.utf8))
        try write("0001_learners.sql", Array(first.sql.utf8))
        try write("README.md", [])
        #expect(try Migrator(directory: directory).migrations == [first, second])
        for (name, bytes, kind) in [
            ("3_short.sql", [], .badName), ("0000_zero.sql", [], .badName), ("0003_.sql", [], .badName),
            ("0002_again.sql", [], .sameNumber), ("0003_bytes.sql", [0xFF], .badText),
            ("0003_nul.sql", [0], .badText),
        ] as [(String, [UInt8], MigrationError.Kind)] {
            try write(name, bytes)
            let error = #expect(throws: MigrationError.self) { try Migrator(directory: directory) }
            #expect(error?.kind == kind)
            #expect(error.map { "\($0)" }?.contains(kind == .sameNumber ? "0002_" : name) == true)
            try FileManager.default.removeItem(at: directory.appending(path: name))
        }
    }
}
