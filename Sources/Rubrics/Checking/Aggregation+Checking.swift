import Assessment
import Foundation

extension Rubric {
    /// Notes what makes the rule of aggregation impossible or empty on these criteria.
    func checkAggregation(_ faults: Faults, credits: Decimal?) {
        let path: Path = ["rubric", "aggregation"]
        switch aggregation {
        case .allSatisfactory(let minimum):
            checkLevel(minimum, faults, path + "minimum")
            refuseWeights(faults)
        case .conjunctiveWithFloor(let floor):
            if floor == 0 { faults.add(path + "floor", "A floor of 0 asks for nothing.", "Write a share above 0.") }
            checkWeights(faults)
        case .weighted(let threshold):
            if threshold == 0 {
                faults.add(path + "threshold", "A threshold of 0 asks for nothing.", "Write a share above 0.")
            } else if threshold > 1 {
                faults.add(
                    path + "threshold", "No marks can come to \(threshold) of all points.",
                    "Write a share of at most 1: \(threshold <= 100 ? "\(threshold / 100)" : "0.6") for instance.")
            }
            checkWeights(faults)
        case .compensated(let minimum, let compensating, let mostBelow, let exceeds):
            if exceeds == 0 {
                faults.add(
                    path + "exceeds", "A share of 0 is always reached.", "Write a share above 0, or leave it out.")
            }
            checkLevel(minimum, faults, path + "minimum")
            checkLevel(compensating, faults, path + "compensating")
            checkOrder(minimum, compensating, faults, path + "compensating")
            if mostBelow * 2 > criteria.count {
                faults.add(
                    path + "mostBelow",
                    "Of \(criteria.count) criteria \(mostBelow) cannot fall short and be made up for by others.",
                    "Write at most \(criteria.count / 2).")
            }
            refuseWeights(faults)
        case .meanToCredit(let chart):
            checkChart(chart, credits, faults, path + "chart")
            checkWeights(faults)
        }
    }

    private func checkLevel(_ level: String, _ faults: Faults, _ path: Path) {
        let lacking = criteria.filter { $0.rank(of: level) == nil }
        if !lacking.isEmpty {
            let shared = criteria.map { Set($0.levels.map(\.id)) }.reduce(nil as Set<String>?) { common, ids in
                common?.intersection(ids) ?? ids
            }
            faults.add(
                path, "No level \"\(level)\" in: \(lacking.map(\.id).joined(separator: ", ")).",
                Suggestion.sentence(for: level, among: (shared ?? []).sorted()))
        } else if criteria.allSatisfy({ $0.rank(of: level) == 0 }) {
            faults.add(
                path, "\"\(level)\" is the lowest level everywhere, so it asks for nothing.", "Name a higher one.")
        }
    }

    private func checkOrder(_ minimum: String, _ compensating: String, _ faults: Faults, _ path: Path) {
        for criterion in criteria {
            guard let low = criterion.rank(of: minimum), let high = criterion.rank(of: compensating), high <= low else {
                continue
            }
            faults.add(
                path, "\"\(compensating)\" does not lie above \"\(minimum)\" in \"\(criterion.id)\".",
                "Name a level above the minimum.")
            return
        }
    }

    private func checkWeights(_ faults: Faults) {
        let weights = criteria.map(\.weight)
        guard weights.contains(where: { $0 != nil }) else { return }
        for (index, weight) in weights.enumerated() {
            let path: Path = ["rubric", "criteria", .index(index)]
            if weight == nil {
                faults.add(path, "This criterion has no weight and others have.", "Give each a weight, or none.")
            } else if weight == 0 {
                faults.add(path + "weight", "A weight of 0 takes the criterion out.", "Write a weight above 0.")
            }
        }
        let sum = weights.compactMap(\.self).reduce(0, +)
        if sum != 1, sum != 100, !weights.contains(nil) {
            faults.add(
                ["rubric", "criteria", .index(0), "weight"], "The weights add up to \(sum).",
                "Let them add up to 1 or to 100.")
        }
        checkEqualHeights(faults)
    }

    /// A weight is a share of the whole only where the highest levels carry the same points.
    private func checkEqualHeights(_ faults: Faults) {
        // Points that do not rise are a fault of their own, told where they stand.
        let rise = criteria.allSatisfy { criterion in
            zip(criterion.levels, criterion.levels.dropFirst()).allSatisfy { $0.points < $1.points }
        }
        guard let first = criteria.first, rise else { return }
        for (index, criterion) in criteria.enumerated() where criterion.maximumPoints != first.maximumPoints {
            faults.add(
                ["rubric", "criteria", .index(index), "levels"],
                "Its highest level has \(criterion.maximumPoints) points and that of \"\(first.id)\" "
                    + "\(first.maximumPoints), so the weights are not the shares they look like.",
                "Give the highest levels the same points, or leave the weights out and let the points speak.")
            return
        }
    }

    private func refuseWeights(_ faults: Faults) {
        for (index, criterion) in criteria.enumerated() where criterion.weight != nil {
            faults.add(
                ["rubric", "criteria", .index(index), "weight"],
                "The rule \(aggregation.name.rawValue) does not weigh.", "Leave the weight out.")
        }
    }

    private func checkChart(_ chart: [CreditStep], _ credits: Decimal?, _ faults: Faults, _ path: Path) {
        let weights = criteria.reduce(Decimal(0)) { $0 + ($1.weight ?? 1) }
        let best = criteria.reduce(Decimal(0)) { $0 + Decimal($1.maximumPoints) * ($1.weight ?? 1) }
        for (index, step) in chart.enumerated() {
            let place = path + .index(index)
            if step.mean * weights > best {
                faults.add(
                    place + "mean", "No marks can have a mean of \(step.mean).", "Write at most \(best / weights).")
            }
            if index > 0, step.mean <= chart[index - 1].mean || step.credits < chart[index - 1].credits {
                faults.add(place, "This step does not rise above the one before.", "Order the steps by mean, rising.")
            }
            if let credits, step.credits > credits {
                faults.add(
                    place + "credits", "The unit is worth \(credits) credits, and this step buys \(step.credits).",
                    "Write at most \(credits).")
            }
        }
    }
}
