import Foundation
import PostgresCluster
import Support
import Testing

struct StartTests {
    @Test func `a cluster is made, keeps its data over a restart, and is gone when stopped`() async throws {
        try await Scratch.with { scratch in
            let cluster = scratch.cluster()
            let conninfo = try await cluster.start()
            #expect(await scratch.ask("create table t as select 42 as n", at: conninfo) == "")
            let whoWhere = "select current_database() || ' ' || current_user"
            #expect(await scratch.ask(whoWhere, at: conninfo) == "prior prior")
            let process = try #require(await cluster.processID)
            // Ctrl-C in our terminal reaches our process group, and PostgreSQL is not in it.
            #expect(getpgid(process) == process)
            #expect(try await cluster.start() == conninfo)
            #expect(await cluster.processID == process)
            await cluster.stop()
            #expect(hasEnded(process))
            #expect(await scratch.ask("select 1", at: conninfo) == nil)

            let again = try await cluster.start()
            #expect(await scratch.ask("select n from t", at: again) == "42")
            await cluster.stop()
        }
    }

    @Test func `the server has checksums, UTF-8 and no TCP, and its socket is private`() async throws {
        try await Scratch.with { scratch in
            let cluster = scratch.cluster()
            let conninfo = try await cluster.start()
            let settings = """
                select string_agg(name || '=' || setting, ' ' order by name) from pg_settings where name in
                ('data_checksums', 'listen_addresses', 'server_encoding', 'lc_collate', 'unix_socket_permissions')
                """
            #expect(
                await scratch.ask(settings, at: conninfo)
                    == "data_checksums=on lc_collate=C.UTF-8 listen_addresses= server_encoding=UTF8 "
                    + "unix_socket_permissions=0700")
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(scratch.path)/postgres/socket")
            #expect(attributes[.posixPermissions] as? Int == 0o700)
            await cluster.stop()
        }
    }

    @Test func `a server that is to be durable keeps fsync on, and one for tests does not`() async throws {
        try await Scratch.with { scratch in
            let durable = PostgresCluster(dataDirectory: scratch.path, logger: scratch.logger)
            let query = "select current_setting('fsync') || current_setting('full_page_writes')"
            let careful = try await durable.start()
            #expect(await scratch.ask(query, at: careful) == "onon")
            await durable.stop()
            let forgetful = scratch.cluster()
            let quick = try await forgetful.start()
            #expect(await scratch.ask(query, at: quick) == "offoff")
            await forgetful.stop()
        }
    }

    @Test(.enabled(if: geteuid() == 0, "needs root"))
    func `started as root, PostgreSQL runs as another account and owns only its own part`() async throws {
        try await Scratch.with { scratch in
            let cluster = scratch.cluster()
            _ = try await cluster.start()
            let process = try #require(await cluster.processID)
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let users = try #require(status.split(separator: "\n").first { $0.hasPrefix("Uid:") })
            #expect(!users.split(separator: "\t").contains("0"))
            let owner = { try FileManager.default.attributesOfItem(atPath: $0)[.ownerAccountID] as? Int }
            #expect(try owner(scratch.path) == 0)
            #expect(try owner("\(scratch.path)/postgres") != 0)
            await cluster.stop()
        }
    }

    @Test(.enabled(if: geteuid() == 0, "needs root"))
    func `started as root behind a private folder, the error names that folder`() async throws {
        try await Scratch.with("private/data") { scratch in
            let folder = (scratch.path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let error = await #expect(throws: ClusterError.self) { try await scratch.cluster().start() }
            #expect(error == .unreachable(folder: folder, account: "postgres"))
        }
    }

    @Test func `a path too long for a Unix socket, with spaces, quotes and dollars, works`() async throws {
        let name = "a very long 'quoted' $HOME, `tick` \"name\"/" + String(repeating: "x", count: 100)
        try await Scratch.with(name) { scratch in
            let cluster = scratch.cluster()
            let conninfo = try await cluster.start()
            #expect(await scratch.ask("select 1", at: conninfo) == "1")
            let socket = try String(contentsOfFile: "\(scratch.path)/socket-directory", encoding: .utf8)
            let attributes = try FileManager.default.attributesOfItem(atPath: socket)
            #expect(attributes[.posixPermissions] as? Int == 0o700)
            await cluster.stop()
            #expect(!FileManager.default.fileExists(atPath: socket))
        }
    }

    @Test func `a relative path is taken from the working directory`() async throws {
        try await Scratch.with { scratch in
            let depth = FileManager.default.currentDirectoryPath.split(separator: "/").count
            let up = String(repeating: "../", count: depth)
            let cluster = PostgresCluster(
                dataDirectory: up + scratch.path.dropFirst(), logger: scratch.logger, options: .init(durable: false))
            _ = try await cluster.start()
            #expect(await cluster.dataDirectory == scratch.path)
            await cluster.stop()
        }
    }

    @Test func `the shared test cluster answers, to many first callers at once`() async throws {
        let answers = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 { group.addTask { try await TestCluster.conninfo() } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(answers.count == 1)
        try await Scratch.with { scratch in
            #expect(await scratch.ask("select 1", at: answers.first ?? "") == "1")
        }
    }
}
