/// Finds the cheapest choice of ways that satisfies the tree and every rule.
///
/// Leaf by leaf, every choice so far is kept that no other beats: one that costs no more and brings no less to every rule and
/// to every group still open. All rules are sums that only ask for more, so whatever completes a beaten choice completes its
/// better too, and nothing shorter is ever lost. A choice is also dropped where even the cheapest that could complete it
/// costs more than a way already known.
struct PlanSearch {
    let problem: PlanProblem
    /// The most choices kept after each leaf. Past it the most promising are kept, and the answer is no longer proven; so a
    /// search takes no longer than leaves × three times this × this.
    var mostChoices = 600

    /// What was found.
    struct Found {
        /// The way of each leaf.
        let ways: [PlanLeaf.Way]
        let cost: PlanCost
        let isProven: Bool
    }

    /// The cheapest way, the first in the order of the units among equals; nil where there is none.
    func run() -> Found? {
        // A quick look with few choices gives a way, if not the shortest, to measure all others against.
        var quick = PlanWalk(problem, mostChoices: 40, known: nil)
        let known = quick.run()
        if let known, known.isProven { return known }
        var walk = PlanWalk(problem, mostChoices: mostChoices, known: known?.cost)
        guard let found = walk.run() else {
            return known.map { Found(ways: $0.ways, cost: $0.cost, isProven: walk.isProven) }
        }
        return found
    }
}

/// One walk over the leaves.
private struct PlanWalk {
    private enum Step {
        case open(PlanGroup, required: Bool)
        case leaf(Int)
        case close
    }

    private struct Choice {
        var cost = PlanCost()
        var sums: [Int]
        /// What each open group has: components and credits in turn, outer first.
        var open: [Int] = []
        var trail: Trail?

        func beats(_ other: Choice) -> Bool {
            guard cost <= other.cost else { return false }
            for index in sums.indices where sums[index] < other.sums[index] { return false }
            for index in open.indices where open[index] < other.open[index] { return false }
            return true
        }
    }

    private final class Trail {
        let leaf: Int
        let way: Int
        let before: Trail?

        init(leaf: Int, way: Int, before: Trail?) {
            self.leaf = leaf
            self.way = way
            self.before = before
        }
    }

    private let problem: PlanProblem
    private let mostChoices: Int
    private let known: PlanCost?
    private let steps: [Step]
    private let floors: [Bool]
    /// By rule, the most that the leaves from each one on can bring together, without cost, and the costly one that brings most.
    private let outlook: [[(all: Int, free: Int, dearest: Int)]]
    private(set) var isProven = true
    private var leafReached = 0

    init(_ problem: PlanProblem, mostChoices: Int, known: PlanCost?) {
        self.problem = problem
        self.mostChoices = mostChoices
        self.known = known
        floors = problem.rules.map(\.isFloor)
        var steps: [Step] = []
        Self.flatten(problem.root, required: true, &steps)
        self.steps = steps
        outlook = problem.rules.map { rule in
            var rows = [(all: 0, free: 0, dearest: 0)]
            for leaf in problem.leaves.indices.reversed() {
                let row = rows[rows.count - 1]
                let most = rule.brings[leaf].max() ?? 0
                let costs = problem.leaves[leaf].ways.contains(.study) || problem.leaves[leaf].ways.contains(.skipped)
                rows.append(
                    (
                        all: row.all + most,
                        free: row.free + (costs ? max(0, rule.brings[leaf].first ?? 0) : max(0, most)),
                        dearest: costs ? max(row.dearest, most) : row.dearest
                    ))
            }
            return rows.reversed()
        }
    }

    private static func flatten(_ group: PlanGroup, required: Bool, _ steps: inout [Step]) {
        steps.append(.open(group, required: required))
        for child in group.children {
            switch child {
            case .leaf(let leaf): steps.append(.leaf(leaf))
            case .group(let inner):
                flatten(inner, required: required && group.components == group.children.count, &steps)
            }
        }
        steps.append(.close)
    }

    mutating func run() -> PlanSearch.Found? {
        var choices = [Choice(sums: problem.rules.map { _ in 0 })]
        var stack: [(group: PlanGroup, required: Bool)] = []
        for step in steps {
            switch step {
            case .open(let group, let required):
                stack.append((group, required))
                for index in choices.indices { choices[index].open += [0, 0] }
            case .close:
                guard let (group, required) = stack.popLast() else { continue }
                choices = prune(choices.compactMap { close($0, group, required, in: stack.last?.group) })
            case .leaf(let leaf):
                var more: [Choice] = []
                more.reserveCapacity(choices.count * 3)
                let order = problem.leaves[leaf].order
                for choice in choices {
                    for way in order {
                        if let longer = take(leaf, way, choice, stack) { more.append(longer) }
                    }
                }
                leafReached = leaf + 1
                choices = prune(more)
            }
        }
        let good = choices.filter { zip($0.sums, problem.rules).allSatisfy { $0 >= $1.need } }
        guard let best = good.min(by: { $0.cost < $1.cost }) else { return nil }
        var ways = problem.leaves.map { $0.ways.first ?? .skipped }
        var next = best.trail
        while let trail = next {
            ways[trail.leaf] = problem.leaves[trail.leaf].ways[trail.way]
            next = trail.before
        }
        return PlanSearch.Found(ways: ways, cost: best.cost, isProven: isProven)
    }

    private func take(
        _ leaf: Int, _ way: Int, _ choice: Choice, _ stack: [(group: PlanGroup, required: Bool)]
    ) -> Choice? {
        let counts = problem.leaves[leaf].counts(problem.leaves[leaf].ways[way])
        if !counts, let inner = stack.last, inner.required, inner.group.components == inner.group.children.count {
            return nil
        }
        var choice = choice
        choice.cost = choice.cost + problem.cost(leaf, problem.leaves[leaf].ways[way])
        for rule in choice.sums.indices {
            choice.sums[rule] += problem.rules[rule].brings[leaf][way]
            if choice.sums[rule] + outlook[rule][leaf + 1].all < problem.rules[rule].need { return nil }
            if floors[rule] { choice.sums[rule] = min(choice.sums[rule], problem.rules[rule].need) }
        }
        if counts {
            for (depth, open) in stack.enumerated() {
                choice.open[depth * 2 + 1] = min(
                    open.group.credits, choice.open[depth * 2 + 1] + problem.leaves[leaf].credits)
            }
            let inner = stack.count - 1
            choice.open[inner * 2] = min(stack[inner].group.components, choice.open[inner * 2] + 1)
        }
        choice.trail = Trail(leaf: leaf, way: way, before: choice.trail)
        return choice
    }

    private func close(_ choice: Choice, _ group: PlanGroup, _ required: Bool, in outer: PlanGroup?) -> Choice? {
        var choice = choice
        let credits = choice.open.removeLast()
        let components = choice.open.removeLast()
        let isThere = components >= group.components && credits >= group.credits
        if required, !isThere { return nil }
        if isThere, let outer {
            let place = choice.open.count - 2
            choice.open[place] = min(outer.components, choice.open[place] + 1)
        }
        return choice
    }

    /// The choices that no other beats and that can still be shorter than the way known, in the order in which they came:
    /// of those that cost the same the one that takes up the earlier unit stays first.
    private mutating func prune(_ choices: [Choice]) -> [Choice] {
        let order = choices.indices.sorted { one, other in
            choices[one].cost == choices[other].cost ? one < other : choices[one].cost < choices[other].cost
        }
        var kept: [(index: Int, choice: Choice)] = []
        for index in order {
            let choice = choices[index]
            if let known {
                var least = choice.cost
                least.units += unitsStillNeeded(choice, from: leafReached)
                least.credits += creditsStillNeeded(choice, from: leafReached)
                if least > known { continue }
            }
            if !kept.contains(where: { $0.choice.beats(choice) }) { kept.append((index, choice)) }
        }
        if kept.count > mostChoices {
            isProven = false
            let hopes = kept.map { $0.choice.cost.units + unitsStillNeeded($0.choice, from: leafReached) }
            let promising = kept.indices.sorted { hopes[$0] == hopes[$1] ? $0 < $1 : hopes[$0] < hopes[$1] }
            kept = promising.prefix(mostChoices).map { kept[$0] }
        }
        return kept.sorted { $0.index < $1.index }.map(\.choice)
    }

    /// Fewest more credits that the rules ask for after all that is free: no unit brings a rule more than its credits.
    private func creditsStillNeeded(_ choice: Choice, from leaf: Int) -> Int {
        choice.sums.indices.reduce(0) { most, rule in
            guard problem.rules[rule].basis != .courses else { return most }
            return max(most, problem.rules[rule].need - choice.sums[rule] - outlook[rule][leaf].free)
        }
    }

    /// Fewest more units that the rules ask for: what lacks after all that is free, by the unit that brings most.
    private func unitsStillNeeded(_ choice: Choice, from leaf: Int) -> Int {
        var units = 0
        for rule in choice.sums.indices {
            let lacks = problem.rules[rule].need - choice.sums[rule] - outlook[rule][leaf].free
            let dearest = outlook[rule][leaf].dearest
            if lacks > 0, dearest > 0 { units = max(units, (lacks + dearest - 1) / dearest) }
        }
        return units
    }
}
