import Assessment

extension Crosswalk {
    /// Notes what the crosswalk says against the two frameworks.
    func check(_ faults: Faults, frameworks: Frameworks) {
        checkUnique(sources.map(\.id), "source", faults) { ["sources", .index($0), "id"] }
        checkUnique(levels.map { "\($0.level)" }, "line", faults) { ["levels", .index($0), "level"] }
        if from.id == to.id {
            faults.add(["to"], "Both are versions of \(from.id).", "Name another framework.")
        }
        let left = frameworks.named(from, faults, at: ["from"])
        let right = frameworks.named(to, faults, at: ["to"])
        for (index, pair) in levels.enumerated() {
            if let left, left.level(pair.level) == nil {
                faults.add(
                    ["levels", .index(index), "level"], "\(from) has no level \(pair.level).",
                    "It has levels 1 to \(left.levels.count).")
            }
            if let right, let span = pair.stands.value, right.level(span.highest) == nil {
                faults.add(
                    ["levels", .index(index), "stands", "value", "highest"], "\(to) has no level \(span.highest).",
                    "It has levels 1 to \(right.levels.count).")
            }
            if pair.stands.source?.confidence == .own {
                faults.add(
                    ["levels", .index(index), "stands", "source"],
                    "Which level stands beside which is for a source of both frameworks to say, not for an institution.",
                    "Name the source that says so, or write a gap.")
            }
        }
        guard creditByHours.value == true else { return }
        for (framework, key) in [(left, "from"), (right, "to")] {
            guard let framework, framework.creditSystem?.hoursPerCredit.value == nil else { continue }
            faults.add(
                ["creditByHours", "value"],
                "The hours behind a credit of \(framework.key) (\(key)) are not known, so nothing can be carried over.",
                "Write a gap, until the framework has a figure.")
        }
    }
}
