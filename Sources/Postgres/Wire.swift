import CLibPQ
import Foundation

/// The one file that calls libpq, with no policy: which call follows which, and what an error means, is decided elsewhere.
///
/// A wire is used by one thread at a time. Function names follow
/// https://www.postgresql.org/docs/15/libpq.html
final class Wire {
    /// Where the session stands between statements.
    enum Standing: Sendable {
        case idle, inTransaction, inFailedTransaction, busy, broken
    }

    private let connection: OpaquePointer

    /// Connects, blocking for at most the `connect_timeout` among the settings.
    ///
    /// Later settings win; a `dbname` may be a whole connection string.
    init(settings: [(String, String)]) throws {
        let keywords = settings.map { strdup($0.0) }
        let values = settings.map { strdup($0.1) }
        defer { (keywords + values).forEach { free($0) } }
        let connection = (keywords.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { keywords in
            (values.map { UnsafePointer($0) } + [nil]).withUnsafeBufferPointer { values in
                PQconnectdbParams(keywords.baseAddress, values.baseAddress, 1)
            }
        }
        guard let connection else { throw PostgresError(.connection, message: "out of memory") }
        guard PQstatus(connection) == CONNECTION_OK else {
            let message = String(cString: PQerrorMessage(connection))
            PQfinish(connection)
            throw PostgresError(.connection, message: message)
        }
        self.connection = connection
        // Notices may quote data, and libpq prints them to standard error unless told otherwise.
        PQsetNoticeReceiver(connection, { _, _ in }, nil)
    }

    deinit {
        PQfinish(connection)
    }

    var socket: Int32 { PQsocket(connection) }

    var standing: Standing {
        guard PQstatus(connection) == CONNECTION_OK else { return .broken }
        return switch PQtransactionStatus(connection) {
        case PQTRANS_IDLE: .idle
        case PQTRANS_INTRANS: .inTransaction
        case PQTRANS_INERROR: .inFailedTransaction
        case PQTRANS_ACTIVE: .busy
        default: .broken
        }
    }

    /// Runs text of one or more statements without parameters; the last result is returned.
    func run(script: String, within limit: Duration?) throws -> ResultSet {
        try accepted(PQsendQuery(connection, script))
        return try collect(within: limit)
    }

    func prepare(_ name: String, text: String, types: [PostgresType], within limit: Duration?) throws {
        try accepted(PQsendPrepare(connection, name, text, Int32(types.count), types.map(\.rawValue)))
        _ = try collect(within: limit)
    }

    func execute(prepared name: String, values: WireValues, within limit: Duration?) throws -> ResultSet {
        try accepted(
            values.withPointers { count, pointers, lengths, formats in
                PQsendQueryPrepared(connection, name, count, pointers, lengths, formats, 0)
            })
        return try collect(within: limit)
    }

    func execute(
        _ text: String, types: [PostgresType], values: WireValues, within limit: Duration?
    ) throws -> ResultSet {
        let types = types.map(\.rawValue)
        try accepted(
            values.withPointers { count, pointers, lengths, formats in
                PQsendQueryParams(connection, text, count, types, pointers, lengths, formats, 0)
            })
        return try collect(within: limit)
    }

    /// Reads all that has arrived without blocking; false when the link is broken.
    ///
    /// It reads until nothing is left, because a closed socket is announced only once, perhaps behind a last message.
    func consume() -> Bool {
        repeat {
            guard PQconsumeInput(connection) == 1, PQstatus(connection) == CONNECTION_OK else { return false }
        } while readiness(within: 0) != 0
        return true
    }

    func nextNotification() -> (channel: String, payload: String, process: Int32)? {
        guard let notification = PQnotifies(connection) else { return nil }
        defer { PQfreemem(notification) }
        let value = notification.pointee
        return (String(cString: value.relname), String(cString: value.extra), value.be_pid)
    }

    /// The next line of a COPY, appended to `chunk`; false at the end, which ``collect(within:)`` then tells of.
    func appendCopyLine(to chunk: inout [UInt8]) -> Bool {
        var line: UnsafeMutablePointer<CChar>?
        let count = PQgetCopyData(connection, &line, 0)
        guard let line else { return false }
        defer { PQfreemem(line) }
        if count > 0 { chunk.append(contentsOf: UnsafeRawBufferPointer(start: line, count: Int(count))) }
        return count > 0
    }

    /// The value as a literal safe to put into a statement.
    func literal(_ text: String) throws -> String {
        try escaped(PQescapeLiteral(connection, text, text.utf8.count))
    }

    /// The name as an identifier safe to put into a statement.
    func identifier(_ name: String) throws -> String {
        try escaped(PQescapeIdentifier(connection, name, name.utf8.count))
    }

    func makeCanceller() -> Canceller {
        Canceller(PQgetCancel(connection))
    }

    /// Waits for the answer to what was sent: the last result, or the first error.
    ///
    /// A result that starts a COPY is returned at once: the caller reads the lines and collects again.
    func collect(within limit: Duration?) throws -> ResultSet {
        let deadline = limit.map { ContinuousClock.now + $0 }
        var last: ResultSet?
        var failed: ResultSet?
        while true {
            try awaitResult(deadline)
            guard let pointer = PQgetResult(connection) else { break }
            let result = ResultSet(pointer)
            if result.isCopy { return result }
            if result.isError, failed == nil { failed = result }
            last = result
        }
        if let failed { throw failed.error(broken: standing == .broken) }
        guard let last else { throw brokenError() }
        return last
    }

    private func awaitResult(_ deadline: ContinuousClock.Instant?) throws {
        while PQisBusy(connection) == 1 {
            let wait = deadline.map { Int32(min(max(($0 - .now) / .milliseconds(1), 0), 1e9)) }
            let ready = readiness(within: wait ?? -1)
            if ready == 0 { throw PostgresError(.timeout, message: "no answer from the server") }
            // A failure here is told with its reason by PQgetResult.
            if ready > 0, PQconsumeInput(connection) == 0 { return }
        }
    }

    /// Waits for so many milliseconds, for ever below 0; 0 when nothing came, below 0 when the wait was interrupted.
    private func readiness(within milliseconds: Int32) -> Int32 {
        var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&descriptor, 1, milliseconds)
    }

    private func accepted(_ status: Int32) throws {
        guard status == 1 else { throw brokenError() }
    }

    private func escaped(_ pointer: UnsafeMutablePointer<CChar>?) throws -> String {
        guard let pointer else {
            throw PostgresError(.encoding, message: String(cString: PQerrorMessage(connection)))
        }
        defer { PQfreemem(pointer) }
        return String(cString: pointer)
    }

    private func brokenError() -> PostgresError {
        PostgresError(
            standing == .broken ? .connection : .wrongStatement, message: String(cString: PQerrorMessage(connection)))
    }
}

/// Asks the server to stop the running statement, over a connection of its own.
final class Canceller {
    private let pointer: OpaquePointer?

    fileprivate init(_ pointer: OpaquePointer?) {
        self.pointer = pointer
    }

    deinit {
        PQfreeCancel(pointer)
    }

    /// Blocks until the server has passed the request on. Safe from any thread, says libpq.
    func cancel() {
        var message = [CChar](repeating: 0, count: 256)
        _ = PQcancel(pointer, &message, Int32(message.count))
    }
}

/// The answer to one statement; rows read their cells from it when asked, and it is freed with the last of them.
///
/// `@unchecked Sendable` is true because libpq never changes a PGresult after handing it out and says any thread may
/// read it, and `PQclear` runs once, when nobody holds it any more.
final class ResultSet: @unchecked Sendable {
    private let pointer: OpaquePointer
    let rowCount: Int
    let columnCount: Int

    fileprivate init(_ pointer: OpaquePointer) {
        self.pointer = pointer
        rowCount = Int(PQntuples(pointer))
        columnCount = Int(PQnfields(pointer))
    }

    deinit {
        PQclear(pointer)
    }

    var isCopy: Bool {
        [PGRES_COPY_OUT, PGRES_COPY_IN, PGRES_COPY_BOTH].contains(PQresultStatus(pointer))
    }

    var isCopyOut: Bool { PQresultStatus(pointer) == PGRES_COPY_OUT }

    /// The rows inserted, updated, deleted or selected; 0 for other statements.
    var affectedRows: Int { Int(String(cString: PQcmdTuples(pointer))) ?? 0 }

    /// What the server says it did, such as `INSERT 0 1` or `ROLLBACK`.
    var tag: String { String(cString: PQcmdStatus(pointer)) }

    func name(ofColumn column: Int) -> String {
        String(cString: PQfname(pointer, Int32(column)))
    }

    /// The first column of that exact name. `PQfnumber` would copy the name and fold its case.
    func column(named name: String) -> Int? {
        name.withCString { name in
            (0..<columnCount).first { strcmp(PQfname(pointer, Int32($0)), name) == 0 }
        }
    }

    /// Lends the cell's text, nil for null. The caller keeps row and column in bounds.
    func withCell<Value>(
        row: Int, column: Int, _ body: (UnsafeRawBufferPointer?) throws -> Value
    ) rethrows -> Value {
        let row = Int32(row)
        let column = Int32(column)
        guard PQgetisnull(pointer, row, column) == 0 else { return try body(nil) }
        let cell = UnsafeRawBufferPointer(
            start: PQgetvalue(pointer, row, column), count: Int(PQgetlength(pointer, row, column)))
        return try withExtendedLifetime(self) { try body(cell) }
    }

    fileprivate var isError: Bool {
        [PGRES_FATAL_ERROR, PGRES_BAD_RESPONSE].contains(PQresultStatus(pointer))
    }

    fileprivate func error(broken: Bool) -> PostgresError {
        var error = PostgresError(broken ? .connection : .server)
        error.sqlState = field("C")
        error.message = field("M") ?? String(cString: PQresultErrorMessage(pointer))
        error.detail = field("D")
        error.constraint = field("n")
        error.table = field("t")
        error.column = field("c")
        return error
    }

    /// A field by the letter behind its `PG_DIAG_` name in postgres_ext.h, which Swift does not import.
    private func field(_ letter: Unicode.Scalar) -> String? {
        PQresultErrorField(pointer, Int32(letter.value)).map { String(cString: $0) }
    }
}

/// The parts of a connection string or URI, as libpq reads them.
enum WireSettings {
    static func parse(_ conninfo: String) throws -> [(String, String)] {
        var message: UnsafeMutablePointer<CChar>?
        defer { PQfreemem(message) }
        guard let options = PQconninfoParse(conninfo, &message) else {
            // libpq's message may quote the string, and so a password.
            throw PostgresError(.connection, message: "the connection string cannot be read")
        }
        defer { PQconninfoFree(options) }
        var settings: [(String, String)] = []
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { settings.append((String(cString: keyword), String(cString: value))) }
            option += 1
        }
        return settings
    }
}
