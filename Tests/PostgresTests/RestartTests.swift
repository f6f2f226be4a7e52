import Dispatch
import Foundation
import Postgres
import Support
import Testing

/// A server of the test's own, to be killed and started again.
private struct Server {
    let directory: String
    private let tools: String

    init() async throws {
        let versions = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql").sorted()
        tools = "/usr/lib/postgresql/\(try #require(versions.last))/bin"
        directory = "/tmp/prior-restart-\(UUID().uuidString.prefix(8))"
        try await run("mkdir \(directory)")
        try await run("\(tools)/initdb --pgdata=\(directory)/data --username=prior --auth=trust --no-sync")
    }

    var conninfo: String { "host=\(directory) user=prior dbname=postgres" }

    func start() async throws {
        let options = "-c listen_addresses= -c unix_socket_directories=\(directory) -c fsync=off"
        try await run("\(tools)/pg_ctl start --wait --pgdata=\(directory)/data --options='\(options)'")
    }

    func stop(_ mode: String) async throws {
        try await run("\(tools)/pg_ctl stop --wait --mode=\(mode) --pgdata=\(directory)/data")
    }

    func remove() async {
        try? await stop("immediate")
        try? await run("rm -r \(directory)")
    }

    /// Runs a command, as the account `postgres` where we are root: PostgreSQL refuses to run as root. Foundation's
    /// `Process` would wait for the server as well as for `pg_ctl`.
    private func run(_ command: String) async throws {
        let account = geteuid() == 0 ? "runuser -u postgres -- " : ""
        let status = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(returning: system("cd /tmp && \(account)\(command) >/dev/null 2>&1 </dev/null"))
            }
        }
        try #require(status == 0, "\(command)")
    }
}

struct RestartTests {
    @Test(.timeLimit(.minutes(15)))
    func `work goes on by itself after the server was stopped, killed and started again`() async throws {
        try await withServer { try await checkRestarts(of: $0) }
    }

    @Test(.timeLimit(.minutes(15)))
    func `a server that falls silent is given up soon after its own time limit`() async throws {
        try await withServer { server in
            let database = Database(
                DatabaseConfiguration(
                    conninfo: server.conninfo, maximumConnections: 1, statementTimeout: .milliseconds(100)),
                logger: .silent)
            let session: Int32 = try await database.value("select pg_backend_pid()")
            try #require(kill(session, SIGSTOP) == 0)
            let error = await #expect(throws: PostgresError.self) { try await database.query("select 1") }
            #expect(error?.kind == .timeout)
            #expect(error?.isConnectionLoss == true)
            kill(session, SIGCONT)
            let next: Int32 = try await database.value("select pg_backend_pid()")
            #expect(next != session)
            await database.close()
        }
    }

    private func withServer(_ body: (Server) async throws -> Void) async throws {
        let server = try await Server()
        do {
            try await server.start()
            try await body(server)
        } catch {
            await server.remove()
            throw error
        }
        await server.remove()
    }

    private func checkRestarts(of server: Server) async throws {
        let database = Database(DatabaseConfiguration(conninfo: server.conninfo), logger: .silent)
        let listener = Listener(database.configuration, channels: ["feed"], logger: .silent)
        let listening = Task { try await listener.run() }
        try await database.execute("create table item (id int)")
        for mode in ["fast", "immediate"] {
            // Several connections, so that more than one is found dead.
            let sleepers = (0..<4).map { _ in Task { try await database.query("select pg_sleep(0.3)") } }
            for sleeper in sleepers { _ = try await sleeper.value }
            let running = Task { try await database.query("select pg_sleep(60)") }
            try await Task.sleep(for: .milliseconds(200))
            try await server.stop(mode)
            let cut = await #expect(throws: PostgresError.self) { try await running.value }
            #expect(cut?.isConnectionLoss == true)
            for _ in 0..<12 {
                let refused = await #expect(throws: PostgresError.self) { try await database.query("select 1") }
                #expect(refused?.isConnectionLoss == true)
            }
            #expect(database.counts.open == 0)
            try await server.start()
            for _ in 0..<12 { #expect(try await database.value("select 1") == 1) }
            try await database.execute("insert into item values (1)")
        }
        #expect(try await database.value("select count(*) from item") == 2)
        var events = listener.makeAsyncIterator()
        for expected: Listener.Event in [.listening, .interrupted, .listening] {
            #expect(await events.next() == expected)
        }
        listening.cancel()
        try await listening.value
        await database.close()
    }
}
