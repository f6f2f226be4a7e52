public import Foundation

/// A learner's objection to a decision, heard by people who had nothing to do with the case. Identified by `ID<Appeal>`.
public struct Appeal: Sendable, Equatable {
    /// What a member of the panel finds, and the panel.
    public enum Verdict: String, Codable, Sendable, CaseIterable, Comparable {
        /// The decision stands.
        case refused
        /// The learner is right in part.
        case partly
        /// The learner is right.
        case upheld

        /// From the decision that stands to the one that falls.
        public static func < (left: Self, right: Self) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    /// What follows for the credit.
    public enum Remedy: String, Codable, Sendable, CaseIterable {
        /// Nothing: what was decided stands, and a credit counts again.
        case none
        /// Credit is issued, in the place of the old one where there was one.
        case reissue
        /// The credit is taken back.
        case revoke
    }

    /// How far it has come.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// Its panel is to be called.
        case lodged
        /// Its panel is called; somebody has not answered.
        case called
        /// It is being heard.
        case heard
        /// Every member has given an opinion.
        case opined
        /// It is decided.
        case decided
        /// The learner took it back.
        case withdrawn
    }

    /// The panel's members and how far each is.
    public struct Member: Sendable, Equatable {
        /// Who.
        public var person: ID<Person>
        /// Whether they have said that they had nothing to do with the case, and sit.
        public var isSeated: Bool
        /// What they found, once they have said so.
        public var verdict: Verdict?

        /// A member.
        public init(person: ID<Person>, isSeated: Bool, verdict: Verdict? = nil) {
            self.person = person
            self.isSeated = isSeated
            self.verdict = verdict
        }
    }

    /// Whether the learner took it back.
    public var isWithdrawn: Bool
    /// Whether it is decided.
    public var isDecided: Bool
    /// Who hears it; empty until they are called.
    public var panel: [Member]

    /// An appeal as it stands.
    public init(isWithdrawn: Bool = false, isDecided: Bool = false, panel: [Member] = []) {
        self.isWithdrawn = isWithdrawn
        self.isDecided = isDecided
        self.panel = panel
    }

    /// How far it has come.
    public var state: State {
        if isDecided { return .decided }
        if isWithdrawn { return .withdrawn }
        if panel.isEmpty { return .lodged }
        if panel.contains(where: { !$0.isSeated }) { return .called }
        return panel.contains { $0.verdict == nil } ? .heard : .opined
    }

    /// Refuses what does not follow from how far it has come.
    public func require(_ states: State...) throws(AppealError) {
        guard states.contains(state) else { throw .notNow(state, allowed: states) }
    }

    /// What most members found; where each found something else, what lies in the middle. Nil until every member of an odd
    /// number has spoken.
    public var majority: Verdict? {
        let found = panel.compactMap(\.verdict).sorted()
        guard !found.isEmpty, found.count == panel.count, !found.count.isMultiple(of: 2) else { return nil }
        return found[found.count / 2]
    }
}

/// What an appeal comes to: what the panel found, and what follows.
public struct AppealOutcome: Sendable, Equatable {
    /// What the panel found.
    public var verdict: Appeal.Verdict
    /// What follows for the credit.
    public var remedy: Appeal.Remedy
    /// How many credits are issued; nil where none are, or the framework counts units only.
    public var credits: Decimal?

    /// What the appeal is about, as far as the outcome depends on it.
    public struct Facts: Sendable, Equatable {
        /// The credits that the decision posted; nil where it posted none.
        public var granted: CreditAmount?
        /// Whether the decision posted a credit, with or without a number.
        public var hasCredit: Bool
        /// The most that the unit can bring; nil where it carries no number.
        public var most: Decimal?
        /// Whether the policy lets no appeal end with less than the decision gave.
        public var neverLess: Bool

        /// The facts of a case.
        public init(granted: CreditAmount?, hasCredit: Bool, most: Decimal?, neverLess: Bool) {
            self.granted = granted
            self.hasCredit = hasCredit
            self.most = most
            self.neverLess = neverLess
        }
    }

    /// An outcome that follows from what the panel found and from the case.
    public init(
        _ verdict: Appeal.Verdict, _ remedy: Appeal.Remedy, credits: Decimal?, majority: Appeal.Verdict?, facts: Facts
    ) throws(AppealError) {
        guard let majority, verdict == majority else { throw .notTheMajority(majority) }
        self.verdict = verdict
        self.remedy = remedy
        self.credits = credits
        switch remedy {
        case .none:
            guard credits == nil else { throw .creditsOnlyWithReissue }
            // A refusal of credit that falls has to be followed by credit.
            guard verdict != .upheld || facts.hasCredit else { throw .upheldWithoutRemedy }
        case .revoke:
            guard verdict != .refused else { throw .refusedWithRemedy }
            guard facts.hasCredit else { throw .nothingToRevoke }
            guard !facts.neverLess else { throw .neverLess(facts.granted?.credits) }
            guard credits == nil else { throw .creditsOnlyWithReissue }
        case .reissue:
            guard verdict != .refused else { throw .refusedWithRemedy }
            try Self.check(credits, facts)
        }
    }

    private static func check(_ credits: Decimal?, _ facts: Facts) throws(AppealError) {
        guard let most = facts.most else {
            // A unit without a number is credited or it is not.
            guard credits == nil else { throw .unitHasNoNumber }
            guard !facts.hasCredit else { throw .sameAsBefore }
            return
        }
        guard let credits, credits > 0, credits <= most else { throw .outOfRange(most) }
        guard credits != facts.granted?.credits else { throw .sameAsBefore }
        if facts.neverLess, let before = facts.granted?.credits, credits < before { throw .neverLess(before) }
    }
}

/// What cannot be done with an appeal.
public enum AppealError: Error, Sendable, Equatable {
    /// It does not follow from how far the appeal has come.
    case notNow(Appeal.State, allowed: [Appeal.State])
    /// The outcome is not what most of the panel found.
    case notTheMajority(Appeal.Verdict?)
    /// Credits are named, and none are issued.
    case creditsOnlyWithReissue
    /// The learner is right that credit was refused, and gets none.
    case upheldWithoutRemedy
    /// The decision stands, so nothing can follow.
    case refusedWithRemedy
    /// There is no credit to take back.
    case nothingToRevoke
    /// The policy lets no appeal end with less; this many were given.
    case neverLess(Decimal?)
    /// The unit carries no number of credits.
    case unitHasNoNumber
    /// As many as the decision gave already.
    case sameAsBefore
    /// More than 0 and at most this many.
    case outOfRange(Decimal)
}
