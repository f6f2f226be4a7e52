import Yams

/// A place in a text, counted from 1.
struct Position: Equatable {
    var line: Int
    var column: Int

    static let start = Position(line: 1, column: 1)
}

/// A YAML document as data with positions: what JSON has, and nothing else of YAML's.
///
/// Plain scalars are read as YAML 1.2 core and JSON read them: `yes` and `no` are texts, only `true` and `false` are
/// booleans, and a number has the shape of a JSON number.
struct Tree {
    indirect enum Value {
        case map([Entry])
        case list([Tree])
        case text(String)
        case number(String)
        case bool(Bool)
        case null
    }

    struct Entry {
        let key: String
        let keyPosition: Position
        let value: Tree

        /// Whether this is what YAML makes of the words after a comma in braces: `{note: first, then this}`.
        var isRestOfText: Bool {
            if case .null = value.value { return key.contains(" ") }
            return false
        }
    }

    let value: Value
    let position: Position

    /// How people call what stands here, with its article.
    var kind: String {
        switch value {
        case .map: "a mapping"
        case .list: "a list"
        case .text: "a text"
        case .number(let number): "the number \(number)"
        case .bool(let bool): "the boolean \(bool)"
        case .null: "nothing"
        }
    }

    /// The text of a key of this mapping, if it has one.
    func text(_ key: String) -> String? {
        guard case .map(let entries) = value, let entry = entries.first(where: { $0.key == key }),
            case .text(let text) = entry.value.value
        else { return nil }
        return text
    }

    /// The same mapping without one of its keys.
    func without(_ key: String) -> Tree {
        guard case .map(let entries) = value else { return self }
        return Tree(value: .map(entries.filter { $0.key != key }), position: position)
    }

    /// The deepest position along a path that exists.
    func position(at path: Path) -> Position {
        var tree = self
        for step in path.steps {
            switch (step, tree.value) {
            case (.key(let key), .map(let entries)):
                guard let entry = entries.first(where: { $0.key == key }) else { return tree.position }
                tree = entry.value
            case (.index(let index), .list(let items)) where items.indices.contains(index):
                tree = items[index]
            default:
                return tree.position
            }
        }
        return tree.position
    }
}

extension Tree {
    /// What cannot be read as such a document, and where.
    struct Unreadable: Error {
        let position: Position
        let says: String
        let wouldBeRight: String
    }

    /// Most nodes of one document, far above any honest one; aliases are counted each time they are used.
    private static let mostNodes = 50_000

    /// Reads one YAML document.
    static func read(_ text: String) throws(Unreadable) -> Tree {
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            throw Unreadable(error)
        } catch {
            throw Unreadable(position: .start, says: "This is not YAML.", wouldBeRight: "Write one YAML document.")
        }
        guard let node else {
            throw Unreadable(position: .start, says: "The file is empty.", wouldBeRight: "Write one YAML document.")
        }
        var left = mostNodes
        return try Tree(node, left: &left)
    }

    private init(_ node: Node, left: inout Int) throws(Unreadable) {
        let position = Position(node)
        left -= 1
        guard left > 0 else {
            throw Unreadable(
                position: position, says: "The document has more than \(Self.mostNodes) values.",
                wouldBeRight: "Write less, and use no aliases.")
        }
        self.position = position
        switch node {
        case .scalar(let scalar):
            value = Self.value(of: scalar)
        case .sequence(let sequence):
            var items: [Tree] = []
            for item in sequence { items.append(try Tree(item, left: &left)) }
            value = .list(items)
        case .mapping(let mapping):
            var entries: [Entry] = []
            for (key, item) in mapping {
                guard let name = key.scalar?.string else {
                    throw Unreadable(
                        position: Position(key), says: "A key is not a text.", wouldBeRight: "Write a plain word.")
                }
                entries.append(
                    Entry(key: name, keyPosition: Position(key), value: try Tree(item, left: &left)))
            }
            value = .map(entries)
        case .alias:
            throw Unreadable(
                position: position, says: "An alias refers to nothing.", wouldBeRight: "Write the value out.")
        }
    }

    private static func value(of scalar: Node.Scalar) -> Value {
        guard scalar.style == .plain || scalar.style == .any else { return .text(scalar.string) }
        switch scalar.string {
        case "", "~", "null": return .null
        case "true": return .bool(true)
        case "false": return .bool(false)
        case let text where text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?/) != nil: return .number(text)
        case let text: return .text(text)
        }
    }
}

extension Position {
    fileprivate init(_ node: Node) {
        self = node.mark.map { Position(line: $0.line, column: $0.column) } ?? .start
    }

    fileprivate init(_ mark: Mark) {
        self.init(line: mark.line, column: mark.column)
    }
}

extension Tree.Unreadable {
    fileprivate init(_ error: YamlError) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            self.init(
                position: Position(mark), says: "This is not YAML: \(problem).",
                wouldBeRight: "Look at the indentation, quotes and colons here and on the line above.")
        case .duplicatedKeysInMapping(let duplicates, let context):
            self.init(
                position: Position(context.mark),
                says: "The same mapping has twice: \(duplicates.sorted().joined(separator: ", ")).",
                wouldBeRight: "Keep each key once.")
        default:
            self.init(
                position: .start, says: "This is not YAML: \(error).", wouldBeRight: "Write one YAML document in UTF-8."
            )
        }
    }
}
