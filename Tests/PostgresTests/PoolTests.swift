import Logging
import Postgres
import ServiceLifecycle
import Support
import Testing

private actor Order {
    private(set) var numbers: [Int] = []

    func append(_ number: Int) {
        numbers.append(number)
    }
}

@Suite(.emptyDatabase)
struct PoolTests {
    private func hold(_ database: Database, for duration: Duration) -> Task<Void, any Error> {
        Task { try await database.withConnection { _ in try await Task.sleep(for: duration) } }
    }

    private func until(_ condition: () -> Bool) async throws {
        for _ in 0..<60_000 where !condition() { try await Task.sleep(for: .milliseconds(5)) }
        try #require(condition())
    }

    @Test func `no more connections are opened than allowed, however many ask`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 2 }
        let sessions = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<40 {
                group.addTask { try await database.value("select pg_backend_pid() from pg_sleep(0.002)") }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(sessions.count <= 2)
        #expect(database.counts.idle == database.counts.open)
        await database.close()
    }

    @Test func `who waits longer than the limit is told that the pool is exhausted`() async throws {
        let database = TestDatabase.current.makeDatabase {
            $0.maximumConnections = 1
            $0.waitLimit = .milliseconds(100)
        }
        let holder = hold(database, for: .seconds(60))
        try await until { database.counts.open == 1 }
        let error = await #expect(throws: PostgresError.self) { try await database.query("select 1") }
        #expect(error?.kind == .poolExhausted)
        #expect(database.counts.waiting == 0)
        holder.cancel()
        _ = await holder.result
        #expect(try await database.value("select 1") == 1)
        await database.close()
    }

    @Test func `callers are served in the order they came`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        let holder = hold(database, for: .milliseconds(300))
        try await until { database.counts.open == 1 }
        let order = Order()
        try await withThrowingTaskGroup { group in
            for number in 0..<8 {
                group.addTask {
                    try await database.withConnection { _ in await order.append(number) }
                }
                try await until { database.counts.waiting == number + 1 }
            }
            try await group.waitForAll()
        }
        try await holder.value
        #expect(await order.numbers == Array(0..<8))
        await database.close()
    }

    @Test func `a cancelled caller leaves the queue, and those behind are served`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        let holder = hold(database, for: .milliseconds(300))
        try await until { database.counts.open == 1 }
        let first = Task { try await database.query("select 1") }
        try await until { database.counts.waiting == 1 }
        let second = Task { try await database.query("select 2").count }
        try await until { database.counts.waiting == 2 }
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(try await second.value == 1)
        try await holder.value
        await database.close()
    }

    @Test func `an idle connection that was killed is replaced without its caller knowing`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        for _ in 0..<10 {
            let session: Int = try await database.value("select pg_backend_pid()")
            try await TestDatabase.current.database.execute("select pg_terminate_backend(\(session)::int, 5000)")
            let next: Int = try await database.value("select pg_backend_pid()")
            #expect(next != session)
        }
        await database.close()
    }

    @Test func `a connection killed in use throws a connection loss and is not lent again`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        let task = Task { try await database.query("select pg_sleep(60), 'killed-in-use'") }
        try await until { database.counts.open == 1 }
        var killed = 0
        while killed == 0 {
            killed = try await TestDatabase.current.database.query(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where query like '%killed-in-use%' and state = 'active' and pid <> pg_backend_pid()
                """
            ).count
        }
        let error = await #expect(throws: PostgresError.self) { try await task.value }
        #expect(error?.kind == .connection)
        #expect(error?.isConnectionLoss == true)
        #expect(error?.sqlState == "57P01")
        #expect(try await database.value("select 1") == 1)
        #expect(database.counts.open == 1)
        await database.close()
    }

    @Test func `a connection past its age is replaced`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumAge = .milliseconds(50) }
        let first: Int = try await database.value("select pg_backend_pid()")
        try await Task.sleep(for: .milliseconds(60))
        _ = try await database.query("select 1")
        let second: Int = try await database.value("select pg_backend_pid()")
        #expect(first != second)
        await database.close()
    }

    @Test func `a connection that comes back with an open transaction is not lent again`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        try await database.execute("create table item (id int)")
        try await database.withConnection { connection in
            try await connection.execute("begin")
            try await connection.execute("insert into item values (1)")
        }
        #expect(try await database.value("select count(*) from item") == 0)
        await database.close()
    }

    @Test func `after closing nobody gets a connection, and those who waited are told`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        let holder = hold(database, for: .milliseconds(200))
        try await until { database.counts.open == 1 }
        let waiter = Task { try await database.query("select 1") }
        try await until { database.counts.waiting == 1 }
        await database.close()
        #expect(database.counts.open == 0)
        try await holder.value
        let error = await #expect(throws: PostgresError.self) { try await waiter.value }
        #expect(error?.kind == .closed)
        await #expect(throws: PostgresError.self) { try await database.query("select 1") }
    }

    @Test func `as a service it lives until graceful shutdown and then closes`() async throws {
        let database = TestDatabase.current.makeDatabase { _ in }
        let group = ServiceGroup(services: [database], logger: .silent)
        let running = Task { try await group.run() }
        #expect(try await database.value("select 1") == 1)
        await group.triggerGracefulShutdown()
        try await running.value
        #expect(database.counts.open == 0)
    }

    @Test func `a COPY given to execute costs its connection, not the pool`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        for sql in ["copy (select 1) to stdout", "copy pg_class to stdout"] as [SQL] {
            let error = await #expect(throws: PostgresError.self) { try await database.execute(sql) }
            #expect(error?.kind == .wrongStatement)
            #expect(try await database.value("select 1") == 1)
        }
        await database.close()
    }
}
