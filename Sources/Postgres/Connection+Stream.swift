extension Connection {
    /// Hands over a query's rows one by one through a cursor, keeping only a batch in memory.
    ///
    /// The body may use the connection. Each batch has the statement timeout to itself, so a slow body does not
    /// run into it. Outside a transaction one is opened for the length of the stream.
    ///
    /// - Parameter batch: rows fetched at once, at least 1.
    public func stream(_ sql: SQL, batch: Int = 1000, _ body: (Row) async throws -> Void) async throws {
        guard depth > 0 else {
            return try await transaction { connection in
                try await connection.stream(sql, batch: batch, body)
            }
        }
        depth += 1
        defer { depth -= 1 }
        let cursor = "cursor_\(depth)"
        let declaration = SQL(unsafeSQL: "declare \(cursor) no scroll cursor for ") + sql
        try await usable().run { _ = try $0.runOnce(declaration) }
        do {
            var rows: [Row]
            repeat {
                rows = try await link.run { try $0.run(script: "fetch \(max(1, batch)) from \(cursor)").rows }
                for row in rows { try await body(row) }
            } while !rows.isEmpty
        } catch {
            // In a failed transaction the cursor goes with its rollback.
            _ = try? await link.runToEnd { try $0.run(script: "close \(cursor)") }
            throw error
        }
        try await link.runToEnd { try $0.run(script: "close \(cursor)") }
    }

    /// Hands over what `copy (select …) to stdout` writes, in chunks of whole lines and about 64 KiB, as fast as the
    /// body takes them and with constant memory. The statement timeout does not apply: the body sets the pace.
    ///
    /// Interpolated values become literals, since COPY takes no parameters. In COPY's text format a backslash is
    /// doubled; JSON passes untouched as `with (format csv, quote e'\x01', delimiter e'\x02')`.
    /// When the body throws, the server is stopped, the rest is dropped, and the connection stays usable.
    public func copyOut(_ sql: SQL, into body: ([UInt8]) async throws -> Void) async throws {
        let size = 64 * 1024
        try await withStatementTimeout(.zero) { connection in
            let link = try connection.usable()
            try await link.run { try $0.startCopy(sql) }
            do {
                while true {
                    let chunk = try await link.run { try $0.copyChunk(size: size) }
                    if chunk.isEmpty { return }
                    try await body(chunk)
                }
            } catch {
                if link.standing == .busy {
                    try? await link.runToEnd { [link] session in
                        link.interrupt()
                        session.drainCopy()
                    }
                }
                throw error
            }
        }
    }
}
