/// What is sent over one wire and in which order: prepared statements, COPY, time limits. Blocking; for one thread.
final class Session {
    let wire: Wire
    private var statements = StatementCache(limit: 256)
    private let statementTimeout: Duration

    /// How long past its own time limit the server may stay silent before the session is given up; nil without limit.
    private var patience: Duration?

    init(_ configuration: DatabaseConfiguration) throws {
        wire = try Wire(settings: configuration.settings)
        statementTimeout = configuration.statementTimeout
        patience = Self.patience(statementTimeout)
        _ = try run(script: configuration.sessionScript)
        for script in configuration.onConnect {
            _ = try run(script: script)
        }
    }

    /// Statements without parameters, several in one text.
    @discardableResult
    func run(script: String) throws -> ResultSet {
        try refuseNUL(script)
        let result = try wire.run(script: script, within: patience)
        try refuseCopy(result)
        return result
    }

    /// One statement, prepared once and kept.
    func run(_ sql: SQL) throws -> ResultSet {
        let key = StatementCache.Key(text: sql.text, types: sql.parameters.map(\.type))
        let values = try WireValues(sql.parameters)
        guard let name = statements.name(for: key) else { return try prepareAndRun(key, values) }
        do {
            return try finished(wire.execute(prepared: name, values: values, within: patience))
        } catch let error as PostgresError where Self.isStale(error) {
            statements.retire(key)
            // The statement was refused before it ran. Within a transaction the refusal has ended the transaction.
            guard wire.standing == .idle else { throw error }
            return try prepareAndRun(key, values)
        }
    }

    /// A statement that will not be run again, such as the declaration of a cursor.
    func runOnce(_ sql: SQL) throws -> ResultSet {
        let text = sql.text
        try refuseNUL(text)
        return try finished(
            wire.execute(
                text, types: sql.parameters.map(\.type), values: WireValues(sql.parameters), within: patience))
    }

    /// Starts a `copy … to stdout`. It takes no parameters, so libpq writes them into the text as literals.
    func startCopy(_ sql: SQL) throws {
        let text = try sql.text { parameter in
            let literal =
                switch parameter.value {
                case .null: "null"
                case .text(let text): try checkedLiteral(text)
                case .bytes(let bytes): try wire.literal(ByteaText.make(bytes))
                }
            return parameter.type.name.map { literal + "::" + $0 } ?? literal
        }
        try refuseNUL(text)
        let result = try wire.run(script: text, within: patience)
        guard result.isCopyOut else { throw PostgresError(.wrongStatement, message: "not a copy to stdout") }
    }

    /// Up to about `size` bytes of a COPY; empty at its end, when the server's last word has been read as well.
    func copyChunk(size: Int) throws -> [UInt8] {
        var chunk: [UInt8] = []
        chunk.reserveCapacity(size + size / 8)
        while chunk.count < size {
            guard wire.appendCopyLine(to: &chunk) else {
                guard chunk.isEmpty else { return chunk }
                _ = try wire.collect(within: patience)
                return []
            }
        }
        return chunk
    }

    /// Reads what is left of a COPY whose cancellation has been asked for.
    func drainCopy() {
        var rest: [UInt8] = []
        while wire.appendCopyLine(to: &rest) {
            rest.removeAll(keepingCapacity: true)
        }
        _ = try? wire.collect(within: patience)
    }

    /// Lets the statements that follow run for so long; nil for the configured limit.
    func setStatementTimeout(_ timeout: Duration?) throws {
        let timeout = timeout ?? statementTimeout
        try run(script: "set statement_timeout = \(timeout.milliseconds)")
        patience = Self.patience(timeout)
    }

    private func prepareAndRun(_ key: StatementCache.Key, _ values: WireValues) throws -> ResultSet {
        try refuseNUL(key.text)
        if !statements.retired.isEmpty, wire.standing != .inFailedTransaction {
            // One by one and unconcerned: a statement already gone is what is wanted.
            for name in statements.retired where wire.standing == .idle {
                _ = try? wire.run(script: "deallocate \(name)", within: patience)
            }
            if wire.standing == .idle { statements.forgetRetired() }
        }
        let name = statements.makeName()
        try wire.prepare(name, text: key.text, types: key.types, within: patience)
        statements.insert(name, for: key)
        return try finished(wire.execute(prepared: name, values: values, within: patience))
    }

    private func finished(_ result: ResultSet) throws -> ResultSet {
        try refuseCopy(result)
        return result
    }

    /// A COPY leaves the session waiting for lines: without its own function the session cannot go on.
    private func refuseCopy(_ result: ResultSet) throws {
        if result.isCopy { throw PostgresError(.wrongStatement, message: "COPY is for copyOut") }
    }

    private func refuseNUL(_ text: String) throws {
        if text.utf8.contains(0) { throw PostgresError(.encoding, message: "the statement holds a NUL character") }
    }

    private func checkedLiteral(_ text: String) throws -> String {
        try refuseNUL(text)
        return try wire.literal(text)
    }

    /// 26000: somebody deallocated it. 0A000: its result has other columns since the tables were changed.
    private static func isStale(_ error: PostgresError) -> Bool {
        error.sqlState == "26000" || error.sqlState == "0A000"
    }

    private static func patience(_ timeout: Duration) -> Duration? {
        timeout.milliseconds == 0 ? nil : timeout + .seconds(5)
    }
}
