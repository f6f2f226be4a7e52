extension PlanProblem {
    /// What stands in the way where there is no way: first what cannot be reached by anything, then each rule without which
    /// there would be one, and where it takes several together, that.
    var obstacles: [PlanReason] {
        var obstacles = unreachable
        obstacles += missing(root)
        guard obstacles.isEmpty else { return obstacles + barred }
        for index in rules.indices {
            var without = self
            without.rules.remove(at: index)
            guard let found = PlanSearch(problem: without).run() else { continue }
            let sum = leaves.indices.reduce(0) { sum, leaf in
                sum + (leaves[leaf].ways.firstIndex(of: found.ways[leaf]).map { rules[index].brings[leaf][$0] } ?? 0)
            }
            obstacles.append(
                PlanReason(
                    rule: rules[index].rule, source: rules[index].source,
                    words: "This rule stands in the way; without it there would be one. \(rules[index].words(sum))"))
        }
        if obstacles.isEmpty {
            obstacles.append(
                PlanReason(
                    rule: "components",
                    words: "No choice of its units keeps all the rules at once, and none of them alone is the reason."))
        }
        return obstacles + barred
    }

    /// Rules that even everything together would not satisfy.
    private var unreachable: [PlanReason] {
        rules.compactMap { rule in
            let most = rule.most.reduce(0, +)
            guard most < rule.need else { return nil }
            return PlanReason(
                rule: rule.rule, source: rule.source,
                words: "Everything in it together does not reach this. \(rule.words(most))")
        }
    }

    private var barred: [PlanReason] {
        leaves.filter { $0.ways == [.uncounted] }.flatMap { leaf in
            leaf.barred.map {
                PlanReason(
                    rule: $0.rule, source: $0.source,
                    words: "\u{201C}\(leaf.title)\u{201D} is held and does not count here: \($0.words)")
            }
        }
    }

    /// Groups that cannot be there, whatever is chosen, in what has to be there.
    private func missing(_ group: PlanGroup) -> [PlanReason] {
        var missing: [PlanReason] = []
        var there = 0
        for child in group.children {
            switch child {
            case .leaf(let leaf):
                if leaves[leaf].ways.contains(where: leaves[leaf].counts) { there += 1 }
            case .group(let inner):
                let inside = self.missing(inner)
                if inside.isEmpty { there += 1 } else { missing += inside }
            }
        }
        let credits = group.leaves.reduce(0) { sum, leaf in
            sum + (leaves[leaf].ways.contains(where: leaves[leaf].counts) ? leaves[leaf].credits : 0)
        }
        guard there < group.components || credits < group.credits else { return [] }
        return missing + [
            PlanReason(
                rule: group.rule, source: group.source,
                words:
                    "\u{201C}\(group.title)\u{201D} cannot be completed: \(there) of \(group.children.count) in it can be "
                    + "had, and \(group.components) are asked for.")
        ]
    }
}
