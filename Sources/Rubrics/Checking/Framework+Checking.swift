import Assessment
import Foundation

extension Framework {
    /// Notes what the framework's parts say against each other.
    func check(_ faults: Faults) {
        checkUnique(domains.map(\.id), "domain", faults) { ["domains", .index($0), "id"] }
        checkUnique(qualificationTypes.map(\.id), "kind of qualification", faults) {
            ["qualificationTypes", .index($0), "id"]
        }
        checkUnique(sources.map(\.id), "source", faults) { ["sources", .index($0), "id"] }
        let known = Set(domains.map(\.id))
        for (index, level) in levels.enumerated() {
            if level.number != index + 1 {
                faults.add(
                    ["levels", .index(index), "number"], "Level \(level.number) stands at place \(index + 1).",
                    "Number the levels from 1 without gaps, lowest first.")
            }
            for domain in level.descriptors.keys.sorted() where !known.contains(domain) {
                faults.add(
                    ["levels", .index(index), "descriptors", .key(domain)],
                    "The framework has no domain \"\(domain)\".",
                    Suggestion.sentence(for: domain, among: domains.map(\.id)))
            }
        }
        for (index, type) in qualificationTypes.enumerated() {
            guard let span = type.levels, span.highest > levels.count else { continue }
            faults.add(
                ["qualificationTypes", .index(index), "levels", "highest"],
                "The framework has no level \(span.highest).", "It has levels 1 to \(levels.count).")
        }
        if let hours = creditSystem?.hoursPerCredit.value, hours.minimum > hours.maximum || hours.minimum == 0 {
            faults.add(
                ["creditSystem", "hoursPerCredit", "value"], "These hours are no span.",
                "Write a minimum above 0 that is no more than the maximum.")
        }
    }
}

/// Notes every id that occurred before in its list.
func checkUnique(_ ids: [String], _ what: String, _ faults: Faults, at path: (Int) -> Path) {
    var seen: Set<String> = []
    for (index, id) in ids.enumerated() where !seen.insert(id).inserted {
        faults.add(path(index), "Another \(what) has the id \"\(id)\".", "Give each \(what) an id of its own.")
    }
}
