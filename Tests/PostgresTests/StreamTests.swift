import Foundation
import Postgres
import Support
import Testing

@Suite(.emptyDatabase)
struct StreamTests {
    private struct Enough: Error, Equatable {}

    /// The process's resident memory in bytes, from Linux's own account of it.
    private func residentBytes() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
        return try #require(Int(pages)) * 4096
    }

    @Test func `a million rows are copied out whole in bounded memory`() async throws {
        let before = try residentBytes()
        var most = before
        var bytes = 0
        var lines = 0
        try await TestDatabase.current.database.withConnection { connection in
            try await connection.copyOut(
                "copy (select n, repeat('x', 150) from generate_series(1, \(1_000_000)) as n) to stdout"
            ) { chunk in
                bytes += chunk.count
                lines += chunk.count { $0 == UInt8(ascii: "\n") }
                most = max(most, try residentBytes())
            }
        }
        #expect(lines == 1_000_000)
        #expect(bytes == 1_000_000 * 152 + 5_888_896)
        #expect(most - before < 64_000_000)
    }

    @Test func `rows are streamed whole in bounded memory`() async throws {
        let before = try residentBytes()
        var most = before
        var sum = 0
        try await TestDatabase.current.database.withConnection { connection in
            try await connection.stream(
                "select n, repeat('x', 1000) from generate_series(1, \(200_000)) as n", batch: 500
            ) { row in
                let number: Int = try row["n"]
                sum += number
                if number % 10_000 == 0 { most = max(most, try residentBytes()) }
            }
        }
        #expect(sum == 200_000 * 200_001 / 2)
        #expect(most - before < 64_000_000)
    }

    @Test func `a stream left early, within a transaction and without, leaves its connection usable`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        try await database.withConnection { connection in
            await #expect(throws: Enough()) {
                try await connection.stream("select generate_series(1, 10000) as n") { row in
                    if try row["n"] == 5000 { throw Enough() }
                }
            }
            let one: Int = try await connection.value("select 1")
            #expect(one == 1)
            try await connection.transaction { connection in
                var seen = 0
                await #expect(throws: Enough()) {
                    try await connection.stream("select generate_series(1, 10)", batch: 1) { _ in
                        seen += 1
                        if seen == 3 { throw Enough() }
                    }
                }
                let open: Int = try await connection.value("select count(*) from pg_cursors where name <> ''")
                #expect(open == 0)
            }
        }
        await database.close()
    }

    @Test func `streams nest, and the body may run statements`() async throws {
        var pairs: [String] = []
        try await TestDatabase.current.database.withConnection { connection in
            try await connection.stream("select n from generate_series(1, 3) as n", batch: 1) { outer in
                let first: Int = try outer["n"]
                try await connection.stream("select n from generate_series(1, \(first)) as n", batch: 2) { inner in
                    let sum: Int = try await connection.value("select \(first) + \(try inner["n"] as Int)")
                    pairs.append("\(sum)")
                }
            }
        }
        #expect(pairs == ["2", "3", "4", "4", "5", "6"])
    }

    @Test func `a copy left early stops the server and leaves the connection usable, ten times over`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        let session: Int = try await database.value("select pg_backend_pid()")
        for _ in 0..<10 {
            await #expect(throws: Enough()) {
                try await database.withConnection { connection in
                    try await connection.copyOut("copy (select generate_series(1, 100000000)) to stdout") { _ in
                        throw Enough()
                    }
                }
            }
            let row = try await database.one("select pg_backend_pid(), current_setting('statement_timeout')")
            #expect(try row.decode(Int.self, String.self) == (session, "30s"))
        }
        await database.close()
    }

    @Test func `a cancelled copy ends with CancellationError and a usable connection`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        let session: Int = try await database.value("select pg_backend_pid()")
        let task = Task {
            try await database.withConnection { connection in
                try await connection.copyOut("copy (select generate_series(1, 1000000000)) to stdout") { _ in }
            }
        }
        try await Task.sleep(for: .milliseconds(150))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(try await database.value("select pg_backend_pid()") == session)
        await database.close()
    }

    @Test func `values in a copy are literals that cannot break out`() async throws {
        var text: [UInt8] = []
        let hostile = #"x'); drop table portfolio; -- \' "#
        try await TestDatabase.current.database.withConnection { connection in
            let none: Int? = nil
            try await connection.copyOut(
                """
                copy (select \(hostile), \(42), \(true), \([UInt8]([0, 255])), \(none), \([1, 2]))
                to stdout with (format csv, quote e'\\x01', delimiter e'\\x02')
                """
            ) { text += $0 }
        }
        let cells = String(decoding: text, as: UTF8.self).dropLast().split(
            separator: "\u{2}", omittingEmptySubsequences: false)
        #expect(cells.map(String.init) == [hostile, "42", "t", #"\x00ff"#, "", "{1,2}"])
    }

    @Test func `an error in mid-copy is thrown with its code`() async throws {
        let database = TestDatabase.current.makeDatabase { $0.maximumConnections = 1 }
        var bytes = 0
        let error = await #expect(throws: PostgresError.self) {
            try await database.withConnection { connection in
                try await connection.copyOut(
                    "copy (select 1 / (100000 - n) from generate_series(1, 200000) as n) to stdout"
                ) { bytes += $0.count }
            }
        }
        #expect(error?.sqlState == "22012")
        #expect(bytes > 0)
        let other = await #expect(throws: PostgresError.self) {
            try await database.withConnection { try await $0.copyOut("select 1") { _ in } }
        }
        #expect(other?.kind == .wrongStatement)
        #expect(try await database.value("select 1") == 1)
        await database.close()
    }
}
