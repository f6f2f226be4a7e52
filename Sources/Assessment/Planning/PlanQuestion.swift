public import Foundation

/// What a person holds already: a unit, or a whole part of a qualification.
public struct Holding: Codable, Sendable, Equatable {
    /// The unit or part; any version of it counts.
    public var key: DocumentKey
    /// By which route it was recognised; nil where it was earned by study with the institution itself.
    public var route: RecognitionRoute?
    /// How many credits it carries; nil where none are counted.
    public var credits: Decimal?
    /// The credit system of that amount.
    public var creditSystem: String?

    /// A holding.
    public init(key: DocumentKey, route: RecognitionRoute? = nil, credits: Decimal? = nil, creditSystem: String? = nil)
    {
        self.key = key
        self.route = route
        self.credits = credits
        self.creditSystem = creditSystem
    }

    /// What a grant of credit comes to.
    public init(_ grant: CreditGrant) {
        self.init(key: grant.unit, route: grant.route, credits: grant.credits, creditSystem: grant.creditSystem)
    }
}

/// The criteria of one unit that a person's evidence speaks to already.
public struct EvidenceReach: Codable, Sendable, Equatable {
    /// The unit, in the version whose criteria these are.
    public var unit: DocumentKey
    /// Ids of criteria that at least one item is linked to.
    public var criteria: [String]

    /// What evidence reaches.
    public init(unit: DocumentKey, criteria: [String]) {
        self.unit = unit
        self.criteria = criteria
    }
}

/// What a planner needs to know to show a person the way to a qualification.
public struct PlanQuestion: Sendable {
    /// Where the person wants to go.
    public var qualification: Qualification
    /// Every qualification that it names as a part, and that these name.
    public var parts: [DocumentKey: Qualification]
    /// Every unit that any of them names.
    public var units: [DocumentKey: Unit]
    /// What the person holds.
    public var holdings: [Holding]
    /// What the person's evidence speaks to; a unit with any criterion reached can be claimed instead of studied.
    public var evidence: [EvidenceReach]
    /// Whose limits hold.
    public var policy: Policy
    /// The day for which it is asked.
    public var today: CalendarDate
    /// The route by which units would be claimed.
    public var claimRoute: RecognitionRoute
    /// The units, by id, that the person does not want to take up.
    public var without: Set<String>

    /// A question.
    public init(
        qualification: Qualification, parts: [DocumentKey: Qualification] = [:], units: [DocumentKey: Unit],
        holdings: [Holding] = [], evidence: [EvidenceReach] = [], policy: Policy, today: CalendarDate,
        claimRoute: RecognitionRoute = .rpl, without: Set<String> = []
    ) {
        self.qualification = qualification
        self.parts = parts
        self.units = units
        self.holdings = holdings
        self.evidence = evidence
        self.policy = policy
        self.today = today
        self.claimRoute = claimRoute
        self.without = without
    }
}

/// Why a question cannot be answered.
public enum PlanError: Error, Sendable, Equatable {
    /// The qualification names a unit that is not at hand.
    case unknownUnit(DocumentKey)
    /// It names a part that is not at hand.
    case unknownPart(DocumentKey)
    /// It is a part of itself, by way of this one.
    case circular(DocumentKey)
    /// The same unit stands in it twice.
    case unitTwice(String)
}
