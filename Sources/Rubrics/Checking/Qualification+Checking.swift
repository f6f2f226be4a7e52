import Assessment
import Foundation

extension Qualification {
    /// Notes what the qualification's parts say against each other, its framework, its units and its parts.
    func check(_ faults: Faults, frameworks: Frameworks, others: Qualifications) {
        checkUnique(sources.map(\.id), "source", faults) { ["sources", .index($0), "id"] }
        checkUnique(minimumAtLevel.map { "\($0.level)" }, "minimum", faults) {
            ["minimumAtLevel", .index($0), "level"]
        }
        let framework = frameworks.named(self.framework, faults)
        if let framework { checkStanding(faults, framework) }
        var seen = Seen()
        for (index, component) in components.enumerated() {
            check(component, ["components", .index(index)], &seen, faults, others)
        }
        checkReserved(faults, seen)
        guard let all = others.allUnits(of: self) else {
            faults.add(["components"], "By way of its parts the qualification holds itself.", "Take that part out.")
            return
        }
        // A unit that is missing or faulty has its own fault: sums without it would only mislead.
        let units = all.compactMap { others.units[$0] }
        if units.count == all.count { checkFigures(faults, units) }
    }

    private struct Seen {
        var groups: Set<String> = []
        var leaves: Set<String> = []
    }

    private func checkStanding(_ faults: Faults, _ framework: Framework) {
        if framework.level(level) == nil {
            faults.add(
                ["level"], "\(framework.key) has no level \(level).",
                "Write a level from 1 to \(framework.levels.count).")
        }
        if let type = framework.qualificationTypes.first(where: { $0.id == self.type }) {
            if let span = type.levels, !span.contains(level) {
                faults.add(
                    ["level"], "On \(framework.key) a \(type.id) does not stand at level \(level).",
                    "It stands at levels \(span.lowest) to \(span.highest).")
            }
        } else {
            faults.add(
                ["type"], "\(framework.key) has no kind of qualification \"\(type)\".",
                Suggestion.sentence(for: type, among: framework.qualificationTypes.map(\.id)))
        }
        if status == .published, framework.status != .published, framework.status != .superseded {
            faults.add(
                ["framework"], "The qualification is published, but \(framework.key) is \(framework.status.rawValue).",
                "Publish the framework first, or keep the qualification a draft.")
        }
        if let creditSystem, creditSystem != framework.creditSystem?.id {
            faults.add(
                ["creditSystem"], "\(framework.key) does not count in \"\(creditSystem)\".",
                framework.creditSystem.map { "Write \($0.id)." } ?? "Leave it out: it counts no credits.")
        }
        if credits != nil, creditSystem == nil {
            faults.add(
                ["credits"], "It is not said in which system the credits are counted.",
                framework.creditSystem.map { "Add \"creditSystem: \($0.id)\"." } ?? "Leave the credits out.")
        }
        // A kind that is not bound to levels, a part-qualification for instance, is no whole: the level's figure is not its.
        let isWhole = framework.qualificationTypes.first { $0.id == type }?.levels != nil
        if isWhole, let least = framework.level(level)?.minimumCredits?.value, let own = credits?.value, own < least {
            faults.add(
                ["credits", "value"], "\(framework.key) prints at least \(least) credits for level \(level).",
                "Write \(least) or more, or say in a gap why fewer.")
        }
    }

    private func check(
        _ component: Component, _ path: Path, _ seen: inout Seen, _ faults: Faults, _ others: Qualifications
    ) {
        switch component {
        case .unit(let key):
            checkOnce(key, path + "unit", &seen, faults)
            if let unit = others.unit(key, faults, at: path + "unit") {
                checkSameFramework(unit.framework, of: key, path + "unit", faults)
                checkPublished(unit.status, of: key, path + "unit", faults)
            }
        case .part(let key):
            checkOnce(key, path + "part", &seen, faults)
            if let part = others.part(key, faults, at: path + "part") {
                checkSameFramework(part.framework, of: key, path + "part", faults)
                checkPublished(part.status, of: key, path + "part", faults)
                for unit in others.allUnits(of: part) ?? [] { checkOnce(unit, path + "part", &seen, faults) }
            }
        case .group(let group):
            if !seen.groups.insert(group.id).inserted {
                faults.add(
                    path + "group", "Another group has the id \"\(group.id)\".", "Give each group an id of its own.")
            }
            checkRule(group, path, faults, others)
            for (index, inner) in group.of.enumerated() {
                check(inner, path + ["of", .index(index)], &seen, faults, others)
            }
        }
    }

    private func checkOnce(_ key: DocumentKey, _ path: Path, _ seen: inout Seen, _ faults: Faults) {
        guard !seen.leaves.insert(key.id).inserted else { return }
        faults.add(
            path, "\(key.id) stands in this qualification twice, parts included.",
            "Keep it once: the same learning counts once only.")
    }

    private func checkSameFramework(_ other: DocumentKey, of key: DocumentKey, _ path: Path, _ faults: Faults) {
        guard other != framework else { return }
        faults.add(
            path, "\(key) stands on \(other), and this qualification on \(framework).",
            "Name a version of it on \(framework): levels and credits of two frameworks are not added up.")
    }

    private func checkPublished(_ other: PublicationStatus, of key: DocumentKey, _ path: Path, _ faults: Faults) {
        guard status == .published, other == .draft || other == .reviewed else { return }
        faults.add(
            path, "The qualification is published, but \(key) is \(other.rawValue).",
            "Publish \(key) first, or keep the qualification a draft.")
    }

    private func checkRule(_ group: ComponentGroup, _ path: Path, _ faults: Faults, _ others: Qualifications) {
        switch group.rule {
        case .all: return
        case .components(let least):
            guard let least = least.value else { return noFigure(path, faults) }
            if least > group.of.count {
                faults.add(
                    path + ["atLeast", "value"], "Of \(group.of.count) components \(least) cannot be there.",
                    "Write at most \(group.of.count).")
            } else if least == group.of.count {
                faults.add(path + "take", "\(least) of \(group.of.count) are all of them.", "Write take: all.")
            }
        case .credits(let least):
            guard let least = least.value else { return noFigure(path, faults) }
            let keys = Component.group(group).unitKeys(others)
            let units = keys.compactMap { others.units[$0] }
            let credits = units.compactMap(\.credits).reduce(0, +)
            if units.count == keys.count, least > credits, credits > 0 {
                faults.add(
                    path + ["atLeast", "value"],
                    "Everything in it comes to \(credits) credits, and \(least) are asked for.",
                    "Write at most \(credits), or add units.")
            }
        }
    }

    private func noFigure(_ path: Path, _ faults: Faults) {
        faults.add(
            path + "atLeast", "A group that asks for an unknown number asks for nothing.",
            "Write take: all, or a figure as the institution's own.")
    }

    private func checkReserved(_ faults: Faults, _ seen: Seen) {
        let known = seen.groups.union(seen.leaves).sorted()
        for (index, part) in reserved.enumerated() {
            for (place, id) in (part.of.value ?? []).enumerated() where !known.contains(id) {
                faults.add(
                    ["reserved", .index(index), "of", "value", .index(place)],
                    "The qualification has no unit, part or group \"\(id)\".",
                    Suggestion.sentence(for: id, among: known))
            }
        }
    }

    private func checkFigures(_ faults: Faults, _ units: [Unit]) {
        let whole = units.compactMap(\.credits).reduce(0, +)
        if let credits = credits?.value, whole > 0, credits > whole {
            faults.add(
                ["credits", "value"], "All its units come to \(whole) credits, and \(credits) are asked for.",
                "Write at most \(whole), or add units.")
        }
        for (index, minimum) in minimumAtLevel.enumerated() {
            guard let least = minimum.credits.value, whole > 0 else { continue }
            let there = units.filter { $0.level >= minimum.level }.compactMap(\.credits).reduce(0, +)
            guard least > there else { continue }
            faults.add(
                ["minimumAtLevel", .index(index), "credits", "value"],
                "At level \(minimum.level) or above its units come to \(there) credits, and \(least) are asked for.",
                "Write at most \(there), or add units at that level.")
        }
    }
}

extension Component {
    /// Every unit in it, those of parts included.
    fileprivate func unitKeys(_ others: Qualifications) -> [DocumentKey] {
        switch self {
        case .unit(let key): [key]
        case .part(let key): others.qualifications[key].flatMap { others.allUnits(of: $0) } ?? []
        case .group(let group): group.of.flatMap { $0.unitKeys(others) }
        }
    }
}
