import Foundation

/// Opens the tree of a qualification: parts become groups, units become leaves.
struct PlanLeaves {
    let question: PlanQuestion
    private(set) var leaves: [PlanLeaf] = []
    private var seen: Set<String> = []
    /// Where each unit and part lies: the ids of itself and of the groups around it.
    private var around: [Set<String>] = []

    init(_ question: PlanQuestion) {
        self.question = question
    }

    /// The whole as a group.
    mutating func root() throws(PlanError) -> PlanGroup {
        let qualification = question.qualification
        let children = try open(qualification.components, within: [], of: [qualification.key.id])
        return PlanGroup(
            rule: "components", title: qualification.title, source: nil, components: children.count, credits: 0,
            children: children)
    }

    private mutating func open(
        _ components: [Component], within ids: Set<String>, of way: [String]
    ) throws(PlanError) -> [PlanNode] {
        var nodes: [PlanNode] = []
        for component in components { nodes.append(try open(component, within: ids, of: way)) }
        return nodes
    }

    private mutating func open(
        _ component: Component, within ids: Set<String>, of way: [String]
    ) throws(PlanError) -> PlanNode {
        switch component {
        case .unit(let key):
            guard let unit = question.units[key] else { throw .unknownUnit(key) }
            guard seen.insert(key.id).inserted else { throw .unitTwice(key.id) }
            return .leaf(add(unit, within: ids.union([key.id])))
        case .part(let key):
            guard let part = question.parts[key] else { throw .unknownPart(key) }
            guard !way.contains(key.id) else { throw .circular(key) }
            if let held = question.holdings.first(where: { $0.key.id == key.id }) {
                return .leaf(add(part, held, within: ids.union([key.id])))
            }
            let children = try open(part.components, within: ids.union([key.id]), of: way + [key.id])
            return .group(
                PlanGroup(
                    rule: "components.\(key.id)", title: part.title, source: part.credits?.source,
                    components: children.count, credits: part.credits?.value.map(Scale.whole) ?? 0,
                    children: children))
        case .group(let group):
            let children = try open(group.of, within: ids.union([group.id]), of: way)
            let rule = "components.\(group.id)"
            switch group.rule {
            case .all:
                return .group(
                    PlanGroup(
                        rule: rule, title: group.title, source: nil, components: children.count, credits: 0,
                        children: children))
            case .components(let least):
                return .group(
                    PlanGroup(
                        rule: rule, title: group.title, source: least.source, components: least.value ?? 0, credits: 0,
                        children: children))
            case .credits(let least):
                return .group(
                    PlanGroup(
                        rule: rule, title: group.title, source: least.source, components: 0,
                        credits: least.value.map(Scale.whole) ?? 0, children: children))
            }
        }
    }

    private mutating func add(_ unit: Unit, within ids: Set<String>) -> Int {
        let held = question.holdings.first { $0.key.id == unit.key.id }
        let reached = question.evidence.filter { $0.unit.id == unit.key.id }.flatMap(\.criteria)
        var leaf = PlanLeaf(
            key: held?.key ?? unit.key, title: unit.title, unit: unit, level: unit.level,
            credits: credits(held, unit.credits, unit.creditSystem),
            hours: unit.notionalHours.map(Scale.whole) ?? 0,
            reached: unit.rubric.criteria.map(\.id).filter(reached.contains), ways: [])
        leaf.open(held, question, within: ids)
        leaves.append(leaf)
        return leaves.count - 1
    }

    private mutating func add(_ part: Qualification, _ held: Holding, within ids: Set<String>) -> Int {
        var leaf = PlanLeaf(
            key: held.key, title: part.title, unit: nil, level: part.level,
            credits: credits(held, part.credits?.value, part.creditSystem), hours: 0, reached: [], ways: [])
        leaf.open(held, question, within: ids)
        leaves.append(leaf)
        return leaves.count - 1
    }

    /// Only credit of the qualification's own system is added up.
    private func credits(_ held: Holding?, _ credits: Decimal?, _ system: String?) -> Int {
        if let held, let credits = held.credits {
            return held.creditSystem == question.qualification.creditSystem ? Scale.whole(credits) : 0
        }
        return system == question.qualification.creditSystem ? credits.map(Scale.whole) ?? 0 : 0
    }
}

extension PlanLeaf {
    /// Finds which ways are open.
    fileprivate mutating func open(_ held: Holding?, _ question: PlanQuestion, within ids: Set<String>) {
        let reserved = question.reserved(ids)
        if let held {
            if let route = held.route, let bar = reserved[route] {
                barred = [bar]
                ways = [.uncounted]
            } else {
                ways = [.held(held.route), .uncounted]
            }
            return
        }
        ways = [.skipped]
        guard !question.without.contains(key.id) else { return }
        if !reached.isEmpty {
            barred = [reserved[question.claimRoute]].compactMap(\.self) + question.unitLimits(on: self)
            if barred.isEmpty { ways.append(.claim(question.claimRoute)) }
        }
        ways.append(.study)
    }
}

extension PlanQuestion {
    /// The routes that cannot bring something that lies within these units and groups, and the rule that says so.
    fileprivate func reserved(_ ids: Set<String>) -> [RecognitionRoute: PlanReason] {
        var reserved: [RecognitionRoute: PlanReason] = [:]
        for (index, part) in qualification.reserved.enumerated() {
            guard let named = part.of.value, !ids.isDisjoint(with: named) else { continue }
            for route in part.notBy {
                reserved[route] = PlanReason(rule: "reserved.\(index)", source: part.of.source, words: part.statement)
            }
        }
        return reserved
    }

    /// The limits on a single unit that a claim to it would pass.
    fileprivate func unitLimits(on leaf: PlanLeaf) -> [PlanReason] {
        limits.filter { limit in
            guard limit.scope == .unit, let maximum = limit.maximum.value, limit.routes.contains(claimRoute),
                limit.levels?.contains(leaf.level) ?? true
            else { return false }
            switch limit.basis {
            case .creditShare, .courses: return maximum < 1
            case .creditAmount: return leaf.credits > Scale.whole(maximum)
            }
        }.map { PlanReason(rule: "limits.\($0.id)", source: $0.maximum.source, words: $0.statement) }
    }

    /// The policy's limits that hold on the day.
    var limits: [CreditLimit] {
        policy.limits.filter { ($0.validity ?? policy.validity)?.contains(today) ?? true }
    }

    /// The policy's minimums that hold on the day.
    var minimums: [CreditMinimum] {
        policy.minimums.filter { ($0.validity ?? policy.validity)?.contains(today) ?? true }
    }
}
