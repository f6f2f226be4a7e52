/// A way into a document: `rubric.criteria[2].mustReach`.
struct Path: CustomStringConvertible, ExpressibleByArrayLiteral {
    enum Step: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case key(String)
        case index(Int)

        init(stringLiteral key: String) { self = .key(key) }
        init(integerLiteral index: Int) { self = .index(index) }
    }

    var steps: [Step]

    init(arrayLiteral steps: Step...) { self.steps = steps }

    static func + (path: Path, step: Step) -> Path {
        var longer = path
        longer.steps.append(step)
        return longer
    }

    static func + (path: Path, rest: Path) -> Path {
        rest.steps.reduce(path) { $0 + $1 }
    }

    var description: String {
        steps.reduce(into: "") { text, step in
            switch step {
            case .key(let key): text += text.isEmpty ? key : ".\(key)"
            case .index(let index): text += "[\(index)]"
            }
        }
    }
}

/// The faults of one file as they are found.
final class Faults {
    let file: String
    let tree: Tree
    private(set) var list: [Fault] = []

    init(file: String, tree: Tree) {
        self.file = file
        self.tree = tree
    }

    /// Notes a fault where the path leads, or as near to it as the document goes.
    func add(_ path: Path, _ says: String, _ wouldBeRight: String) {
        add(path, at: tree.position(at: path), says, wouldBeRight)
    }

    /// Notes a fault at a position of its own, for instance that of a key.
    func add(_ path: Path, at position: Position, _ says: String, _ wouldBeRight: String) {
        list.append(
            Fault(
                file: file, line: position.line, column: position.column, path: path.description, says: says,
                wouldBeRight: wouldBeRight))
    }
}
