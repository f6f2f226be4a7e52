import Foundation

extension Rubric {
    /// What one assessor's levels, by criterion id, come to under the rubric's rule.
    ///
    /// Every criterion must have been given one of its own levels.
    public func result(of levels: [String: String]) throws(AggregationError) -> RubricResult {
        let marks = try marks(levels)
        let findings = try marks.map { mark throws(AggregationError) in try finding(mark) }
        let points = marks.reduce(0) { $0 + $1.points }
        let maximum = marks.reduce(0) { $0 + $1.maximum }
        let verdict = try verdict(marks)
        let unmet = findings.filter { !$0.reached }
        let mustFailed = marks.filter(\.missesMust)
        let competent = verdict.met && mustFailed.isEmpty
        var sentences = [verdict.words]
        if !mustFailed.isEmpty {
            sentences.append("A level that must be reached was not, on: \(titles(mustFailed)).")
        } else if !competent, !unmet.isEmpty {
            sentences.append("Still short: \(unmet.map(\.criterion).compactMap { criterion($0)?.title }.listed).")
        }
        return RubricResult(
            outcome: competent ? .competent : .notYetCompetent, grade: competent ? verdict.grade : nil,
            findings: findings, points: points, maximum: maximum,
            credits: competent ? verdict.credits : verdict.credits.map { _ in 0 },
            words: "\(competent ? "Competent." : "Not yet competent.") \(sentences.joined(separator: " "))")
    }

    func marks(_ levels: [String: String]) throws(AggregationError) -> [Mark] {
        let unscored = criteria.map(\.id).filter { levels[$0] == nil }
        guard unscored.isEmpty else { throw .unscored(unscored) }
        let unknown = Set(levels.keys).subtracting(criteria.map(\.id))
        guard unknown.isEmpty else { throw .unknownCriteria(unknown.sorted()) }
        return try criteria.map { criterion throws(AggregationError) in
            let id = levels[criterion.id] ?? ""
            guard let rank = criterion.rank(of: id) else {
                throw .unknownLevel(criterion: criterion.id, level: id)
            }
            return Mark(criterion: criterion, level: criterion.levels[rank], rank: rank)
        }
    }

    private func finding(_ mark: Mark) throws(AggregationError) -> CriterionFinding {
        let required = try requiredRank(mark.criterion)
        let reached = required.map { mark.rank >= $0 } ?? true
        let name = required.map { mark.criterion.levels[$0].name }
        let words =
            reached
            ? "\(mark.criterion.title): \(mark.level.name)."
            : "\(mark.criterion.title): \(mark.level.name), and \(name ?? "more") is asked for."
        return CriterionFinding(
            criterion: mark.criterion.id, level: mark.level.id, rank: mark.rank, points: mark.level.points,
            required: required.map { mark.criterion.levels[$0].id }, reached: reached, words: words)
    }

    /// How many levels lie below the one asked for on a criterion, by its own `mustReach` or by the rule; nil for none.
    private func requiredRank(_ criterion: Criterion) throws(AggregationError) -> Int? {
        let must = try criterion.mustReach.map { level throws(AggregationError) in
            try criterion.knownRank(of: level)
        }
        switch aggregation {
        case .allSatisfactory(let minimum), .compensated(let minimum, _, _, _):
            return max(try criterion.knownRank(of: minimum), must ?? 0)
        case .conjunctiveWithFloor, .weighted, .meanToCredit:
            return must
        }
    }

    private func titles(_ marks: [Mark]) -> String { marks.map(\.criterion.title).listed }
}

/// One criterion and the level it was given.
struct Mark {
    let criterion: Criterion
    let level: CriterionLevel
    let rank: Int

    var weight: Decimal { criterion.weight ?? 1 }
    var points: Decimal { Decimal(level.points) * weight }
    var maximum: Decimal { Decimal(criterion.maximumPoints) * weight }

    var missesMust: Bool {
        guard let must = criterion.mustReach.flatMap({ criterion.rank(of: $0) }) else { return false }
        return rank < must
    }
}

extension Criterion {
    /// The rank of a level that the rubric itself names.
    func knownRank(of level: String) throws(AggregationError) -> Int {
        guard let rank = rank(of: level) else { throw .ruleNamesUnknownLevel(criterion: id, level: level) }
        return rank
    }
}

extension [String] {
    /// The strings as a sentence lists them.
    var listed: String { joined(separator: "; ") }
}
