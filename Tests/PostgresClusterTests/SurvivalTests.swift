import Foundation
import PostgresCluster
import ServiceLifecycle
import Subprocess
import Testing

/// What kill -9, at the worst moments, leaves behind.
struct SurvivalTests {
    @Test func `a killed server comes back by itself, and stops with the service`() async throws {
        try await Scratch.with { scratch in
            let cluster = scratch.cluster()
            let conninfo = try await cluster.start()
            let group = ServiceGroup(services: [cluster], logger: scratch.logger)
            async let running: Void = group.run()
            for _ in 0..<2 {
                let process = try #require(await cluster.processID)
                kill(process, SIGKILL)
                let back = await eventually {
                    let now = await cluster.processID
                    guard now != nil, now != process else { return false }
                    return await scratch.ask("select 1", at: conninfo) == "1"
                }
                #expect(back)
            }
            let last = try #require(await cluster.processID)
            await group.triggerGracefulShutdown()
            try await running
            #expect(hasEnded(last))
        }
    }

    @Test func `a server orphaned by a killed prior is stopped and the next one starts`() async throws {
        try await Scratch.with { scratch in
            let cluster = scratch.cluster()
            let conninfo = try await cluster.start()
            _ = await scratch.ask("create table t as select 7 as n", at: conninfo)
            await cluster.stop()
            // Started by nobody that lives: as if prior had been killed under it.
            let orphan = try await startOrphan(in: scratch)
            let next = try await cluster.start()
            #expect(hasEnded(orphan))
            #expect(await scratch.ask("select n from t", at: next) == "7")
            await cluster.stop()
        }
    }

    @Test func `a busy backend whose server was killed does not keep the next server from starting`() async throws {
        try await Scratch.with { scratch in
            let cluster = scratch.cluster()
            let conninfo = try await cluster.start()
            async let busy = scratch.ask("select count(*) from generate_series(1, 100000000000)", at: conninfo)
            let query = "select count(*) from pg_stat_activity where query like '%series%' and state = 'active'"
            #expect(await eventually { await scratch.ask(query, at: conninfo) == "2" })
            let process = try #require(await cluster.processID)
            kill(process, SIGKILL)
            #expect(await eventually { await cluster.processID == nil })
            await cluster.stop()
            let again = try await cluster.start()
            #expect(await busy == nil)
            #expect(await scratch.ask("select 1", at: again) == "1")
            await cluster.stop()
        }
    }

    @Test func `a stale postmaster.pid naming a process that is something else by now is removed`() async throws {
        try await Scratch.with { scratch in
            let cluster = scratch.cluster()
            _ = try await cluster.start()
            let process = try #require(await cluster.processID)
            let pidFile = URL(filePath: "\(scratch.path)/postgres/cluster/postmaster.pid")
            let recorded = try String(contentsOf: pidFile, encoding: .utf8)
            await cluster.stop()

            // The same account as PostgreSQL's, or PostgreSQL would see by itself that it cannot be its predecessor.
            let owner = try #require(
                FileManager.default.attributesOfItem(atPath: "\(scratch.path)/postgres")[.ownerAccountID] as? Int)
            let command = Scratch.command(["sleep", "60"], as: owner)
            _ = try await Subprocess.run(
                .name(command[0]), arguments: Arguments(Array(command.dropFirst())), input: .none, output: .discarded,
                error: .discarded
            ) { other in
                let stale = "\(other.processIdentifier.value)" + recorded.dropFirst("\(process)".count)
                try Data(stale.utf8).write(to: pidFile)
                let conninfo = try await cluster.start()
                #expect(await scratch.ask("select 1", at: conninfo) == "1")
                await cluster.stop()
                #expect(kill(other.processIdentifier.value, 0) == 0)
                try other.send(signal: .kill)
            }
        }
    }

    @Test func `an initdb that was cut short is begun again`() async throws {
        try await Scratch.with { scratch in
            let half = "\(scratch.path)/postgres/cluster.new/base/1"
            try FileManager.default.createDirectory(atPath: half, withIntermediateDirectories: true)
            try Data("15\n".utf8).write(to: URL(filePath: "\(scratch.path)/postgres/cluster.new/PG_VERSION"))
            if geteuid() == 0 { try await give("\(scratch.path)/postgres", to: "postgres") }
            let cluster = scratch.cluster()
            let conninfo = try await cluster.start()
            #expect(await scratch.ask("select 1", at: conninfo) == "1")
            #expect(!FileManager.default.fileExists(atPath: "\(scratch.path)/postgres/cluster.new"))
            await cluster.stop()
        }
    }

    @Test func `a socket folder left in the temporary folder by a killed prior is removed`() async throws {
        try await Scratch.with(String(repeating: "y", count: 120)) { scratch in
            let cluster = scratch.cluster()
            _ = try await cluster.start()
            let note = URL(filePath: "\(scratch.path)/socket-directory")
            await cluster.stop()
            let left = "/tmp/prior-socket-\(UUID())"
            try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: false)
            try Data(left.utf8).write(to: note)
            _ = try await cluster.start()
            #expect(!FileManager.default.fileExists(atPath: left))
            await cluster.stop()
        }
    }

    /// Starts the scratch cluster's server without Prior and returns its process id.
    private func startOrphan(in scratch: Scratch) async throws -> Int32 {
        let home = "\(scratch.path)/postgres"
        let owner = try FileManager.default.attributesOfItem(atPath: home)[.ownerAccountID] as? Int
        let programs = try #require(
            FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql").sorted().last)
        let command = Scratch.command(
            [
                "env", "--chdir=\(home)", "/usr/lib/postgresql/\(programs)/bin/pg_ctl", "start", "-w", "-D", "cluster",
                "-l", "start.log",
            ], as: owner ?? 0)
        let outcome = try await Subprocess.run(
            .name(command[0]), arguments: Arguments(Array(command.dropFirst())), output: .string(limit: 65536),
            error: .combinedWithOutput)
        #expect(outcome.terminationStatus.isSuccess, "\(outcome.standardOutput)")
        return try #require(scratch.recordedProcessID)
    }

    private func give(_ path: String, to account: String) async throws {
        _ = try await Subprocess.run(.name("chown"), arguments: ["-R", account, path], output: .discarded)
    }
}
