import Postgres
import Support
import Testing

@Suite(.emptyDatabase)
struct TransactionTests {
    private struct Refusal: Error, Equatable {}

    private var database: Database { TestDatabase.current.database }

    private func count() async throws -> Int {
        try await database.one("select count(*) as count from item")["count"]
    }

    @Test func `what a transaction did is kept when it ends well and gone when it throws`() async throws {
        try await database.execute("create table item (id int)")
        let value = try await database.transaction { connection in
            try await connection.execute("insert into item values (1)")
            return "done"
        }
        #expect(value == "done")
        await #expect(throws: Refusal()) {
            try await database.transaction { connection in
                try await connection.execute("insert into item values (2)")
                throw Refusal()
            }
        }
        #expect(try await count() == 1)
    }

    @Test func `a nested transaction is a savepoint`() async throws {
        try await database.execute("create table item (id int)")
        try await database.transaction { connection in
            try await connection.execute("insert into item values (1)")
            await #expect(throws: PostgresError.self) {
                try await connection.transaction { inner in
                    try await inner.execute("insert into item values (2)")
                    try await inner.execute("select 1 / 0")
                }
            }
            try await connection.transaction { inner in
                try await inner.execute("insert into item values (3)")
                await #expect(throws: Refusal()) {
                    try await inner.transaction { innermost in
                        try await innermost.execute("insert into item values (4)")
                        throw Refusal()
                    }
                }
            }
        }
        let ids: [Int] = try await database.query("select id from item order by id").map { try $0["id"] }
        #expect(ids == [1, 3])
    }

    @Test func `an error that the body dropped is told at the commit`() async throws {
        try await database.execute("create table item (id int)")
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { connection in
                try await connection.execute("insert into item values (1)")
                _ = try? await connection.execute("select 1 / 0")
            }
        }
        #expect(error?.kind == .rolledBack)
        #expect(try await count() == 0)
    }

    @Test func `a failed rollback does not hide the first error`() async throws {
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { connection in
                try await connection.execute("select pg_terminate_backend(pg_backend_pid())")
            }
        }
        #expect(error?.sqlState == "57P01")
        #expect(error?.isConnectionLoss == true)
        #expect(error?.rollback is PostgresError)

        let other = await #expect(throws: PostgresError.self) {
            try await database.transaction { connection in
                _ = try? await connection.execute("select pg_terminate_backend(pg_backend_pid())")
                throw Refusal()
            }
        }
        #expect(other?.kind == .rollbackFailed)
        #expect(other?.underlying is Refusal)
        #expect(other?.rollback is PostgresError)
        #expect(try await database.value("select 1 as one") == 1)
    }

    @Test func `a constraint checked at the commit fails the transaction`() async throws {
        try await database.execute("create table item (id int unique deferrable initially deferred)")
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { connection in
                try await connection.execute("insert into item values (1), (1)")
            }
        }
        #expect(error?.sqlState == "23505")
        #expect(try await count() == 0)
    }

    @Test func `isolation is what was asked for`() async throws {
        for isolation in [Isolation.readCommitted, .repeatableRead, .serializable] {
            let told: String = try await database.transaction(isolation: isolation) { connection in
                try await connection.one("show transaction_isolation")[0]
            }
            #expect(told == isolation.rawValue)
        }
    }

    @Test func `two transactions that cannot both be are both done when retries are asked for`() async throws {
        try await database.execute("create table item (id int)")
        let database = database
        try await withThrowingTaskGroup { group in
            for _ in 0..<3 {
                group.addTask {
                    try await database.transaction(isolation: .serializable, retries: 20) { connection in
                        let count: Int = try await connection.one("select count(*) as count from item")["count"]
                        _ = try await connection.query("select pg_sleep(0.02)")
                        try await connection.execute("insert into item values (\(count))")
                    }
                }
            }
            try await group.waitForAll()
        }
        let ids: [Int] = try await database.query("select id from item order by id").map { try $0["id"] }
        #expect(ids == [0, 1, 2])
    }

    @Test func `a serialization failure is retried only where it was asked for`() async throws {
        var runs = 0
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { connection in
                runs += 1
                try await connection.execute(script: "do $$ begin raise sqlstate '40001'; end $$")
            }
        }
        #expect(error?.isSerializationFailure == true)
        #expect(runs == 1)
        await #expect(throws: PostgresError.self) {
            try await database.transaction(retries: 2) { connection in
                runs += 1
                try await connection.execute(script: "do $$ begin raise sqlstate '40P01'; end $$")
            }
        }
        #expect(runs == 4)
        await #expect(throws: PostgresError.self) {
            try await database.transaction(retries: 2) { connection in
                runs += 1
                try await connection.execute("select 1 / 0")
            }
        }
        #expect(runs == 5)
    }
}
