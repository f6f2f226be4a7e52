/// One thing wrong in a file under `rubrics/`, where it is, and what would be right.
public struct Fault: Error, Sendable, Equatable, Codable, CustomStringConvertible {
    /// The file, as it was named to the checker.
    public let file: String
    /// The line, counted from 1.
    public let line: Int
    /// The column, counted from 1 in Unicode scalars.
    public let column: Int
    /// Where in the document: `rubric.criteria[2].mustReach`; empty for the document itself.
    public let path: String
    /// What is wrong, a sentence.
    public let says: String
    /// What would be right, a sentence.
    public let wouldBeRight: String

    /// A fault at a place in a file.
    public init(file: String, line: Int, column: Int, path: String, says: String, wouldBeRight: String) {
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.says = says
        self.wouldBeRight = wouldBeRight
    }

    /// `file:line:column: path: what is wrong. What would be right.`
    public var description: String {
        "\(file):\(line):\(column): \(path.isEmpty ? "" : "\(path): ")\(says) \(wouldBeRight)"
    }
}

/// What is wrong with a folder of frameworks, policies and units.
public enum RubricsError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Something that has to be there could not be read; the path and the system's reason.
    case unreadable(path: String, reason: String)
    /// These faults were found, in the order of files and lines.
    case faulty([Fault])

    /// Every fault on a line of its own.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): \(reason)"
        case .faulty(let faults): faults.map(\.description).joined(separator: "\n")
        }
    }
}
