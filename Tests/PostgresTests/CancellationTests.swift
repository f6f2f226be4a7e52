import Postgres
import Support
import Testing

@Suite(.emptyDatabase)
struct CancellationTests {
    @Test(.timeLimit(.minutes(15)))
    func `a cancelled task stops its statement on the server, and the connection goes on`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        let before: Int = try await database.value("select pg_backend_pid()")
        let task = Task { try await database.query("select pg_sleep(3600)") }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await database.value("select pg_backend_pid()") == before)
        await database.close()
    }

    @Test func `cancelling at any moment never harms the statement after it`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        let before: Int = try await database.value("select pg_backend_pid()")
        for round in 0..<150 {
            let task = Task { try await database.query("select pg_sleep(0.002)") }
            try await Task.sleep(for: .microseconds(round * 40))
            task.cancel()
            do {
                _ = try await task.value
            } catch {
                try #require(error is CancellationError)
            }
            let value: Int = try await database.value("select \(round) from pg_sleep(0.001)")
            try #require(value == round)
        }
        #expect(try await database.value("select pg_backend_pid()") == before)
        await database.close()
    }

    @Test func `a task cancelled before it begins sends nothing`() async throws {
        let database = TestDatabase.current.database
        try await database.execute("create table item (id int)")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await database.execute("insert into item values (1)")
        }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await database.value("select count(*) from item") == 0)
    }

    @Test func `a cancelled transaction is rolled back and its connection lent again`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        try await database.execute("create table item (id int)")
        let task = Task {
            try await database.transaction { connection in
                try await connection.execute("insert into item values (1)")
                _ = try await connection.query("select pg_sleep(3600)")
            }
        }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await database.value("select count(*) from item") == 0)
        #expect(database.counts.open == 1)
        await database.close()
    }

    @Test func `a transaction whose work is done commits although its task was cancelled`() async throws {
        let database = TestDatabase.current.database
        try await database.execute("create table item (id int)")
        let task = Task {
            try await database.transaction { connection in
                try await connection.execute("insert into item values (1)")
                withUnsafeCurrentTask { $0?.cancel() }
            }
        }
        try await task.value
        #expect(try await database.value("select count(*) from item") == 1)
    }
}
