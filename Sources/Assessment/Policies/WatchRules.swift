/// When the learner sees what was recommended and decided.
public enum ReleaseMode: String, Codable, Sendable, CaseIterable {
    /// As soon as it is there.
    case withDecision
    /// When the coordinator releases it.
    case held
}

/// What is done about a step that is about to be late, or is.
public struct WatchRules: Codable, Sendable, Equatable {
    /// How long before its end whoever has to do a step is reminded.
    public var remindBefore: Sourced<ClockLength>
    /// How long after its end the coordinators hear of it.
    public var escalateAfter: Sourced<ClockLength>
    /// The clocks that end a portfolio when they run out, always with notice.
    public var lapses: Sourced<[CaseClock]>

    /// Rules of the watch.
    public init(
        remindBefore: Sourced<ClockLength>, escalateAfter: Sourced<ClockLength>, lapses: Sourced<[CaseClock]>
    ) {
        self.remindBefore = remindBefore
        self.escalateAfter = escalateAfter
        self.lapses = lapses
    }

    /// The clocks on which the institution waits for the learner; no other may end a portfolio.
    public static let canLapse: [CaseClock] = [.portfolio, .moreEvidence]
}
