/// One assessor's levels for one claim, blind to every other's until all are in. Identified by `ID<Scorecard>`.
///
/// A score is the identity of a level, never only its points (canvas-lms#578).
public struct Scorecard: Sendable, Equatable {
    /// The level chosen on each criterion scored, by criterion id.
    public private(set) var levels: [String: String]
    /// The rubric's own answer, once submitted; from then on nothing of the scorecard changes.
    public private(set) var result: RubricResult?

    /// A scorecard as it stands.
    public init(levels: [String: String] = [:], result: RubricResult? = nil) {
        self.levels = levels
        self.result = result
    }

    /// Gives a criterion a level, or another one than before.
    public mutating func record(
        _ level: String, on criterion: String, of rubric: Rubric
    ) throws(ScoringError) {
        guard result == nil else { throw .submitted }
        try Self.check(level, on: criterion, of: rubric)
        levels[criterion] = level
    }

    /// Refuses a criterion that the rubric does not have, and a level that the criterion does not have.
    public static func check(_ level: String, on criterion: String, of rubric: Rubric) throws(ScoringError) {
        guard let known = rubric.criterion(criterion) else {
            throw .unknownCriterion(criterion, known: rubric.criteria.map(\.id))
        }
        guard known.rank(of: level) != nil else {
            throw .unknownLevel(level, criterion: criterion, known: known.levels.map(\.id))
        }
    }

    /// Closes the scorecard with what the rubric makes of it.
    public mutating func submit(under rubric: Rubric) throws(ScoringError) -> RubricResult {
        guard result == nil else { throw .submitted }
        do {
            let result = try rubric.result(of: levels)
            self.result = result
            return result
        } catch {
            throw .noResult(error)
        }
    }
}

/// What a scorecard does not allow.
public enum ScoringError: Error, Sendable, Equatable {
    /// The scorecard is submitted and never changes again.
    case submitted
    /// The rubric has no such criterion; it has these.
    case unknownCriterion(String, known: [String])
    /// The criterion has no such level; it has these, lowest first.
    case unknownLevel(String, criterion: String, known: [String])
    /// The levels do not make a result yet, or the rubric cannot make one.
    case noResult(AggregationError)
    /// The claim is not one that this assignment scores.
    case unknownClaim
    /// Nobody sees the scorecards of a submission before every claim has its outcome.
    case stillBlind
}
