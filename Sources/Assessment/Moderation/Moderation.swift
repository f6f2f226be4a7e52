/// A look at what came of one claim before it is recommended: by somebody who did not mark it. The moderator agrees, or
/// sends it back to those who marked it; no mark is ever the moderator's (Manchester). Identified by `ID<Moderation>`.
public struct Moderation: Sendable, Equatable {
    /// Where it is.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// The claim waits until a round is drawn.
        case waiting
        /// It was not drawn.
        case passed
        /// It is to be looked at, and nobody has taken it.
        case open
        /// A moderator has taken it.
        case taken
        /// The moderator agreed with the outcome.
        case agreed
        /// The moderator sent it back; it was marked anew.
        case sentBack

        /// Whether the claim cannot be recommended yet.
        public var holds: Bool { self == .waiting || self == .open || self == .taken }
    }

    /// What a moderator says.
    public enum Verdict: String, Codable, Sendable, CaseIterable {
        /// The outcome stands.
        case agreed
        /// It is marked again, for the reasons given.
        case sentBack
    }

    /// Why a claim is looked at whatever the draw says.
    public enum Ground: String, Codable, Sendable, CaseIterable {
        /// It was found not yet competent.
        case notYetCompetent
        /// Its learner has appealed against a decision on the same unit.
        case appeal
        /// One of its assessors is new.
        case newAssessor
        /// It is close to the line.
        case borderline
        /// One of its assessors drifts.
        case driftingAssessor
        /// A moderator sent it back before.
        case remarked
    }

    /// What a moderator asks those who marked to look at again.
    public struct Reason: Codable, Sendable, Equatable {
        /// The criterion; nil for the claim as a whole.
        public var criterion: String?
        /// What to look at again.
        public var says: String

        /// A reason.
        public init(criterion: String? = nil, says: String) {
            self.criterion = criterion
            self.says = says
        }
    }

    /// Where it is.
    public let state: State

    /// A moderation as it stands.
    public init(state: State) { self.state = state }

    /// Refuses what is done only in some states.
    public func require(_ allowed: State...) throws(ModerationError) {
        guard allowed.contains(state) else { throw .notInState(state, needed: allowed) }
    }

    /// Refuses a verdict that does not say what its word says: one that sends back has reasons, each on a criterion of
    /// the rubric or on the whole; one that agrees has none.
    public static func check(_ verdict: Verdict, _ reasons: [Reason], on rubric: Rubric) throws(ModerationError) {
        guard (verdict == .sentBack) != reasons.isEmpty else {
            throw verdict == .sentBack ? .reasonsMissing : .reasonsWithoutCause
        }
        for (place, reason) in reasons.enumerated() {
            guard let criterion = reason.criterion, rubric.criterion(criterion) == nil else { continue }
            throw .unknownCriterion(place, known: rubric.criteria.map(\.id))
        }
    }
}

/// What a moderation does not allow.
public enum ModerationError: Error, Sendable, Equatable {
    /// It is in one state, and the step needs one of others.
    case notInState(Moderation.State, needed: [Moderation.State])
    /// The claim is not to be recommended before its moderation is closed.
    case open(Moderation.State)
    /// Who sends back says why.
    case reasonsMissing
    /// Who agrees sends no reasons.
    case reasonsWithoutCause
    /// The reason at this place names a criterion that the rubric does not have; it has these.
    case unknownCriterion(Int, known: [String])
    /// No claim waits for a round under this policy.
    case nothingToDraw
}

/// One draw from all the claims that waited for one. Identified by `ID<ModerationRound>`.
public enum ModerationRound {}
