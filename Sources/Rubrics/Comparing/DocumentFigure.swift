public import Assessment
import Foundation

/// One figure of a document in words, with all that a reader needs to weigh it.
public struct DocumentFigure: Sendable, Equatable, Codable {
    /// Its place: `limits.half.maximum`, `clocks.appeal`, `minimumAtLevel.5.credits`.
    public let rule: String
    /// The rule in plain words, where the document has some.
    public let statement: String?
    /// The figure in words; for a gap, why there is none.
    public let words: String
    /// Whether no figure is known.
    public let isGap: Bool
    /// Whose rule it is, where the document says.
    public let authority: String?
    /// Which version of which document says so.
    public let document: DocumentKey
    /// The days on which it holds, where any are set.
    public let validity: Validity?
    /// Where it comes from; nil for a gap without one.
    public let source: Source?
    /// What a reader should know about it.
    public let note: String?
}

extension Document {
    /// Every figure that the document gives a source or names as a gap, in the document's order of keys.
    public func figures() -> [DocumentFigure] {
        guard let tree = try? Tree.read(json) else { return [] }
        var figures: [DocumentFigure] = []
        FigureWalk(document: key, sources: tree.sources).walk(tree, [], .init(tree), into: &figures)
        return figures
    }
}

/// What holds for everything within one mapping.
private struct Surroundings {
    var authority: String?
    var validity: Validity?
    var statement: String?
    var basis: String?

    init(_ tree: Tree) { self = Surroundings().within(tree) }
    private init() {}

    func within(_ tree: Tree) -> Surroundings {
        var inner = self
        inner.authority = tree.text("authority") ?? authority
        inner.statement = tree.text("statement") ?? statement
        inner.basis = tree.text("basis") ?? basis
        if let validity = tree.entry("validity") {
            inner.validity = Validity(
                from: validity.text("from").flatMap { CalendarDate($0) },
                until: validity.text("until").flatMap { CalendarDate($0) })
        }
        return inner
    }
}

private struct FigureWalk {
    let document: DocumentKey
    let sources: [String: Source]

    func walk(_ tree: Tree, _ path: [String], _ around: Surroundings, into figures: inout [DocumentFigure]) {
        switch tree.value {
        case .map(let entries):
            if let figure = figure(tree, path, around) {
                figures.append(figure)
                return
            }
            for entry in entries where entry.key != "sources" {
                walk(entry.value, path + [entry.key], around.within(tree), into: &figures)
            }
        case .list(let items):
            for (index, item) in items.enumerated() {
                walk(item, path + [item.name ?? "\(index)"], around, into: &figures)
            }
        case .text, .number, .bool, .null: return
        }
    }

    private func figure(_ tree: Tree, _ path: [String], _ around: Surroundings) -> DocumentFigure? {
        let value = tree.entry("value")
        let gap = tree.text("gap")
        guard !path.isEmpty, gap != nil || (value != nil && tree.text("source") != nil) else { return nil }
        return DocumentFigure(
            rule: path.joined(separator: "."), statement: around.statement,
            words: value.map { $0.words(basis: around.basis) } ?? gap ?? "", isGap: value == nil,
            authority: around.authority, document: document, validity: around.validity,
            source: tree.text("source").flatMap { sources[$0] }, note: tree.text("note"))
    }
}

extension Tree {
    /// The value of a key of this mapping, if it has one.
    func entry(_ key: String) -> Tree? {
        guard case .map(let entries) = value else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// What an item of a list is known by among its like, if anything.
    var name: String? {
        if case .text(let text) = value { return text }
        for key in ["id", "unit", "part", "group", "language", "type"] {
            if let text = text(key) { return text }
        }
        for key in ["number", "level"] {
            if case .number(let number) = entry(key)?.value { return number }
        }
        return nil
    }

    /// The document's sources by id.
    fileprivate var sources: [String: Source] {
        guard case .list(let items) = entry("sources")?.value else { return [:] }
        let sources = items.compactMap { item -> (String, Source)? in
            guard let id = item.text("id"), let title = item.text("title"),
                let confidence = item.text("confidence").flatMap(Source.Confidence.init)
            else { return nil }
            return (id, Source(id: id, title: title, locator: item.text("locator"), confidence: confidence))
        }
        return Dictionary(sources) { first, _ in first }
    }

    /// What stands here as a person reads it.
    func words(basis: String? = nil) -> String {
        switch value {
        case .null: return "nothing"
        case .bool(let bool): return bool ? "yes" : "no"
        case .text(let text): return text
        case .number(let number):
            guard let figure = Decimal(string: number), let basis = basis.flatMap(CreditLimit.Basis.init) else {
                return number
            }
            switch basis {
            case .creditShare: return "\(figure * 100) %"
            case .creditAmount: return "\(figure) credits"
            case .courses: return figure == 1 ? "1 unit" : "\(figure) units"
            }
        case .list(let items): return items.isEmpty ? "none" : items.map { $0.words() }.joined(separator: ", ")
        case .map(let entries):
            if let count = entry("count"), let unit = text("unit") {
                return "\(count.words()) \(unit == "workingDays" ? "working days" : unit)"
            }
            if let lowest = entry("lowest"), let highest = entry("highest") {
                return "levels \(lowest.words()) to \(highest.words())"
            }
            if let minimum = entry("minimum"), let maximum = entry("maximum") {
                return "\(minimum.words()) to \(maximum.words())"
            }
            if let words = text("words") ?? text("type") { return words }
            return entries.map { "\($0.key) \($0.value.words())" }.joined(separator: ", ")
        }
    }
}
