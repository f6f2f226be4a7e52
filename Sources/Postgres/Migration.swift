public import Foundation

/// One step of the schema: a frozen file of plain SQL.
public struct Migration: Sendable, Hashable {
    /// The number its file name begins with.
    public let number: Int

    /// The file name without number and extension.
    public let name: String

    /// The statements, run in one transaction; they may not end it.
    public let sql: String

    /// A migration made in code, for tests.
    public init(number: Int, name: String, sql: String) {
        self.number = number
        self.name = name
        self.sql = sql
    }

    /// The file it stands in: `0001_name.sql`.
    public var file: String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits + "_" + name + ".sql"
    }

    /// The migrations of a directory in order; files that do not end in `.sql` are passed over.
    ///
    /// - Throws: ``MigrationError`` for a file that is not named `0001_name.sql`, is not UTF-8, or has another's number.
    public static func all(in directory: URL) throws -> [Migration] {
        let files = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
        return try ordered(files.filter { $0.pathExtension == "sql" }.map(Migration.init(file:)))
    }

    static func ordered(_ migrations: [Migration]) throws -> [Migration] {
        let ordered = migrations.sorted { ($0.number, $0.name) < ($1.number, $1.name) }
        for (first, second) in zip(ordered, ordered.dropFirst()) where first.number == second.number {
            throw MigrationError(.sameNumber, file: second.file, "has the number of \(first.file)")
        }
        return ordered
    }

    private init(file: URL) throws {
        let name = file.deletingPathExtension().lastPathComponent
        let digits = name.prefix { $0.isASCII && $0.isNumber }
        guard digits.utf8.count == 4, let number = Int(digits), number > 0, name.dropFirst(4).first == "_",
            name.utf8.count > 5
        else { throw MigrationError(.badName, file: file.lastPathComponent, "is not named like 0001_name.sql") }
        guard let sql = String(validating: try Data(contentsOf: file), as: UTF8.self), !sql.utf8.contains(0) else {
            throw MigrationError(.badText, file: file.lastPathComponent, "is not UTF-8 text")
        }
        self.init(number: number, name: String(name.dropFirst(5)), sql: sql)
    }
}

/// Why migrations were not applied, and which file it is about.
public struct MigrationError: Error, Sendable, CustomStringConvertible {
    /// The kinds of refusal.
    public enum Kind: Sendable, Hashable {
        /// A file is not named `0001_name.sql`.
        case badName
        /// A file is not UTF-8.
        case badText
        /// Two files have one number.
        case sameNumber
        /// An applied file has been changed or renamed since.
        case edited
        /// An applied file is gone.
        case missing
        /// A file is not applied, but one with a higher number is.
        case outOfOrder
        /// The database has migrations beyond the last file: it belongs to a newer version of Prior.
        case newerDatabase
        /// PostgreSQL refused a statement of the file; nothing of the file remains.
        case failed
    }

    /// The kind of refusal.
    public let kind: Kind

    /// The name of the file it is about.
    public let file: String

    /// PostgreSQL's error, for the kind ``Kind/failed``.
    public let underlying: (any Error)?
    private let reason: String

    init(_ kind: Kind, file: String, _ reason: String, underlying: (any Error)? = nil) {
        self.kind = kind
        self.file = file
        self.reason = reason
        self.underlying = underlying
    }

    /// A sentence for the operator, who owns the files: it quotes PostgreSQL.
    public var description: String {
        "migration \(file) \(reason)" + (underlying.map { ": \(String(reflecting: $0))" } ?? "")
    }
}
