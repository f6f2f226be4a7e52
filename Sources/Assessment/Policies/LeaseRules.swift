/// A seat is lent: what becomes of one whose work is not finished in time. A policy without these rules lets whoever accepted
/// a seat keep it however late they are; offers lapse at the end of their own clock in any case.
public struct LeaseRules: Codable, Sendable, Equatable {
    /// How long after it was due unfinished work lapses.
    public var unfinishedAfter: Sourced<ClockLength>
    /// Whether a seat that lapsed is offered to the next best assessor without a coordinator's doing.
    public var givesAgain: Sourced<Bool>

    /// Rules of the lease.
    public init(unfinishedAfter: Sourced<ClockLength>, givesAgain: Sourced<Bool>) {
        self.unfinishedAfter = unfinishedAfter
        self.givesAgain = givesAgain
    }
}
