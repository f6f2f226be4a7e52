import Assessment

/// One difference between two versions of a document.
public struct DocumentChange: Sendable, Equatable, Codable {
    /// What happened.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The later version has it, the earlier has not.
        case added
        /// The earlier version has it, the later has not.
        case removed
        /// Both have it and say different things.
        case changed
        /// Both have it, at another place in its list.
        case moved
    }

    /// Where: `rubric.criteria.reef.levels.meets.descriptor`. Items of a list are named by their id.
    public let path: String
    /// What happened.
    public let kind: Kind
    /// What the earlier version says, in words; nil where it has nothing.
    public let before: String?
    /// What the later version says, in words; nil where it has nothing.
    public let after: String?
    /// The difference in a sentence.
    public let words: String
}

extension Document {
    /// What a later version says otherwise, in the order of the earlier one. Status and version are left out, as they always
    /// differ; comments and layout are no part of a document.
    public func changes(to later: Document) -> [DocumentChange] { DocumentChange.between(json, later.json) }
}

extension DocumentChange {
    /// The same of two documents in JSON, of which the later may be a draft with faults; empty where either is no JSON.
    public static func between(_ json: String, _ later: String) -> [DocumentChange] {
        let texts = [json, later].map { RubricsLibrary.File(name: "", json: $0).text }
        guard let one = try? Tree.read(texts[0]), let other = try? Tree.read(texts[1]) else { return [] }
        var changes: [DocumentChange] = []
        Difference().compare(
            one.without("status").without("version"), other.without("status").without("version"), [], into: &changes)
        return changes
    }
}

private struct Difference {
    /// One step into a document, and what to call it.
    struct Step {
        let key: String
        let words: String
    }

    func compare(_ one: Tree, _ other: Tree, _ path: [Step], into changes: inout [DocumentChange]) {
        switch (one.value, other.value) {
        case (.map(let left), .map(let right)):
            for entry in left {
                let step = path + [Step(key: entry.key, words: Self.name(of: entry.key))]
                if let later = other.entry(entry.key) {
                    compare(entry.value, later, step, into: &changes)
                } else {
                    changes.append(change(.removed, step, entry.value, nil))
                }
            }
            for entry in right where one.entry(entry.key) == nil {
                changes.append(
                    change(.added, path + [Step(key: entry.key, words: Self.name(of: entry.key))], nil, entry.value))
            }
        case (.list(let left), .list(let right)):
            compare(left, right, path, into: &changes)
        default:
            if one.canonicalJSON != other.canonicalJSON { changes.append(change(.changed, path, one, other)) }
        }
    }

    /// Lists of named items are compared item by item; where an item has no name, or two have the same, the whole list is.
    private func compare(_ left: [Tree], _ right: [Tree], _ path: [Step], into changes: inout [DocumentChange]) {
        let (before, after) = (left.compactMap(\.name), right.compactMap(\.name))
        guard before.count == left.count, after.count == right.count, Set(before).count == left.count,
            Set(after).count == right.count
        else {
            let (one, other) = (
                Tree(value: .list(left), position: .start), Tree(value: .list(right), position: .start)
            )
            if one.canonicalJSON != other.canonicalJSON { changes.append(change(.changed, path, one, other)) }
            return
        }
        let list = path.last?.key ?? ""
        for (item, name) in zip(left, before) {
            let step = path + [Step(key: name, words: Self.item(of: list, item, name))]
            if let index = after.firstIndex(of: name) {
                compare(item, right[index], step, into: &changes)
            } else {
                changes.append(change(.removed, step, item, nil))
            }
        }
        for (item, name) in zip(right, after) where !before.contains(name) {
            changes.append(change(.added, path + [Step(key: name, words: Self.item(of: list, item, name))], nil, item))
        }
        let (kept, keptLater) = (before.filter(after.contains), after.filter(before.contains))
        if kept != keptLater {
            let order = (kept.joined(separator: ", "), keptLater.joined(separator: ", "))
            changes.append(
                DocumentChange(
                    path: path.map(\.key).joined(separator: "."), kind: .moved, before: order.0, after: order.1,
                    words: "The order of \(Self.place(path)) is now \(order.1), and was \(order.0)."))
        }
    }

    private func change(
        _ kind: DocumentChange.Kind, _ path: [Step], _ one: Tree?, _ other: Tree?
    ) -> DocumentChange {
        let place = Self.place(path)
        let (before, after) = (one.map { $0.saying }, other.map { $0.saying })
        let words: String
        switch kind {
        case .added: words = "New: \(place)\(after.map { ", \u{201C}\($0)\u{201D}" } ?? "")."
        case .removed: words = "Gone: \(place)\(before.map { ", \u{201C}\($0)\u{201D}" } ?? "")."
        case .changed, .moved:
            words =
                "\(place.prefix(1).uppercased())\(place.dropFirst()) is now \u{201C}\(after ?? "")\u{201D}, and was "
                + "\u{201C}\(before ?? "")\u{201D}."
        }
        return DocumentChange(
            path: path.map(\.key).joined(separator: "."), kind: kind, before: before, after: after, words: words)
    }

    /// The way in words, innermost first: the descriptor of level “Meets” of criterion “Reef knot”.
    private static func place(_ path: [Step]) -> String {
        var steps = path.map(\.words)
        // A list's own name says nothing more where one of its items is named: "criterion …", not "criteria of …".
        for (index, step) in path.enumerated().dropLast() where path[index + 1].words.contains("\u{201C}") {
            if items[step.key] != nil { steps[index] = "" }
        }
        if steps.count > 1 { steps = steps.filter { $0 != "the rubric" } }
        return steps.filter { !$0.isEmpty }.reversed().joined(separator: " of ")
    }

    private static func item(of list: String, _ item: Tree, _ name: String) -> String {
        let title = item.text("title") ?? item.text("name") ?? name
        return "\(items[list] ?? "the item") \u{201C}\(title)\u{201D}"
    }

    /// What one item of a list is called.
    private static let items = [
        "outcomes": "outcome", "criteria": "criterion", "levels": "level", "sources": "source", "glosses": "gloss",
        "limits": "limit", "minimums": "minimum", "domains": "domain", "qualificationTypes": "kind of qualification",
        "components": "component", "of": "component", "minimumAtLevel": "the minimum at level", "value": "item",
        "witnessPrompts": "prompt", "interviewQuestions": "question", "gaps": "gap",
    ]

    /// What a key is called where its own word would not be understood.
    private static let names = [
        "rubric": "the rubric", "aggregation": "the rule", "mustReach": "the level that must be reached",
        "notionalHours": "the notional hours", "creditSystem": "the credit system", "value": "the figure",
        "witnessPrompts": "the prompts for witnesses", "critical": "whether it is critical",
    ]

    private static func name(of key: String) -> String {
        if let name = names[key] { return name }
        let words = key.reduce(into: "") { text, character in
            text += character.isUppercase ? " \(character.lowercased())" : "\(character)"
        }
        return "the \(words)"
    }
}

extension Tree {
    /// What stands here, short enough for a sentence: of a mapping what it is called.
    fileprivate var saying: String {
        if case .map = value, let text = text("title") ?? text("statement") ?? text("name") ?? text("id") {
            return text
        }
        return words()
    }
}
