public import Foundation

/// A meeting at which somebody of the institution sees a learner work, or asks them: agreed on by both, reported by who
/// conducts it, signed by both. Identified by `ID<Encounter>`.
public struct Encounter: Sendable, Equatable {
    /// What kind of meeting it is.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// Work is watched.
        case observation
        /// The place of work is visited.
        case siteVisit
        /// A competency conversation.
        case interview
        /// A test set for the claim, under supervision.
        case challengeTest

        /// The kind of evidence that it makes.
        public var evidence: EvidenceKind {
            switch self {
            case .observation: .observation
            case .siteVisit: .siteVisit
            case .interview: .interview
            case .challengeTest: .challengeTest
            }
        }

        /// Whether questions are drawn from the unit and each outcome gets a result, in place of criteria seen.
        public var asksQuestions: Bool { self == .interview || self == .challengeTest }

        /// Whether it counts only once the learner has signed it too. A test counts by its invigilator's signature: a learner
        /// who knew little cannot make it unhappen.
        public var needsCountersignature: Bool { self != .challengeTest }

        /// What somebody must be allowed at the institution to conduct it.
        public var permission: Permission {
            switch self {
            case .observation, .siteVisit: .observe
            case .interview: .interview
            case .challengeTest: .invigilate
            }
        }
    }

    /// One of the two whose meeting it is.
    public enum Side: String, Codable, Sendable, CaseIterable {
        /// Whose work it is about.
        case learner
        /// Who observes, visits, interviews or invigilates.
        case conductor
    }

    /// How far it has come.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Time, place and criteria are proposed, and not both have agreed.
        case proposed
        /// Both have agreed.
        case agreed
        /// It has begun.
        case underWay
        /// Its report is signed by who conducted it, and waits for the learner.
        case signed
        /// It counts as evidence.
        case complete
        /// The learner would not sign the report, which does not count.
        case refused
        /// It does not take place.
        case cancelled
    }

    /// What can be done with it.
    public enum Act: String, Codable, Sendable, CaseIterable {
        /// Agreeing to time, place and criteria.
        case agree
        /// Proposing or asking for another time.
        case move
        /// Calling it off.
        case cancel
        /// Saying that it begins.
        case start
        /// Saving what was captured so far.
        case draft
        /// Signing the report.
        case sign
        /// Signing the report as the learner.
        case countersign
        /// Refusing to sign it as the learner.
        case refuse
    }

    /// What kind of meeting it is.
    public var kind: Kind
    /// When who conducts it agreed.
    public var conductorAgreedAt: Date?
    /// When the learner agreed, and acknowledged the criteria.
    public var learnerAgreedAt: Date?
    /// When it was said to begin.
    public var startedAt: Date?
    /// When it was called off.
    public var cancelledAt: Date?
    /// When the report was signed.
    public var signedAt: Date?
    /// When the learner signed it too.
    public var countersignedAt: Date?
    /// When the learner refused to.
    public var refusedAt: Date?

    /// How many encounters of one portfolio may be open at once.
    public static let maximumOpen = 40

    /// An encounter nobody has agreed to.
    public init(_ kind: Kind) {
        self.kind = kind
    }

    /// How far it has come.
    public var state: State {
        if cancelledAt != nil { return .cancelled }
        if refusedAt != nil { return .refused }
        if signedAt != nil { return countersignedAt != nil || !kind.needsCountersignature ? .complete : .signed }
        if startedAt != nil { return .underWay }
        return conductorAgreedAt != nil && learnerAgreedAt != nil ? .agreed : .proposed
    }

    /// Who has to do something before it goes on; empty at the end, or while it is only to take place.
    public var awaits: [Side] {
        switch state {
        case .proposed:
            (conductorAgreedAt == nil ? [.conductor] : []) + (learnerAgreedAt == nil ? [.learner] : [])
        case .agreed, .underWay: [.conductor]
        case .signed: [.learner]
        case .complete, .refused, .cancelled: []
        }
    }

    /// What one of the two can do now.
    public func allowed(to side: Side) -> [Act] {
        switch (state, side) {
        case (.proposed, .learner): (learnerAgreedAt == nil ? [.agree] : []) + [.move, .cancel]
        case (.proposed, .conductor): (conductorAgreedAt == nil ? [.agree] : []) + [.move, .cancel, .draft]
        case (.agreed, .learner): [.move, .cancel]
        case (.agreed, .conductor): [.move, .cancel, .start, .draft] + (kind == .challengeTest ? [] : [.sign])
        case (.underWay, .learner): []
        case (.underWay, .conductor): [.cancel, .draft, .sign]
        case (.signed, .learner): [.countersign, .refuse]
        case (.signed, .conductor), (.complete, _), (.refused, _), (.cancelled, _): []
        }
    }

    /// Refuses what one of the two cannot do now.
    public func require(_ act: Act, by side: Side) throws(EncounterError) {
        guard allowed(to: side).contains(act) else { throw .notNow(state, allowed: allowed(to: side)) }
    }

    /// Whether the learner may see the questions: those of a test only once it has begun.
    public var showsQuestionsToLearner: Bool { kind != .challengeTest || startedAt != nil || signedAt != nil }

    /// Another time or place is proposed by one of the two, who has agreed to it with that; the other has not. Without a
    /// new time nobody has agreed to anything.
    public mutating func move(by side: Side?, to newTime: Bool, at moment: Date) {
        conductorAgreedAt = newTime && side == .conductor ? moment : nil
        learnerAgreedAt = newTime && side == .learner ? moment : nil
    }
}

/// What an encounter does not allow.
public enum EncounterError: Error, Sendable, Equatable {
    /// It is not at that point, or past it.
    case notNow(Encounter.State, allowed: [Encounter.Act])
}
