import Foundation

/// What a rule says before the levels that must be reached are looked at.
struct Verdict {
    let met: Bool
    let words: String
    var credits: Decimal?
    var grade: RubricResult.Grade?
}

extension Rubric {
    func verdict(_ marks: [Mark]) throws(AggregationError) -> Verdict {
        switch aggregation {
        case .allSatisfactory(let minimum):
            try allSatisfactory(marks, minimum)
        case .conjunctiveWithFloor(let floor):
            conjunctive(marks, floor)
        case .weighted(let threshold):
            weighted(marks, threshold)
        case .compensated(let minimum, let compensating, let mostBelow, let exceeds):
            try compensated(marks, minimum, compensating, mostBelow, exceeds)
        case .meanToCredit(let chart):
            mean(
                points: marks.reduce(0) { $0 + $1.points }, over: marks.reduce(0) { $0 + $1.weight }, chart,
                of: "The mean of the marks")
        }
    }

    private func allSatisfactory(_ marks: [Mark], _ minimum: String) throws(AggregationError) -> Verdict {
        var reached = 0
        for mark in marks where mark.rank >= (try mark.criterion.knownRank(of: minimum)) { reached += 1 }
        return Verdict(
            met: reached == marks.count,
            words: "Every criterion must be satisfactory; \(reached) of \(marks.count) are.")
    }

    private func conjunctive(_ marks: [Mark], _ floor: Decimal) -> Verdict {
        var short: [String] = []
        var seen: [String] = []
        for outcome in marks.map(\.criterion.outcome) where !seen.contains(outcome) {
            seen.append(outcome)
            let own = marks.filter { $0.criterion.outcome == outcome }
            let maximum = own.reduce(0) { $0 + $1.maximum }
            let points = own.reduce(0) { $0 + $1.points }
            if points < floor * maximum { short.append("\(outcome) (\(percent(points, of: maximum)))") }
        }
        let rule = "Each learning outcome needs at least \(exact(floor)) of its points"
        return Verdict(
            met: short.isEmpty,
            words: short.isEmpty ? "\(rule), and each has them." : "\(rule); these have fewer: \(short.listed).")
    }

    private func weighted(_ marks: [Mark], _ threshold: Decimal) -> Verdict {
        let maximum = marks.reduce(0) { $0 + $1.maximum }
        let points = marks.reduce(0) { $0 + $1.points }
        return Verdict(
            met: points >= threshold * maximum,
            words: "The marks come to \(percent(points, of: maximum)), and \(exact(threshold)) is asked for.")
    }

    private func compensated(
        _ marks: [Mark], _ minimum: String, _ compensating: String, _ mostBelow: Int, _ exceeds: Decimal?
    ) throws(AggregationError) -> Verdict {
        var below = 0
        var above = 0
        for mark in marks {
            if mark.rank < (try mark.criterion.knownRank(of: minimum)) { below += 1 }
            if mark.rank >= (try mark.criterion.knownRank(of: compensating)) { above += 1 }
        }
        let met = below == 0 || (below <= mostBelow && below <= above)
        var words =
            below == 0
            ? "Every criterion reaches the level asked for."
            : "\(below) of \(marks.count) criteria fall short and \(above) can make up for them, one each; "
                + "at most \(mostBelow) may fall short."
        guard let exceeds else { return Verdict(met: met, words: words) }
        let isMore = Decimal(above) >= exceeds * Decimal(marks.count)
        if met {
            words += " \(above) of \(marks.count) are at the top, and from \(exact(exceeds)) on the claim exceeds."
        }
        return Verdict(met: met, words: words, grade: isMore ? .exceeds : .meets)
    }

    /// What a mean buys by a chart. Nothing is divided before it is compared, so that no third is ever rounded.
    func mean(points: Decimal, over weights: Decimal, _ chart: [CreditStep], of what: String) -> Verdict {
        let credits = chart.filter { $0.mean * weights <= points }.map(\.credits).max() ?? 0
        let mean = weights > 0 ? points / weights : 0
        let next = chart.filter { $0.credits > credits }.min { $0.mean < $1.mean }
        let more = next.map { " From a mean of \($0.mean) on it would buy \($0.credits)." } ?? ""
        return Verdict(
            met: credits > 0, words: "\(what) is \(rounded(mean)), which buys \(credits) credits.\(more)",
            credits: credits)
    }

    /// A share asked for, as it stands in the rule: rounding it down could show a mark as reaching what it misses.
    private func exact(_ share: Decimal) -> String { "\(share * 100) %" }

    private func percent(_ part: Decimal, of whole: Decimal) -> String {
        guard whole > 0 else { return "0 %" }
        return "\(rounded(part / whole * 100)) %"
    }

    /// To one decimal, down, so that a figure shown is never one that was not reached.
    private func rounded(_ figure: Decimal) -> Decimal {
        var figure = figure
        var rounded = Decimal()
        NSDecimalRound(&rounded, &figure, 1, .down)
        return rounded
    }
}
