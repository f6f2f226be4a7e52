public import Foundation

/// What the mean of several assessors' marks, given without sight of each other, buys by a chart of credit.
public struct IndependentResult: Codable, Sendable, Equatable {
    /// Whether any credit is bought and every level that must be reached is.
    public var outcome: RubricResult.Outcome
    /// What each assessor's marks come to alone, in the order given. They are kept: a mean hides who saw what.
    public var alone: [RubricResult]
    /// The mean of the points on each criterion, by its id.
    public var means: [String: Decimal]
    /// The mean over criteria by weight, and over assessors, each of whom counts the same.
    public var mean: Decimal
    /// The credits bought, in the unit's credit system.
    public var credits: Decimal
    /// Why this came out, in plain words.
    public var words: String
}

extension Rubric {
    /// The result of the mean of independent marks: each assessor's levels by criterion id, one mapping an assessor.
    ///
    /// After Athabasca's programme portfolios: three assessors mark from 0 to 10 without seeing each other's marks, nothing
    /// shown for an area is 0, and the mean buys credits by the programme's chart. A criterion's `mustReach` is held against
    /// the mean of the points given on it: it fails where that lies below the points of the level named.
    /// - Throws: `ruleTakesNoMean` where the rubric's rule is not ``AggregationRule/meanToCredit(chart:)``, `noMarks` where
    ///   nobody marked, and what ``result(of:)`` throws for the marks of any assessor.
    public func result(ofIndependent marks: [[String: String]]) throws(AggregationError) -> IndependentResult {
        guard case .meanToCredit(let chart) = aggregation else { throw .ruleTakesNoMean(aggregation.name) }
        guard !marks.isEmpty else { throw .noMarks }
        let alone = try marks.map { levels throws(AggregationError) in try result(of: levels) }
        let count = Decimal(marks.count)
        var sums: [String: Decimal] = [:]
        for finding in alone.flatMap(\.findings) { sums[finding.criterion, default: 0] += Decimal(finding.points) }
        let weights = criteria.reduce(Decimal(0)) { $0 + ($1.weight ?? 1) } * count
        let points = criteria.reduce(Decimal(0)) { $0 + (sums[$1.id] ?? 0) * ($1.weight ?? 1) }
        let assessors = marks.count == 1 ? "of 1 assessor" : "of \(marks.count) assessors"
        let verdict = mean(points: points, over: weights, chart, of: "The mean of the marks \(assessors)")
        let missed = criteria.filter { criterion in
            guard let must = criterion.mustReach.flatMap({ criterion.rank(of: $0) }) else { return false }
            return (sums[criterion.id] ?? 0) < Decimal(criterion.levels[must].points) * count
        }
        let competent = verdict.met && missed.isEmpty
        let failed =
            missed.isEmpty
            ? "" : " On average a level that must be reached was not, on: \(missed.map(\.title).listed)."
        return IndependentResult(
            outcome: competent ? .competent : .notYetCompetent, alone: alone, means: sums.mapValues { $0 / count },
            mean: weights > 0 ? points / weights : 0, credits: competent ? verdict.credits ?? 0 : 0,
            words: "\(competent ? "Competent." : "Not yet competent.") \(verdict.words)\(failed)")
    }
}
