public import Foundation

/// An assessor in a seat for one submission, with its clocks. Identified by `ID<Assignment>`.
public struct Assignment: Sendable, Equatable {
    /// Which of the independent seats an assessor sits in.
    public enum Seat: String, Codable, Sendable, CaseIterable {
        /// The first to score.
        case first
        /// Scores without seeing the first.
        case second
        /// Settles what the first two disagree on, or scores with them where the policy has three seats.
        case third

        /// Counted from 1.
        public var number: Int {
            switch self {
            case .first: 1
            case .second: 2
            case .third: 3
            }
        }
    }

    /// Where an assignment is. It follows from its dates.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// The assessor has not answered yet.
        case offered
        /// The assessor rules and scores.
        case accepted
        /// All is scored; nothing of it changes any more.
        case completed
        /// The assessor said no, or stepped back.
        case declined
        /// The assessor did not answer in time.
        case lapsed
    }

    /// Which seat.
    public var seat: Seat
    /// Until when the offer stands.
    public var acceptBy: Date
    /// Until when the scorecards are due.
    public var dueAt: Date
    /// When the assessor accepted.
    public var acceptedAt: Date?
    /// When the assessor declined or stepped back.
    public var declinedAt: Date?
    /// When the offer was found to have run out.
    public var lapsedAt: Date?
    /// When everything was in.
    public var completedAt: Date?

    /// An assignment as it stands.
    public init(
        seat: Seat, acceptBy: Date, dueAt: Date, acceptedAt: Date? = nil, declinedAt: Date? = nil,
        lapsedAt: Date? = nil, completedAt: Date? = nil
    ) {
        self.seat = seat
        self.acceptBy = acceptBy
        self.dueAt = dueAt
        self.acceptedAt = acceptedAt
        self.declinedAt = declinedAt
        self.lapsedAt = lapsedAt
        self.completedAt = completedAt
    }

    /// Where it is at a moment: an offer that ran out has lapsed, whether or not anyone has written that down yet.
    public func state(at moment: Date) -> State {
        if declinedAt != nil { return .declined }
        if lapsedAt != nil { return .lapsed }
        if completedAt != nil { return .completed }
        if acceptedAt != nil { return .accepted }
        return acceptBy < moment ? .lapsed : .offered
    }

    /// Takes the offer. The assessor affirms that nothing stands between them and an independent judgement.
    public mutating func accept(independent: Bool, at moment: Date) throws(AssignmentError) {
        try require([.offered], at: moment)
        guard independent else { throw .independenceNotAffirmed }
        acceptedAt = moment
    }

    /// Says no to the offer, or steps back while scoring: a tie can come to light late.
    public mutating func decline(at moment: Date) throws(AssignmentError) {
        try require([.offered, .accepted], at: moment)
        declinedAt = moment
    }

    /// Closes the work.
    public mutating func complete(at moment: Date) throws(AssignmentError) {
        try require([.accepted], at: moment)
        completedAt = moment
    }

    /// Opens completed work again, of which something is to be marked anew; the clock starts again.
    public mutating func reopen(dueAt deadline: Date, at moment: Date) throws(AssignmentError) {
        try require([.accepted, .completed], at: moment)
        completedAt = nil
        dueAt = deadline
    }

    /// Refuses what is done only while the assessor is at work.
    public func requireAtWork(at moment: Date) throws(AssignmentError) {
        try require([.accepted], at: moment)
    }

    /// Refuses what is shown only to an assessor who took the seat.
    public func requireTaken(at moment: Date) throws(AssignmentError) {
        try require([.accepted, .completed], at: moment)
    }

    private func require(_ allowed: [State], at moment: Date) throws(AssignmentError) {
        let state = state(at: moment)
        guard allowed.contains(state) else { throw .notInState(state, needed: allowed) }
    }
}

/// What an assignment does not allow.
public enum AssignmentError: Error, Sendable, Equatable {
    /// The assignment is in one state, and the step needs one of others.
    case notInState(Assignment.State, needed: [Assignment.State])
    /// An assessor who does not affirm their independence declines.
    case independenceNotAffirmed
    /// The policy has no such seat, or not yet: a third marker is asked only when the first two disagree.
    case seatNotOpen(Assignment.Seat, open: [Assignment.Seat])
    /// Rules of independence keep the assessor from this case.
    case notIndependent([IndependenceFinding])
}
