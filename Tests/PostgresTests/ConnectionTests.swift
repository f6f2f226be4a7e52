import Foundation
import Postgres
import Support
import Testing

@Suite(.emptyDatabase)
struct ConnectionTests {
    private var database: Database { TestDatabase.current.database }

    @Test func `execute tells how many rows it touched`() async throws {
        try await database.execute("create table item (id int)")
        #expect(try await database.execute("insert into item select generate_series(1, 5)") == 5)
        #expect(try await database.execute("update item set id = id + 1 where id > \(3)") == 2)
        #expect(try await database.execute("delete from item") == 5)
    }

    @Test func `one wants one row, first takes what there is`() async throws {
        let none = await #expect(throws: PostgresError.self) { try await database.one("select 1 where false") }
        #expect(none?.kind == .noRow)
        let two = await #expect(throws: PostgresError.self) { try await database.one("values (1), (2)") }
        #expect(two?.kind == .tooManyRows)
        #expect(try await database.first("select 1 where false") == nil)
        #expect(try await database.first("values (1), (2)")?[0] == 1)
    }

    @Test func `a violated constraint is known by its name, and the error printed says nothing`() async throws {
        try await database.execute("create table score (mark int, constraint mark_in_range check (mark < 10))")
        let error = await #expect(throws: PostgresError.self) {
            try await database.execute("insert into score values (\(99))")
        }
        #expect(error?.kind == .server)
        #expect(error?.sqlState == "23514")
        #expect(error?.constraint == "mark_in_range")
        #expect(error?.table == "score")
        #expect(error?.detail?.contains("99") == true)
        #expect(error.map { "\($0)" } == "PostgreSQL: server 23514")
        #expect(error.map { String(reflecting: $0) }?.contains("mark_in_range") == true)
    }

    @Test func `a statement goes on working when its table is changed under it`() async throws {
        try await database.withConnection { connection in
            try await connection.execute("create table item (a int)")
            try await connection.execute("insert into item values (1)")
            #expect(try await connection.one("select * from item").count == 1)
            try await connection.execute("alter table item add b int")
            #expect(try await connection.one("select * from item").count == 2)
            // Within a transaction the refusal ends the transaction, and the next one is well again.
            try await connection.execute("alter table item add c int")
            let error = await #expect(throws: PostgresError.self) {
                try await connection.transaction { try await $0.one("select * from item") }
            }
            #expect(error?.sqlState == "0A000")
            #expect(try await connection.transaction { try await $0.one("select * from item").count } == 3)
        }
    }

    @Test func `a statement somebody deallocated is prepared again`() async throws {
        try await database.withConnection { connection in
            #expect(try await connection.value("select \(1) as one") == 1)
            try await connection.execute("deallocate all")
            #expect(try await connection.value("select \(1) as one") == 1)
        }
    }

    @Test func `a session keeps a limited number of prepared statements, those used last`() async throws {
        try await database.withConnection { connection in
            for number in 0..<600 {
                _ = try await connection.query(SQL(unsafeSQL: "select \(number)"))
                _ = try await connection.query("select 'often'")
            }
            let kept = try await connection.query("select statement from pg_prepared_statements")
            #expect(kept.count <= 258)
            let texts: [String] = try kept.map { try $0["statement"] }
            #expect(texts.contains("select 'often'"))
            #expect(texts.contains("select 599"))
            #expect(!texts.contains("select 0"))
        }
    }

    @Test func `several statements run as a script, and its first error is the one thrown`() async throws {
        try await database.withConnection { connection in
            try await connection.execute(script: "create table a (id int); insert into a values (1)")
            #expect(try await connection.value("select id from a") == 1)
            let error = await #expect(throws: PostgresError.self) {
                try await connection.execute(script: "select 1; select 1 / 0; select nonsense")
            }
            #expect(error?.sqlState == "22012")
        }
    }

    @Test func `the session speaks UTF-8, ISO dates and UTC whatever the server's defaults`() async throws {
        try await database.execute(
            SQL(
                unsafeSQL: """
                    do $$ begin execute format('alter database %I set timezone = ''Asia/Kathmandu''',
                    current_database()); execute format('alter database %I set datestyle = ''German''',
                    current_database()); end $$
                    """))
        let other = TestDatabase.current.makeDatabase { _ in }
        let row = try await other.one("select timestamptz '2024-05-06 07:08:09.5+00' as at")
        #expect(try row["at"] == Date(timeIntervalSince1970: 1_714_979_289.5))
        await other.close()
    }

    @Test func `the statement timeout ends a statement and leaves the connection usable`() async throws {
        let database = TestDatabase.current.makeDatabase {
            $0.statementTimeout = .milliseconds(100)
            $0.maximumConnections = 1
        }
        let error = await #expect(throws: PostgresError.self) { try await database.query("select pg_sleep(20)") }
        #expect(error?.sqlState == "57014")
        #expect(try await database.value("select 1 as one") == 1)
        try await database.withConnection { connection in
            try await connection.withStatementTimeout(.zero) { _ = try await $0.query("select pg_sleep(0.3)") }
            let limit: String = try await connection.one("show statement_timeout")[0]
            #expect(limit == "100ms")
        }
        await database.close()
    }

    @Test func `what is run on connecting holds for every query`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.onConnect = ["set application_name = 'registrar'"] }
        #expect(try await database.value("show application_name") == "registrar")
        await database.close()
    }

    @Test func `a connection used after it was returned throws`() async throws {
        let escaped = try await database.withConnection { $0 }
        let error = await #expect(throws: PostgresError.self) { try await escaped.query("select 1") }
        #expect(error?.kind == .closed)
    }

    @Test func `a thousand failed connections leave no descriptor open`() async throws {
        let database = TestDatabase.current.makeDatabase {
            $0.conninfo = "host=/nonexistent password=open-sesame"
        }
        func descriptors() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        }
        let before = try descriptors()
        for _ in 0..<1000 {
            let error = await #expect(throws: PostgresError.self) { try await database.query("select 1") }
            try #require(error?.kind == .connection && error?.isConnectionLoss == true)
            try #require(error.map { String(reflecting: $0) }?.contains("open-sesame") == false)
        }
        // Other tests open theirs meanwhile.
        #expect(try descriptors() - before < 200)
    }

    @Test func `a configuration printed shows no connection string`() {
        let configuration = DatabaseConfiguration(conninfo: "postgresql://prior:open-sesame@localhost/prior")
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!"\(configuration) \(String(reflecting: configuration)) \(dumped)".contains("open-sesame"))
    }

    @Test func `another database is named in a URI and in pairs alike, quotes kept`() throws {
        let uri = try DatabaseConfiguration.conninfo("postgresql://a:p%27w@h:5433/x?sslmode=require", database: "y")
        #expect(uri.contains("dbname='y'") && uri.contains(#"password='p\'w'"#) && uri.contains("sslmode='require'"))
        #expect(!uri.contains("dbname='x'"))
        let error = #expect(throws: PostgresError.self) {
            try DatabaseConfiguration.conninfo("password=open-sesame nonsense", database: "y")
        }
        #expect(error.map { String(reflecting: $0) }?.contains("open-sesame") == false)
    }
}
