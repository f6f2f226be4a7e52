/// Who may not assess or moderate whom. Each is enforced when work is allocated; a reasoned, audited override is the
/// service's.
public struct IndependenceRules: Codable, Sendable, Equatable {
    /// Whether an adviser never assesses the learner advised.
    public var adviserNeverAssesses: Sourced<Bool>
    /// Whether nobody moderates an assessment of their own.
    public var assessorNeverModeratesOwn: Sourced<Bool>
    /// Degrees of kinship within which nobody assesses.
    public var familyDegrees: Sourced<Int>
    /// Whether nobody assesses a person of the same employer.
    public var sameEmployer: Sourced<Bool>
    /// Years after teaching a person within which nobody assesses them.
    public var taughtWithinYears: Sourced<Int>

    /// Rules of independence.
    public init(
        adviserNeverAssesses: Sourced<Bool>, assessorNeverModeratesOwn: Sourced<Bool>, familyDegrees: Sourced<Int>,
        sameEmployer: Sourced<Bool>, taughtWithinYears: Sourced<Int>
    ) {
        self.adviserNeverAssesses = adviserNeverAssesses
        self.assessorNeverModeratesOwn = assessorNeverModeratesOwn
        self.familyDegrees = familyDegrees
        self.sameEmployer = sameEmployer
        self.taughtWithinYears = taughtWithinYears
    }
}
