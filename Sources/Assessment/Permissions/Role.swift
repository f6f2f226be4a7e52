/// What a person is at an institution. A learner needs no role: a portfolio has its learner.
public enum Role: String, Codable, Sendable, CaseIterable, Comparable {
    /// Helps learners build portfolios; never assesses those learners.
    case adviser
    /// Is assigned submissions, rules on evidence, scores the rubric.
    case assessor
    /// Samples and adjudicates; never verifies own assessment.
    case moderator
    /// Admits, returns, assigns, watches the clocks.
    case coordinator
    /// Decides recommendations for the institution and posts credit.
    case registrar
    /// Decides appeals; touched nothing of the case before.
    case panel
    /// Reads everything of the institution, changes nothing.
    case auditor
    /// Invites staff and manages machine credentials.
    case administrator

    /// Alphabetical, so that lists are stable.
    public static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}
