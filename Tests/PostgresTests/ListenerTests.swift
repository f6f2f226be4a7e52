import Logging
import Postgres
import ServiceLifecycle
import Support
import Testing

@Suite(.emptyDatabase)
struct ListenerTests {
    private func withListener(
        _ channels: [String], _ body: (Listener, inout AsyncStream<Listener.Event>.Iterator) async throws -> Void
    ) async throws {
        let configuration = DatabaseConfiguration(conninfo: TestDatabase.current.conninfo)
        let listener = Listener(configuration, channels: channels, logger: .silent)
        let running = Task { try await listener.run() }
        var events = listener.makeAsyncIterator()
        // What is sent before this is lost, as it should be.
        #expect(await events.next(isolation: #isolation) == .listening)
        try await body(listener, &events)
        running.cancel()
        try await running.value
        // The sequence has ended, once what was sent is read.
        while let event = await events.next(isolation: #isolation) { _ = event }
    }

    private func next(_ events: inout AsyncStream<Listener.Event>.Iterator) async -> Listener.Event? {
        await events.next(isolation: #isolation)
    }

    @Test func `channels and payloads arrive as they were sent, hostile ones too`() async throws {
        let channel = #"credit"; drop table portfolio; --"#
        let payload = #"'); select pg_sleep(10); -- \ é"#
        try await withListener(["feed", channel]) { _, events in
            try await TestDatabase.current.database.withConnection { try await $0.notify(channel, payload) }
            guard case .notification(let heard, let said, let process) = await next(&events) else {
                Issue.record("no notification")
                return
            }
            #expect(heard == channel)
            #expect(said == payload)
            #expect(process > 0)
        }
    }

    @Test func `notifications come in order, and only when their transaction commits`() async throws {
        try await withListener(["feed"]) { _, events in
            let database = TestDatabase.current.database
            _ = try? await database.transaction { connection in
                try await connection.notify("feed", "never")
                try await connection.execute("select 1 / 0")
            }
            try await database.transaction { connection in
                for number in 0..<100 { try await connection.notify("feed", "\(number)") }
            }
            for number in 0..<100 {
                guard case .notification("feed", let payload, _) = await next(&events) else {
                    Issue.record("not notification \(number)")
                    return
                }
                #expect(payload == "\(number)")
            }
        }
    }

    @Test func `a killed listener listens again and says that it may have missed some`() async throws {
        try await withListener(["feed"]) { _, events in
            let database = TestDatabase.current.database
            let killed = try await database.query(
                """
                select pg_terminate_backend(pid, 5000) from pg_stat_activity
                where query like 'listen%' and datname = current_database()
                """)
            #expect(killed.count == 1)
            #expect(await next(&events) == .interrupted)
            #expect(await next(&events) == .listening)
            try await database.withConnection { try await $0.notify("feed", "again") }
            guard case .notification("feed", "again", _) = await next(&events) else {
                Issue.record("no notification after the break")
                return
            }
        }
    }

    @Test func `graceful shutdown ends the listener and its sequence`() async throws {
        let configuration = DatabaseConfiguration(conninfo: TestDatabase.current.conninfo)
        let listener = Listener(configuration, channels: ["feed"], logger: .silent)
        let group = ServiceGroup(services: [listener], logger: .silent)
        let running = Task { try await group.run() }
        try await Task.sleep(for: .milliseconds(100))
        await group.triggerGracefulShutdown()
        try await running.value
        for await _ in listener {}
    }
}
