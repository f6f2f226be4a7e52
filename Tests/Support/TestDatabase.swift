import Foundation
public import Logging
public import Postgres
public import Testing

/// A database of a test's own, cloned from a template that has the migrations, and dropped after the test.
///
///     @Test(.database) func `a title is kept`() async throws {
///         try await TestDatabase.current.database.execute("…")
///     }
public struct TestDatabase: Sendable {
    /// The running test's database. Without the trait every use of it fails to connect, and the name says why.
    @TaskLocal
    public static var current = TestDatabase(conninfo: "host=/nonexistent dbname=this_test_has_no_database_trait")

    /// Where the database is, as libpq takes it.
    public let conninfo: String

    /// A small pool: many tests share one server.
    public let database: Database

    /// A pool to the same database under other settings, which the test closes itself.
    public func makeDatabase(_ change: (inout DatabaseConfiguration) -> Void) -> Database {
        var configuration = DatabaseConfiguration(conninfo: conninfo, maximumConnections: 3)
        change(&configuration)
        return Database(configuration, logger: .silent)
    }

    fileprivate init(conninfo: String) {
        self.conninfo = conninfo
        database = Database(
            DatabaseConfiguration(conninfo: conninfo, maximumConnections: 3, waitLimit: .seconds(20)), logger: .silent)
    }
}

/// Gives each test, or each test of a suite, a ``TestDatabase``.
public struct TestDatabaseTrait: TestTrait, SuiteTrait, TestScoping {
    fileprivate let isMigrated: Bool

    /// A suite's tests have a database each, also those of suites within it.
    public var isRecursive: Bool { true }

    /// Makes the database, runs the test, drops the database.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await TestDatabase.scoped(isMigrated: isMigrated, function)
    }
}

extension TestDatabase {
    /// Runs with a second database that has the migrations and nothing else, beside the test's own: what happens in one world
    /// and in another can be compared.
    public static func another(_ body: @Sendable () async throws -> Void) async throws {
        try await scoped(isMigrated: true, body)
    }

    fileprivate static func scoped(isMigrated: Bool, _ body: @Sendable () async throws -> Void) async throws {
        try await TestServer.shared.withDatabase(isMigrated: isMigrated) { conninfo in
            let current = TestDatabase(conninfo: conninfo)
            do {
                try await TestDatabase.$current.withValue(current) { try await body() }
            } catch {
                await current.database.close()
                throw error
            }
            await current.database.close()
        }
    }
}

extension Trait where Self == TestDatabaseTrait {
    /// A database with all the migrations.
    public static var database: Self { TestDatabaseTrait(isMigrated: true) }

    /// A database with nothing in it.
    public static var emptyDatabase: Self { TestDatabaseTrait(isMigrated: false) }
}

extension Logger {
    /// Says nothing, so that a test's output is the test's.
    public static var silent: Logger {
        Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    }
}

/// The server the test databases are on: makes the template once and lets only so many databases live at once.
private actor TestServer {
    static let shared = TestServer()

    private var template: Task<(admin: Database, conninfo: String, template: String), any Error>?
    private var live = 0
    private var made = 0
    private var waiters: [CheckedContinuation<Void, Never>] = []

    /// Three connections each stay well under a server's usual hundred.
    private let limit = 12

    func withDatabase(isMigrated: Bool, _ body: @Sendable (String) async throws -> Void) async throws {
        await enter()
        defer { leave() }
        let (admin, conninfo, template) = try await prepare()
        made += 1
        let name = "prior_test_\(ProcessInfo.processInfo.processIdentifier)_\(made)"
        let source = isMigrated ? template : "template0"
        try await admin.execute(SQL(unsafeSQL: "drop database if exists \(name) with (force)"))
        try await admin.execute(SQL(unsafeSQL: "create database \(name) template \(source)"))
        do {
            try await body(DatabaseConfiguration.conninfo(conninfo, database: name))
        } catch {
            _ = try? await admin.execute(SQL(unsafeSQL: "drop database \(name) with (force)"))
            throw error
        }
        try await admin.execute(SQL(unsafeSQL: "drop database \(name) with (force)"))
    }

    private func enter() async {
        if live < limit {
            live += 1
            return
        }
        await withCheckedContinuation { waiters.append($0) }
    }

    private func leave() {
        if waiters.isEmpty {
            live -= 1
        } else {
            waiters.removeFirst().resume()
        }
    }

    private func prepare() async throws -> (admin: Database, conninfo: String, template: String) {
        if let template { return try await template.value }
        let task = Task { try await Self.makeTemplate() }
        template = task
        return try await task.value
    }

    /// The template is named after the migrations' sum, so that the next run finds it ready.
    private static func makeTemplate() async throws -> (admin: Database, conninfo: String, template: String) {
        let conninfo = try await TestCluster.conninfo()
        // Two connections, so that databases are made in turn; the wait is long because all tests begin at once.
        let admin = Database(
            DatabaseConfiguration(
                conninfo: conninfo, maximumConnections: 2, waitLimit: .seconds(300), statementTimeout: .seconds(60)),
            logger: .silent)
        let migrations = try migrations()
        let sum = migrations.map { "\($0.number) \($0.name)\n\($0.sql)" }.joined(separator: "\n")
        let template: String = try await admin.one("select 'prior_template_' || md5(\(sum)) as name")["name"]
        try await admin.withConnection { connection in
            // The lock keeps other test processes on the same server from making the same template.
            try await connection.execute("select pg_advisory_lock(7202)")
            let isMade: Bool = try await connection.one(
                "select exists (select from pg_database where datname = \(template)) as made")["made"]
            if !isMade {
                let draft = template + "_draft"
                try await connection.execute(SQL(unsafeSQL: "drop database if exists \(draft) with (force)"))
                try await connection.execute(SQL(unsafeSQL: "create database \(draft) template template0"))
                let database = Database(
                    DatabaseConfiguration(
                        conninfo: try DatabaseConfiguration.conninfo(conninfo, database: draft), maximumConnections: 1),
                    logger: .silent)
                try await Migrator(migrations).migrate(database)
                await database.close()
                try await connection.execute(SQL(unsafeSQL: "alter database \(draft) rename to \(template)"))
            }
            try await connection.execute("select pg_advisory_unlock(7202)")
        }
        return (admin, conninfo, template)
    }

    private static func migrations() throws -> [Migration] {
        let directory = URL(filePath: #filePath).appending(path: "../../../storage/migrations").standardized
        guard FileManager.default.fileExists(atPath: directory.path) else { return [] }
        return try Migration.all(in: directory)
    }
}
