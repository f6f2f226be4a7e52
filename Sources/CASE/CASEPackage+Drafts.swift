import Assessment
import Foundation

extension CASEPackage {
    /// What an author can begin with: the document itself where Prior made the package, else a framework and its units as far
    /// as the package speaks of them. What it does not say is left out, and is for the author to fill in; nothing is made up.
    /// - Parameter most: how many units at most.
    /// - Returns: documents in JSON, the framework first, and the statements of items for which no unit was begun.
    public func drafts(most: Int = 40) -> (documents: [JSON], left: [String]) {
        if let own = priorDocument() { return ([own], []) }
        var slugs = Slugs()
        let title = document["title"]?.string ?? ""
        let id = slugs.take(title, orElse: "framework")
        let tops = unitItems
        let units = tops.prefix(most).map { unit($0, on: id, &slugs) }
        return ([framework(id, title)] + units, tops.dropFirst(most).map { $0["fullStatement"]?.string ?? "" })
    }

    /// What stands for a unit: each item at the top that has others below it; where none has, the document as a whole.
    private var unitItems: [JSON] {
        let top = document.identifier ?? ""
        var tops = children(of: top)
        if tops.isEmpty {
            let below = Set(
                associations.filter { $0["associationType"]?.string == "isChildOf" }
                    .compactMap { $0["originNodeURI"]?.identifier })
            tops = items.filter { !below.contains($0.identifier ?? "") }
        }
        let parents = tops.filter { !children(of: $0.identifier ?? "").isEmpty }
        return parents.isEmpty ? (items.isEmpty ? [] : [document]) : parents
    }

    private func framework(_ id: String, _ title: String) -> JSON {
        var members: [String: JSON] = [
            "kind": "framework", "id": .string(id), "version": "1", "name": .string(title.onOneLine),
            "sources": sources,
        ]
        members["authority"] = document["creator"]?.string.map { .string($0.onOneLine) }
        members["summary"] = document["description"]
        let levels = Set(items.flatMap(\.levels)).sorted()
        if !levels.isEmpty { members["levels"] = .array(levels.map { ["number": .number(Decimal($0))] }) }
        return .object(members)
    }

    private func unit(_ item: JSON, on framework: String, _ slugs: inout Slugs) -> JSON {
        let statement = item["fullStatement"]?.string ?? item["description"]?.string
        let title = item["abbreviatedStatement"]?.string ?? item["title"]?.string ?? statement ?? ""
        var members: [String: JSON] = [
            "kind": "unit", "id": .string(slugs.take(title, orElse: "unit")), "version": "1",
            "title": .string(title.onOneLine), "framework": .string("\(framework)@1"), "sources": sources,
        ]
        members["summary"] = statement.map { .string($0) }
        let field = item["subject"]?.array?.first?.string ?? document["subject"]?.array?.first?.string
        members["field"] = field.map { .string($0.onOneLine) }
        members["level"] = item.levels.first.map { .number(Decimal($0)) }
        var codes = Slugs()
        var ids: [String: String] = [:]
        let leaves = leaves(of: item)
        members["outcomes"] = .array(
            leaves.map { leaf in
                let statement = leaf["fullStatement"]?.string ?? ""
                let code = codes.take(leaf["humanCodingScheme"]?.string ?? statement, orElse: "outcome")
                ids[leaf.identifier ?? ""] = code
                return ["id": .string(code), "statement": .string(statement)]
            })
        members["rubric"] = rubric(over: ids)
        return .object(members)
    }

    /// The items below one that have none below them; what leads round in a circle is taken once.
    private func leaves(of item: JSON) -> [JSON] {
        var seen: Set<String> = []
        func leaves(_ identifier: String) -> [JSON] {
            children(of: identifier).flatMap { child -> [JSON] in
                guard let id = child.identifier, seen.insert(id).inserted else { return [] }
                let below = leaves(id)
                return below.isEmpty ? [child] : below
            }
        }
        let found = leaves(item.identifier ?? "")
        return found.isEmpty && item == document ? items : found
    }

    /// The criteria that speak of these outcomes.
    private func rubric(over outcomes: [String: String]) -> JSON? {
        let criteria = rubrics.flatMap { $0["CFRubricCriteria"]?.array ?? [] }.filter {
            outcomes[$0["CFItemURI"]?.identifier ?? ""] != nil
        }
        guard !criteria.isEmpty else { return nil }
        var slugs = Slugs()
        let read = criteria.map { criterion -> JSON in
            let title = criterion["category"]?.string ?? criterion["description"]?.string ?? ""
            var members: [String: JSON] = [
                "id": .string(slugs.take(title, orElse: "criterion")), "title": .string(title.onOneLine),
            ]
            members["outcome"] = outcomes[criterion["CFItemURI"]?.identifier ?? ""].map { .string($0) }
            members["statement"] = criterion["description"]
            members["weight"] = criterion["weight"]
            var names = Slugs()
            let levels = (criterion["CFRubricCriterionLevels"]?.array ?? []).enumerated().sorted { one, other in
                let (left, right) = (one.element["score"]?.number ?? 0, other.element["score"]?.number ?? 0)
                return left == right ? one.offset < other.offset : left < right
            }.map(\.element)
            members["levels"] = .array(
                levels.map { level in
                    let name = level["quality"]?.string ?? ""
                    var members: [String: JSON] = ["id": .string(names.take(name, orElse: "level"))]
                    members["name"] = level["quality"]
                    members["descriptor"] = level["description"]
                    members["points"] = level["score"]
                    return .object(members)
                })
            return .object(members)
        }
        return ["criteria": .array(read)]
    }

    /// The package, as what a document was written from.
    private var sources: JSON {
        let title = document["title"]?.string ?? ""
        let publisher = document["publisher"]?.string ?? document["creator"]?.string ?? ""
        var source: [String: JSON] = [
            "id": "package", "title": .string("\(title) (\(publisher))".onOneLine), "confidence": "read",
        ]
        source["locator"] = (document["officialSourceURL"] ?? document["uri"])?.string
            .map { .string($0.replacing(/^[a-z]+:\/\//, with: "").onOneLine) }
        return .array([.object(source)])
    }
}

extension JSON {
    /// The levels of education that it is for, as far as they are numbers of a framework's levels.
    fileprivate var levels: [Int] {
        (self["educationLevel"]?.array ?? []).compactMap { $0.string.flatMap { Int($0) } }
            .filter { (1...20).contains($0) }
    }
}

extension String {
    /// Without line breaks and white space around it.
    fileprivate var onOneLine: String { normalized.trimmingCharacters(in: .whitespaces) }
}

/// Ids made of texts, each once.
struct Slugs {
    private var taken: Set<String> = []

    /// The text in lower-case letters, digits and hyphens, with a number where another has it.
    mutating func take(_ text: String, orElse word: String) -> String {
        let folded = text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).lowercased()
        var slug = ""
        for character in folded.unicodeScalars {
            let isPart = ("a"..."z").contains(character) || ("0"..."9").contains(character)
            if isPart { slug.unicodeScalars.append(character) } else if !slug.isEmpty, slug.last != "-" { slug += "-" }
            if slug.utf8.count >= 48 { break }
        }
        while slug.last == "-" { slug.removeLast() }
        if slug.isEmpty { slug = word }
        if slug.first?.isLetter != true { slug = "\(word)-\(slug)" }
        var unique = slug
        var number = 2
        while !taken.insert(unique).inserted {
            unique = "\(slug)-\(number)"
            number += 1
        }
        return unique
    }
}
