import Assessment
import Foundation

/// Every choice there is, tried one by one with the rules written out plainly: what the planner must agree with.
struct PlanEnumeration {
    enum Way: Equatable {
        case held(RecognitionRoute?), uncounted, skipped, study, claim
    }

    struct Best: Equatable {
        let units: Int
        let credits: Decimal
        let hours: Decimal
    }

    let question: PlanQuestion

    /// What the shortest way costs; nil where there is none.
    func best() -> Best? {
        let units = all(question.qualification.components)
        var best: Best?
        choose(units[...], [:]) { ways in
            guard keepsAll(ways) else { return }
            var cost = (units: 0, credits: Decimal(0), hours: Decimal(0))
            for unit in units where ways[unit.key.id] == .study || ways[unit.key.id] == .claim {
                cost.units += 1
                cost.credits += unit.credits ?? 0
                cost.hours += ways[unit.key.id] == .study ? unit.notionalHours ?? 0 : 0
            }
            guard let now = best else {
                best = Best(units: cost.units, credits: cost.credits, hours: cost.hours)
                return
            }
            if (cost.units, cost.credits, cost.hours) < (now.units, now.credits, now.hours) {
                best = Best(units: cost.units, credits: cost.credits, hours: cost.hours)
            }
        }
        return best
    }

    private func choose(_ units: ArraySlice<Unit>, _ ways: [String: Way], _ each: ([String: Way]) -> Void) {
        guard let unit = units.first else { return each(ways) }
        for way in open(unit) {
            var more = ways
            more[unit.key.id] = way
            choose(units.dropFirst(), more, each)
        }
    }

    private func open(_ unit: Unit) -> [Way] {
        if let held = question.holdings.first(where: { $0.key.id == unit.key.id }) {
            if let route = held.route, reserved(unit, route) { return [.uncounted] }
            return [.held(held.route), .uncounted]
        }
        let speaks = question.evidence.contains { $0.unit.id == unit.key.id && !$0.criteria.isEmpty }
        return speaks && !reserved(unit, question.claimRoute) ? [.skipped, .study, .claim] : [.skipped, .study]
    }

    private func reserved(_ unit: Unit, _ route: RecognitionRoute) -> Bool {
        question.qualification.reserved.contains { part in
            part.notBy.contains(route)
                && (part.of.value ?? []).contains { id in
                    id == unit.key.id
                        || question.qualification.groups.contains { group in
                            group.id == id && all(group.of).contains { $0.key == unit.key }
                        }
                }
        }
    }

    private func all(_ components: [Component]) -> [Unit] {
        components.flatMap { component -> [Unit] in
            switch component {
            case .unit(let key): question.units[key].map { [$0] } ?? []
            case .part(let key): all(question.parts[key]?.components ?? [])
            case .group(let group): all(group.of)
            }
        }
    }

    private func keepsAll(_ ways: [String: Way]) -> Bool {
        let qualification = question.qualification
        let units = all(qualification.components).filter { counts(ways, $0) }
        guard qualification.components.allSatisfy({ isThere($0, ways) }) else { return false }
        let total = sum(units)
        let whole = qualification.credits?.value
        if let whole, total < whole { return false }
        for minimum in qualification.minimumAtLevel {
            if sum(units.filter { $0.level >= minimum.level }) < minimum.credits.value ?? 0 { return false }
        }
        if let residency = qualification.residency, let least = residency.minimum.value {
            let own = units.filter { !residency.notBy.map(Optional.some).contains(route(ways, $0)) }
            if !reaches(residency.basis, own, least, of: whole ?? total) { return false }
        }
        for minimum in question.policy.minimums {
            guard let least = minimum.minimum.value else { continue }
            let own = units.filter { unit in
                let level =
                    switch minimum.atOrAbove {
                    case nil: 0
                    case .number(let number): number
                    case .exit: qualification.level
                    }
                return unit.level >= level && !minimum.notBy.map(Optional.some).contains(route(ways, unit))
            }
            if !reaches(minimum.basis, own, least, of: whole ?? total) { return false }
        }
        for limit in question.policy.limits {
            guard let most = limit.maximum.value else { continue }
            let counted = units.filter {
                limit.routes.map(Optional.some).contains(route(ways, $0)) && limit.levels?.contains($0.level) ?? true
            }
            if limit.scope == .qualification {
                if passes(limit.basis, counted, most, of: whole ?? total) { return false }
            } else if limit.scope == .level {
                for level in Set(counted.map(\.level)) {
                    let there = units.filter { $0.level == level }
                    if passes(limit.basis, counted.filter { $0.level == level }, most, of: sum(there)) { return false }
                }
            }
        }
        return true
    }

    private func reaches(_ basis: CreditLimit.Basis, _ units: [Unit], _ least: Decimal, of whole: Decimal) -> Bool {
        switch basis {
        case .courses: Decimal(units.count) >= least
        case .creditAmount: sum(units) >= least
        case .creditShare: sum(units) >= least * whole
        }
    }

    private func passes(_ basis: CreditLimit.Basis, _ units: [Unit], _ most: Decimal, of whole: Decimal) -> Bool {
        switch basis {
        case .courses: Decimal(units.count) > most
        case .creditAmount: sum(units) > most
        case .creditShare: sum(units) > most * whole
        }
    }

    private func isThere(_ component: Component, _ ways: [String: Way]) -> Bool {
        switch component {
        case .unit(let key): return question.units[key].map { counts(ways, $0) } ?? false
        case .part(let key):
            guard let part = question.parts[key] else { return false }
            let units = all(part.components).filter { counts(ways, $0) }
            return part.components.allSatisfy { isThere($0, ways) } && sum(units) >= part.credits?.value ?? 0
        case .group(let group):
            switch group.rule {
            case .all: return group.of.allSatisfy { isThere($0, ways) }
            case .components(let least): return group.of.filter { isThere($0, ways) }.count >= least.value ?? 0
            case .credits(let least): return sum(all(group.of).filter { counts(ways, $0) }) >= least.value ?? 0
            }
        }
    }

    private func counts(_ ways: [String: Way], _ unit: Unit) -> Bool {
        ways[unit.key.id] != .skipped && ways[unit.key.id] != .uncounted
    }

    private func route(_ ways: [String: Way], _ unit: Unit) -> RecognitionRoute? {
        switch ways[unit.key.id] {
        case .held(let route): route
        case .claim: question.claimRoute
        default: nil
        }
    }

    private func sum(_ units: [Unit]) -> Decimal { units.reduce(0) { $0 + ($1.credits ?? 0) } }
}
