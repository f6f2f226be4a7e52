import Foundation

extension PlanQuestion {
    /// What "shortest" means.
    static let objective =
        "The fewest units still to take up; among those the fewest credits; among those the fewest hours of study, where a "
        + "unit that is claimed costs none. A unit can be claimed where evidence speaks to at least one of its criteria."

    /// For each unit of the shortest way another is looked for, so each of these searches is a shorter one.
    private static let choicesOfOthers = 150

    /// The shortest way to the qualification, exact unless ``StudyPlan/isProven`` says otherwise.
    /// - Parameter alternatives: how many other ways to look for, each without one unit of the shortest.
    /// - Throws: where units or parts are not at hand, or the qualification holds one twice or itself.
    public func answer(alternatives: Int = 3) throws(PlanError) -> PlanAnswer {
        let problem = try problem()
        let search = PlanSearch(problem: problem)
        let lacking = problem.leaves.compactMap { leaf in LackingUnit(leaf) }
        guard let found = search.run() else {
            return PlanAnswer(
                objective: Self.objective, lacking: lacking, shortest: nil, alternatives: [],
                obstacles: problem.obstacles)
        }
        let plan = problem.plan(found)
        var others: [(cost: PlanCost, alternative: PlanAnswer.Alternative)] = []
        if alternatives > 0 {
            for step in plan.steps {
                var other = self
                other.without.insert(step.unit.id)
                let otherProblem = try other.problem()
                guard let way = PlanSearch(problem: otherProblem, mostChoices: Self.choicesOfOthers).run() else {
                    continue
                }
                others.append((way.cost, .init(without: step.unit.id, plan: otherProblem.plan(way))))
            }
        }
        let ordered = others.enumerated().sorted { one, other in
            one.element.cost == other.element.cost
                ? one.offset < other.offset : one.element.cost < other.element.cost
        }
        return PlanAnswer(
            objective: Self.objective, lacking: lacking, shortest: plan,
            alternatives: Array(ordered.map(\.element.alternative).prefix(alternatives)), obstacles: [])
    }
}

extension LackingUnit {
    fileprivate init?(_ leaf: PlanLeaf) {
        guard let unit = leaf.unit, leaf.ways.first == .skipped else { return nil }
        self.init(
            unit: unit.key, title: unit.title, level: unit.level, credits: unit.credits, hours: unit.notionalHours,
            reached: leaf.reached, unreached: unit.rubric.criteria.map(\.id).filter { !leaf.reached.contains($0) })
    }
}

extension PlanProblem {
    /// What was found, in words.
    fileprivate func plan(_ found: PlanSearch.Found) -> StudyPlan {
        let sums = rules.map { rule in sum(rule, found.ways) }
        var steps: [StudyPlan.Step] = []
        var (counted, uncounted): ([String], [String]) = ([], [])
        var reasons = groupReasons(root, found.ways)
        for (index, rule) in rules.enumerated() {
            reasons.append(PlanReason(rule: rule.rule, source: rule.source, words: rule.words(sums[index])))
        }
        for (leaf, way) in zip(leaves, found.ways) {
            switch way {
            case .held: counted.append(leaf.key.description)
            case .uncounted:
                uncounted.append(leaf.key.description)
                reasons.append(whyNot(leaf, .held(nil), sums))
            case .skipped: continue
            case .study, .claim: steps.append(step(leaf, way, sums))
            }
        }
        return StudyPlan(
            steps: steps, counted: counted, uncounted: uncounted, credits: Scale.figure(found.cost.credits),
            hours: Scale.figure(found.cost.hours), isProven: found.isProven, reasons: reasons + notes)
    }

    fileprivate func sum(_ rule: PlanRule, _ ways: [PlanLeaf.Way]) -> Int {
        leaves.indices.reduce(0) { sum, leaf in
            sum + (leaves[leaf].ways.firstIndex(of: ways[leaf]).map { rule.brings[leaf][$0] } ?? 0)
        }
    }

    private func step(_ leaf: PlanLeaf, _ way: PlanLeaf.Way, _ sums: [Int]) -> StudyPlan.Step {
        let count = leaf.unit?.rubric.criteria.count ?? 0
        let isClaim = way != .study
        let words: String
        if isClaim {
            words = "To be claimed: your evidence speaks to \(leaf.reached.count) of its \(count) criteria."
        } else if leaf.reached.isEmpty {
            words = "To be studied: no evidence speaks to it yet."
        } else {
            words =
                "To be studied, although your evidence speaks to \(leaf.reached.count) of its \(count) criteria. "
                + whyNot(leaf, .claim(.rpl), sums).words
        }
        return StudyPlan.Step(
            unit: leaf.key, title: leaf.title, way: isClaim ? .claim : .study, credits: leaf.unit?.credits,
            hours: isClaim ? 0 : leaf.unit?.notionalHours, words: words)
    }

    /// Why what is held does not count, or what could be claimed is studied: the rules that bar it, or that it would break.
    private func whyNot(_ leaf: PlanLeaf, _ way: PlanLeaf.Way, _ sums: [Int]) -> PlanReason {
        let what =
            way == .held(nil) ? "\u{201C}\(leaf.title)\u{201D} is held and does not count here" : "It cannot be claimed"
        if let bar = leaf.barred.first {
            return PlanReason(rule: bar.rule, source: bar.source, words: "\(what): \(bar.words)")
        }
        guard let index = leaves.firstIndex(where: { $0.key == leaf.key }) else {
            return PlanReason(rule: "components", words: "\(what).")
        }
        let broken = rules.indices.first { rule in
            let open = leaf.ways.firstIndex { other in
                if case .held = other { return true }
                if case .claim = other { return true }
                return false
            }
            let now = leaf.ways.firstIndex(of: way == .held(nil) ? .uncounted : .study)
            guard let open, let now else { return false }
            return sums[rule] - rules[rule].brings[index][now] + rules[rule].brings[index][open] < rules[rule].need
        }
        guard let broken else { return PlanReason(rule: "components", words: "\(what): another way is as short.") }
        return PlanReason(
            rule: rules[broken].rule, source: rules[broken].source,
            words: "\(what): the rule \(rules[broken].rule) would not be kept. \(rules[broken].words(sums[broken]))")
    }

    private func groupReasons(_ group: PlanGroup, _ ways: [PlanLeaf.Way]) -> [PlanReason] {
        group.children.flatMap { child -> [PlanReason] in
            guard case .group(let inner) = child else { return [] }
            let held = inner.leaves.filter { if case .held = ways[$0] { true } else { false } }.count
            let taken = inner.leaves.filter { ways[$0] == .study || leaves[$0].isClaim(ways[$0]) }.count
            guard held + taken > 0 else { return [] }
            var asks: [String] = []
            if inner.components == inner.children.count {
                asks.append("all \(inner.components)")
            } else if inner.components > 0 {
                asks.append("\(inner.components) of \(inner.children.count)")
            }
            if inner.credits > 0 { asks.append("\(Scale.figure(inner.credits)) credits") }
            let reason = PlanReason(
                rule: inner.rule, source: inner.source,
                words: "\u{201C}\(inner.title)\u{201D} asks for \(asks.joined(separator: " and ")): "
                    + "\(held) held count, \(taken) in this plan.")
            return [reason] + groupReasons(inner, ways)
        }
    }
}

extension PlanLeaf {
    fileprivate func isClaim(_ way: Way) -> Bool { if case .claim = way { true } else { false } }
}
