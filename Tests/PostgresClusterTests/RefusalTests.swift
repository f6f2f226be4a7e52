import Foundation
import PostgresCluster
import Testing

struct RefusalTests {
    @Test func `a directory in use is refused with the process that has it, and the first one goes on`() async throws {
        try await Scratch.with { scratch in
            let first = scratch.cluster()
            let conninfo = try await first.start()
            let error = await #expect(throws: ClusterError.self) { try await scratch.cluster().start() }
            #expect(error == .inUse(dataDirectory: scratch.path, processID: getpid()))
            #expect("\(error, default: "")".contains("in use by another prior (process \(getpid()))"))
            #expect(await scratch.ask("select 1", at: conninfo) == "1")
            await first.stop()
            let second = scratch.cluster()
            _ = try await second.start()
            await second.stop()
        }
    }

    @Test func `a cluster of another major version is refused and left as it is`() async throws {
        try await Scratch.with { scratch in
            let cluster = scratch.cluster()
            _ = try await cluster.start()
            await cluster.stop()
            let version = "\(scratch.path)/postgres/cluster/PG_VERSION"
            let real = try String(contentsOfFile: version, encoding: .utf8)
            try Data("11\n".utf8).write(to: URL(filePath: version))
            let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
            guard case .otherMajorVersion(_, madeBy: 11, let installed) = error else {
                Issue.record("not refused for its version, but: \(String(describing: error))")
                return
            }
            #expect(installed.contains(Int(real.prefix { $0.isNumber }) ?? 0))
            #expect("\(error, default: "")".contains("postgresql-11"))

            try Data(real.utf8).write(to: URL(filePath: version))
            _ = try await cluster.start()
            await cluster.stop()
        }
    }

    @Test func `where PostgreSQL is not installed, the error says what to install`() async throws {
        try await Scratch.with { scratch in
            let cluster = scratch.cluster(programs: "/nonexistent")
            let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
            #expect(error == .serverNotInstalled(lookedIn: ["/nonexistent"]))
            #expect("\(error, default: "")".contains("apt-get install postgresql"))
        }
    }

    @Test func `a server that cannot start gives its own reason`() async throws {
        try await Scratch.with { scratch in
            let cluster = scratch.cluster()
            _ = try await cluster.start()
            await cluster.stop()
            let local = "\(scratch.path)/postgres/cluster/local/mine.conf"
            try Data("no_such_setting = 1\n".utf8).write(to: URL(filePath: local))
            let error = await #expect(throws: ClusterError.self) { try await cluster.start() }
            #expect("\(error, default: "")".contains("no_such_setting"))
            try FileManager.default.removeItem(atPath: local)
            _ = try await cluster.start()
            await cluster.stop()
        }
    }
}
