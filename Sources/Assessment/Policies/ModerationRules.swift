public import Foundation

/// How assessments are sampled and checked.
public struct ModerationRules: Codable, Sendable, Equatable {
    /// What is always looked at, whatever the base rate.
    public enum Stratum: String, Codable, Sendable, CaseIterable {
        /// Every claim found not yet competent.
        case notYetCompetent
        /// Every claim of a unit on which its learner has appealed before.
        case appeal
        /// Everything by a new assessor.
        case newAssessor
        /// Every result close to the line: `Rubric.isBorderline(_:)`.
        case borderline
        /// Everything by an assessor who became stricter or more generous than the others.
        case driftingAssessor
    }

    /// Share of all assessments that is looked at, 0 to 1.
    public var baseRate: Sourced<Decimal>
    /// What is always looked at.
    public var always: Sourced<[Stratum]>
    /// For how many months an assessor counts as new.
    public var newAssessorMonths: Sourced<Int>
    /// How claims are drawn to be looked at before they are recommended; nil where none is held back for it.
    public var sampling: Sourced<ModerationSampling>?
    /// What an assessor has to reach on an anchor to be certified; nil where the policy does not certify.
    public var certification: Sourced<CertificationRules>?
    /// Whether a unit is given only to assessors who are certified for it, from when on the institution has an anchor of it; nil
    /// where nobody has to be.
    public var onlyCertified: Sourced<Bool>?

    /// Rules of moderation.
    public init(
        baseRate: Sourced<Decimal>, always: Sourced<[Stratum]>, newAssessorMonths: Sourced<Int>,
        sampling: Sourced<ModerationSampling>? = nil, certification: Sourced<CertificationRules>? = nil,
        onlyCertified: Sourced<Bool>? = nil
    ) {
        self.baseRate = baseRate
        self.always = always
        self.newAssessorMonths = newAssessorMonths
        self.sampling = sampling
        self.certification = certification
        self.onlyCertified = onlyCertified
    }
}
