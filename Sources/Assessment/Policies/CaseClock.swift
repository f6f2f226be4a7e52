/// The steps of a case that a policy can put a time on.
public enum CaseClock: String, Codable, Sendable, CaseIterable, CodingKeyRepresentable {
    /// From the start of a portfolio to its submission.
    case portfolio
    /// From submission to admission or return.
    case admission
    /// From being assigned to accepting or declining.
    case assignmentAcceptance
    /// From accepting an assignment to submitting the scorecard.
    case assessment
    /// From a request for more evidence to its arrival.
    case moreEvidence
    /// From an outcome that is drawn, or from being taken by a moderator, to the moderator's verdict; the length of
    /// `recommendation` where the policy has none of its own.
    case moderation
    /// From the last scorecard, or the last moderator's verdict, to the recommendation.
    case recommendation
    /// From the recommendation to the institution's decision.
    case decision
    /// From the last decision of a submission to its release.
    case release
    /// How long a witness's link works.
    case testimonialLink
    /// From asking a witness, or reminding one, to the next reminder.
    case testimonialReminder
    /// How long a code that is handed over to a witness works.
    case testimonialCode
    /// From the decision to an appeal.
    case appeal
    /// From an appeal to its outcome.
    case appealDecision
}

/// A length of time on a clock.
public struct ClockLength: Codable, Sendable, Equatable {
    /// How it is counted.
    public enum Unit: String, Codable, Sendable, CaseIterable {
        /// Hours on the clock.
        case hours
        /// Days of the calendar; ends with the last day.
        case days
        /// Mondays to Fridays that are no holidays; ends with the last day.
        case workingDays
        /// Months of the calendar; ends with the last day.
        case months
    }

    /// How many; at least 1.
    public var count: Int
    /// Of what.
    public var unit: Unit

    /// A length of time.
    public init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }
}
