import Foundation
import Postgres
import Support
import Testing

@Suite(.emptyDatabase)
struct BlockingThreadsTests {
    private let threads = BlockingThreads(count: 3)

    @Test func `tasks on blocking threads take turns on fewer connections`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 2 }
        let numbers = try await withTaskExecutorPreference(threads) {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 {
                    group.addTask { try await database.value("select \(number) from pg_sleep(0.001)") }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
        }
        #expect(numbers == Set(0..<100))
        #expect(database.counts.open <= 2)
        await database.close()
    }

    @Test func `a statement runs on the thread of its task`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        try await database.execute("select 1")
        // Nothing else is on this one thread, so that only leaving it could let the other task in between.
        let order = try await withTaskExecutorPreference(BlockingThreads(count: 1)) {
            let (steps, continuation) = AsyncStream.makeStream(of: String.self)
            async let other: Void = { _ = continuation.yield("another task") }()
            try await database.withConnection { connection in
                try await connection.execute("select pg_sleep(0.05)")
                continuation.yield("the statement")
            }
            await other
            continuation.finish()
            return await steps.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(order) == ["the statement", "another task"])
        #expect(order.first == "the statement")
        await database.close()
    }

    @Test(.timeLimit(.minutes(15)))
    func `a statement that blocks its thread is stopped when its task is cancelled`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        let threads = threads
        let task = Task {
            try await withTaskExecutorPreference(threads) { try await database.execute("select pg_sleep(3600)") }
        }
        try await Task.sleep(for: .milliseconds(200))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        let one: Int = try await database.value("select 1")
        #expect(one == 1)
        await database.close()
    }
}
