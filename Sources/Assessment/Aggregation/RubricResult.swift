public import Foundation

/// What a set of levels comes to under a rubric's rule, and why.
public struct RubricResult: Codable, Sendable, Equatable {
    /// The two outcomes the field knows. There is no failure for good: whoever is not yet competent may claim again.
    public enum Outcome: String, Codable, Sendable, CaseIterable {
        /// The claim is met.
        case competent
        /// The claim is not met yet.
        case notYetCompetent
    }

    /// How well a claim is met, under a rule that tells.
    public enum Grade: String, Codable, Sendable, CaseIterable {
        /// What is asked for is there.
        case meets
        /// More is there than is asked for.
        case exceeds
    }

    /// Whether the claim is met.
    public var outcome: Outcome
    /// How well; nil where the claim is not met and where the rule does not tell.
    public var grade: Grade?
    /// What was found on each criterion, in the rubric's order.
    public var findings: [CriterionFinding]
    /// The points, each criterion by its weight.
    public var points: Decimal
    /// The most points there could have been.
    public var maximum: Decimal
    /// The credits bought, where the rule is one that buys them; otherwise nil and the unit's own credits stand.
    public var credits: Decimal?
    /// Why this came out, in plain words.
    public var words: String

    /// A result.
    public init(
        outcome: Outcome, grade: Grade? = nil, findings: [CriterionFinding], points: Decimal, maximum: Decimal,
        credits: Decimal? = nil, words: String
    ) {
        self.outcome = outcome
        self.grade = grade
        self.findings = findings
        self.points = points
        self.maximum = maximum
        self.credits = credits
        self.words = words
    }
}

/// What was found on one criterion.
public struct CriterionFinding: Codable, Sendable, Equatable {
    /// The criterion's id.
    public var criterion: String
    /// The id of the level given.
    public var level: String
    /// How many levels lie below the one given.
    public var rank: Int
    /// The points of the level given, before any weight.
    public var points: Int
    /// The id of the level asked for; nil where the rule asks for none on a single criterion.
    public var required: String?
    /// Whether the level asked for was reached; true where none was.
    public var reached: Bool
    /// This criterion's part of the reasons, in plain words.
    public var words: String

    /// A finding.
    public init(
        criterion: String, level: String, rank: Int, points: Int, required: String?, reached: Bool, words: String
    ) {
        self.criterion = criterion
        self.level = level
        self.rank = rank
        self.points = points
        self.required = required
        self.reached = reached
        self.words = words
    }
}

/// Why a set of levels has no result.
public enum AggregationError: Error, Sendable, Equatable {
    /// These criteria were not scored, in the rubric's order.
    case unscored([String])
    /// These were scored but are no criteria of the rubric, sorted.
    case unknownCriteria([String])
    /// The criterion has no such level.
    case unknownLevel(criterion: String, level: String)
    /// There are no marks to take a mean of.
    case noMarks
    /// The rule of this name makes a result of one assessor's levels and takes no mean of several.
    case ruleTakesNoMean(AggregationRule.Name)
    /// The rule names a level that this criterion does not have, so the rubric itself is at fault.
    case ruleNamesUnknownLevel(criterion: String, level: String)
}
