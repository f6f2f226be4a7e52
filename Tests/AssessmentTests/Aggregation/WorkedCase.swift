import Assessment
import Foundation
import Testing

/// One case worked out by hand: a rule, what an assessor gave, and what it comes to.
struct WorkedCase: CustomTestStringConvertible, Sendable {
    /// Who publishes the rule.
    let after: String
    let rule: AggregationRule
    /// Criteria as `id/outcome`, `id/outcome*0.5` with a weight, `id/outcome!l1` with a level that must be reached.
    let criteria: [String]
    /// How many levels lie below the one given, criterion by criterion; the points of a level are the same number.
    let ranks: [Int]
    let outcome: RubricResult.Outcome
    var grade: RubricResult.Grade?
    var credits: Decimal?
    let words: String

    /// The highest level of every criterion.
    var top = 3

    var testDescription: String { "\(rule.name.rawValue) \(ranks): \(words)" }

    var rubric: Rubric {
        Rubric(
            criteria: criteria.map { text in
                let must = text.split(separator: "!")
                let weight = must[0].split(separator: "*")
                let parts = weight[0].split(separator: "/")
                return Samples.criterion(
                    String(parts[0]), outcome: String(parts[1]), points: Array(0...top),
                    mustReach: must.count > 1 ? String(must[1]) : nil,
                    weight: weight.count > 1 ? Decimal(string: String(weight[1])) : nil)
            }, aggregation: rule)
    }

    var levels: [String: String] {
        Dictionary(uniqueKeysWithValues: zip(rubric.criteria.map(\.id), ranks.map { "l\($0)" }))
    }
}
