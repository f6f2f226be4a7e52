public import Foundation

/// How assessments are sampled and checked.
public struct ModerationRules: Codable, Sendable, Equatable {
    /// What is always looked at, whatever the base rate.
    public enum Stratum: String, Codable, Sendable, CaseIterable {
        /// Every claim found not yet competent.
        case notYetCompetent
        /// Every appeal.
        case appeal
        /// Everything by a new assessor.
        case newAssessor
        /// Every result close to the line.
        case borderline
    }

    /// Share of all assessments that is looked at, 0 to 1.
    public var baseRate: Sourced<Decimal>
    /// What is always looked at.
    public var always: Sourced<[Stratum]>
    /// For how many months an assessor counts as new.
    public var newAssessorMonths: Sourced<Int>

    /// Rules of moderation.
    public init(baseRate: Sourced<Decimal>, always: Sourced<[Stratum]>, newAssessorMonths: Sourced<Int>) {
        self.baseRate = baseRate
        self.always = always
        self.newAssessorMonths = newAssessorMonths
    }
}
