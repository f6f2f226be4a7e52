/// A tie between a member of staff and a learner that keeps them apart when work is allocated.
public enum ConflictDeclaration {
    /// What ties them.
    public enum Relation: String, Codable, Sendable, CaseIterable {
        /// Kin by blood or marriage.
        case family
        /// They work, or worked, for the same employer.
        case employer
        /// One taught the other.
        case taught
        /// One advised the other.
        case adviser
        /// They are, or were, close.
        case intimate
        /// Anything else that could sway a judgement.
        case other

        /// The tie in plain words, for a sentence.
        public var words: String {
            switch self {
            case .family: "family"
            case .employer: "the same employer"
            case .taught: "teaching"
            case .adviser: "advising"
            case .intimate: "a close relation"
            case .other: "another tie"
            }
        }
    }
}

/// What the rules of independence need to know of an assessor and a case.
public struct IndependenceFacts: Sendable, Equatable {
    /// The assessor is the learner.
    public var isLearner: Bool
    /// The assessor holds another seat on the same submission.
    public var holdsAnotherSeat: Bool
    /// The assessor advises the learner on this portfolio, or did.
    public var advised: Bool
    /// The assessor observed, visited, interviewed or tested the learner on this portfolio, or is to.
    public var observed: Bool
    /// The ties declared between the two that still stand.
    public var declared: [ConflictDeclaration.Relation]
    /// The last day on which one taught the other; nil where it is not known, and the tie counts for good.
    public var lastTaught: CalendarDate?
    /// The day of the question; nil where time ends no tie.
    public var today: CalendarDate?

    /// Facts of one assessor and one case.
    public init(
        isLearner: Bool = false, holdsAnotherSeat: Bool = false, advised: Bool = false, observed: Bool = false,
        declared: [ConflictDeclaration.Relation] = [], lastTaught: CalendarDate? = nil, today: CalendarDate? = nil
    ) {
        self.isLearner = isLearner
        self.holdsAnotherSeat = holdsAnotherSeat
        self.advised = advised
        self.observed = observed
        self.declared = declared
        self.lastTaught = lastTaught
        self.today = today
    }
}

/// One rule of independence that an assessor does not keep.
public struct IndependenceFinding: Sendable, Equatable {
    /// The rule's place in the policy, or `assignment.…` for a rule of Prior's own.
    public var rule: String
    /// Where the rule comes from.
    public var source: Source?
    /// What keeps the two apart, in plain words.
    public var words: String
    /// Whether a small centre may set the rule aside with a written reason.
    public var canBeOverridden: Bool

    /// A finding.
    public init(rule: String, source: Source?, words: String, canBeOverridden: Bool) {
        self.rule = rule
        self.source = source
        self.words = words
        self.canBeOverridden = canBeOverridden
    }
}

extension Policy {
    /// Every rule of independence that an assessor does not keep; empty where they may assess the case.
    ///
    /// Nobody assesses themself, nor one submission in two seats, whatever the reason. The others may be set aside with
    /// one, for centres so small that everybody knows everybody.
    public func independenceFindings(_ facts: IndependenceFacts) -> [IndependenceFinding] {
        var findings: [IndependenceFinding] = []
        if facts.isLearner {
            findings.append(own("learner", "Nobody assesses their own portfolio.", canBeOverridden: false))
        }
        if facts.holdsAnotherSeat {
            findings.append(
                own("sameCase", "They hold another seat on this submission.", canBeOverridden: false))
        }
        if facts.advised, independence.adviserNeverAssesses.value ?? true {
            findings.append(
                IndependenceFinding(
                    rule: "independence.adviserNeverAssesses", source: independence.adviserNeverAssesses.source,
                    words: "They advise the learner on this portfolio, or did.", canBeOverridden: true))
        }
        if facts.observed {
            findings.append(
                own(
                    "observer", "They observed, visited, interviewed or tested the learner, or are to.",
                    canBeOverridden: true))
        }
        return findings + standingTies(facts).map(finding)
    }

    /// The declared ties that still keep the two apart: teaching does for as many years as the policy says.
    public func standingTies(_ facts: IndependenceFacts) -> [ConflictDeclaration.Relation] {
        ConflictDeclaration.Relation.allCases.filter { relation in
            facts.declared.contains(relation) && !(relation == .taught && hasEnded(facts))
        }
    }

    /// Whether the years after teaching within which nobody assesses are over.
    private func hasEnded(_ facts: IndependenceFacts) -> Bool {
        guard let last = facts.lastTaught, let today = facts.today, let years = independence.taughtWithinYears.value
        else {
            return false
        }
        return last.adding(years: years) < today
    }

    private func own(_ rule: String, _ words: String, canBeOverridden: Bool) -> IndependenceFinding {
        IndependenceFinding(rule: "assignment.\(rule)", source: nil, words: words, canBeOverridden: canBeOverridden)
    }

    private func finding(_ relation: ConflictDeclaration.Relation) -> IndependenceFinding {
        let (rule, source): (String, Source?) =
            switch relation {
            case .family: ("independence.familyDegrees", independence.familyDegrees.source)
            case .employer: ("independence.sameEmployer", independence.sameEmployer.source)
            case .taught: ("independence.taughtWithinYears", independence.taughtWithinYears.source)
            case .adviser: ("independence.adviserNeverAssesses", independence.adviserNeverAssesses.source)
            case .intimate, .other: ("assignment.declaredTie", nil)
            }
        return IndependenceFinding(
            rule: rule, source: source, words: "A tie between them is declared: \(relation.words).",
            canBeOverridden: true)
    }
}
