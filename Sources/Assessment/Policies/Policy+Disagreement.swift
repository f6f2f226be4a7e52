import Foundation

/// Which of several assessors' results stands.
public enum Settlement: Codable, Sendable, Equatable {
    /// The result at this place, counted from 0, decides; why, in plain words.
    case decided(by: Int, words: String)
    /// A third assessor is needed; why, in plain words.
    case thirdNeeded(words: String)
}

extension Policy {
    /// Why the first two results count as disagreeing; empty where they agree or there are fewer than two.
    public func disagreement(between results: [RubricResult]) -> [PolicyFinding] {
        guard results.count >= 2 else { return [] }
        return disagreement.triggers.compactMap { trigger in
            guard let rule = trigger.value, let words = rule.words(results[0], results[1]) else { return nil }
            return PolicyFinding(
                rule: "disagreement.\(rule.name)", source: trigger.source, blocking: true, words: words)
        }
    }

    /// Which result stands, of one to three results in the order of their seats. Nil where there is none.
    ///
    /// Where two assessors agree, the one with fewer points decides, so that agreement never gives more than both
    /// gave; at equal points, the first. A third result decides by the policy's resolution; where that is a gap, by the
    /// one closest to it.
    public func settlement(of results: [RubricResult]) -> Settlement? {
        guard let first = results.first else { return nil }
        guard results.count >= 2 else {
            return .decided(by: 0, words: "One assessor scored the claim.")
        }
        let reasons = disagreement(between: results)
        guard !reasons.isEmpty else {
            let place = results[1].points < first.points ? 1 : 0
            return .decided(by: place, words: "The two assessors agree; the more cautious set of marks stands.")
        }
        guard results.count >= 3 else {
            return .thirdNeeded(words: reasons.map(\.words).joined(separator: " "))
        }
        return switch disagreement.resolution.value {
        case .majority: majority(of: results)
        case .median: median(of: results)
        case .panel: .decided(by: 2, words: "A panel looked at both sets of marks; its joint mark stands.")
        case .closestToThird, nil: closest(of: results)
        }
    }

    private func closest(of results: [RubricResult]) -> Settlement {
        let distances = results.prefix(2).map { $0.distance(to: results[2]) }
        let place: Int
        if distances[0] == distances[1] {
            place = results[1].points < results[0].points ? 1 : 0
        } else {
            place = distances[1] < distances[0] ? 1 : 0
        }
        let which = place == 0 ? "first" : "second"
        let words =
            distances[0] == distances[1]
            ? "Both earlier sets of marks lie equally close to the third; the more cautious, the \(which), stands."
            : "Of the two earlier sets of marks the \(which) lies closest to the third, so it stands."
        return .decided(by: place, words: words)
    }

    /// No mark stands that nobody gave: the middle is one of the three.
    private func median(of results: [RubricResult]) -> Settlement {
        let order = results.indices.prefix(3).sorted { one, other in
            let (first, second) = (results[one], results[other])
            guard first.outcome == second.outcome else { return first.outcome == .notYetCompetent }
            return (first.points, one) < (second.points, other)
        }
        return .decided(by: order[1], words: "Of the three sets of marks the one in the middle stands.")
    }

    private func majority(of results: [RubricResult]) -> Settlement {
        let competent = results.prefix(3).count { $0.outcome == .competent }
        let outcome: RubricResult.Outcome = competent >= 2 ? .competent : .notYetCompetent
        let agreeing = results.indices.prefix(3).filter { results[$0].outcome == outcome }
        let place = agreeing.min { results[$0].points < results[$1].points } ?? 0
        return .decided(
            by: place,
            words: "\(agreeing.count) of three assessors came to this outcome; the most cautious of them stands.")
    }
}

extension DisagreementTrigger {
    fileprivate var name: String {
        switch self {
        case .differentOutcome: "differentOutcome"
        case .differentGrade: "differentGrade"
        case .levelDistance: "levelDistance"
        case .shareOfCriteria: "shareOfCriteria"
        }
    }

    /// Why this trigger holds between two results, or nil where it does not.
    fileprivate func words(_ one: RubricResult, _ other: RubricResult) -> String? {
        let distances = one.rankDistances(to: other)
        switch self {
        case .differentOutcome:
            return one.outcome == other.outcome ? nil : "One assessor found the claim met, the other did not."
        case .differentGrade:
            guard one.outcome != other.outcome || one.grade != other.grade else { return nil }
            return one.outcome == other.outcome
                ? "Both assessors found the claim met, and not equally well."
                : "One assessor found the claim met, the other did not."
        case .levelDistance(let levels):
            let apart = distances.filter { $0.distance >= levels }.map(\.criterion)
            return apart.isEmpty
                ? nil : "The assessors lie \(levels) levels or more apart on: \(apart.joined(separator: ", "))."
        case .shareOfCriteria(let share):
            let differing = distances.count { $0.distance > 0 }
            guard differing > 0, Decimal(differing) >= share * Decimal(distances.count) else { return nil }
            return "The assessors differ on \(differing) of \(distances.count) criteria."
        }
    }
}

extension RubricResult {
    fileprivate func rankDistances(to other: RubricResult) -> [(criterion: String, distance: Int)] {
        let ranks = Dictionary(other.findings.map { ($0.criterion, $0.rank) }) { first, _ in first }
        return findings.compactMap { finding in
            ranks[finding.criterion].map { (finding.criterion, abs($0 - finding.rank)) }
        }
    }

    fileprivate func distance(to other: RubricResult) -> Int {
        rankDistances(to: other).reduce(0) { $0 + $1.distance }
    }
}
