public import Foundation

/// What the scorecards of one claim come to: credit, or a refusal that says why and what next. It is not credit yet: only the
/// institution's decision posts it. Identified by `ID<Recommendation>`.
public struct Recommendation: Sendable, Equatable {
    /// What is recommended.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The claim is met: the unit is to be credited.
        case credit
        /// The claim is not met yet.
        case refusal
    }

    /// What is recommended.
    public var kind: Kind
    /// How much and of which credit; nil for a refusal, and where the unit's framework counts units and no credits.
    public var amount: CreditAmount?
    /// The framework it stands on.
    public var framework: DocumentKey
    /// The unit's level on that framework.
    public var level: Int
    /// The subjects under which a receiver may post it; several stand beside each other.
    public var subjects: [String]
    /// On which conditions it holds; empty for none.
    public var conditions: String
    /// Why, criterion by criterion; every unmet criterion of a refusal has one.
    public var reasons: [CriterionReason]
    /// What the learner can do now; never empty in a refusal.
    public var nextStep: String
    /// What is unmet and carries over to the next claim, in the rubric's order; empty where the claim is met.
    public var gapPlan: [Gap]
    /// The last day on which it may be decided; nil where the policy sets none.
    public var validUntil: CalendarDate?

    /// A recommendation in full.
    public init(
        kind: Kind, amount: CreditAmount?, framework: DocumentKey, level: Int, subjects: [String] = [],
        conditions: String = "", reasons: [CriterionReason] = [], nextStep: String = "", gapPlan: [Gap] = [],
        validUntil: CalendarDate? = nil
    ) {
        self.kind = kind
        self.amount = amount
        self.framework = framework
        self.level = level
        self.subjects = subjects
        self.conditions = conditions
        self.reasons = reasons
        self.nextStep = nextStep
        self.gapPlan = gapPlan
        self.validUntil = validUntil
    }
}

/// So many credits of a system. A number without its system says nothing.
public struct CreditAmount: Sendable, Equatable {
    /// How many; more than 0.
    public var credits: Decimal
    /// The id of the framework's credit system.
    public var system: String

    /// An amount.
    public init(_ credits: Decimal, _ system: String) {
        self.credits = credits
        self.system = system
    }
}

/// Why something came out as it did on one criterion, in words for the learner.
public struct CriterionReason: Codable, Sendable, Equatable {
    /// The criterion's id.
    public var criterion: String
    /// The reason.
    public var says: String

    /// A reason.
    public init(criterion: String, says: String) {
        self.criterion = criterion
        self.says = says
    }
}

/// One unmet criterion, and what would meet it.
public struct Gap: Codable, Sendable, Equatable {
    /// The criterion's id.
    public var criterion: String
    /// What a person who holds the unit can do, of which this criterion is a part.
    public var outcome: String
    /// What is judged.
    public var statement: String
    /// How work looks that meets it.
    public var says: String

    /// A gap.
    public init(criterion: String, outcome: String, statement: String, says: String) {
        self.criterion = criterion
        self.outcome = outcome
        self.statement = statement
        self.says = says
    }
}
