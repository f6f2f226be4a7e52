public import Foundation

/// By which way prior learning becomes credit.
public enum RecognitionRoute: String, Codable, Sendable, CaseIterable {
    /// Recognition of prior learning of any kind.
    case rpl
    /// Recognition of current competency: uncertificated skill held now.
    case rcc
    /// Transfer of credit already earned elsewhere.
    case creditTransfer
}

/// How much credit may be granted by the routes named, together.
public struct CreditLimit: Codable, Sendable, Equatable {
    /// Over what the credit is added up.
    public enum Scope: String, Codable, Sendable, CaseIterable {
        /// Within one unit; a share is of the unit's credits.
        case unit
        /// Within one qualification.
        case qualification
        /// Within one level of one qualification.
        case level
        /// Within the twelve months before the grant.
        case year
        /// Over a whole intake of learners; not a limit on one person.
        case cohort
    }

    /// What is added up.
    public enum Basis: String, Codable, Sendable, CaseIterable {
        /// A share of the scope's credits, 0 to 1; of the learners, for a cohort.
        case creditShare
        /// An amount of credit.
        case creditAmount
        /// A number of units or courses.
        case courses
    }

    /// A slug, unique in its policy.
    public var id: String
    /// The limit in plain words.
    public var statement: String
    /// Over what it is added up.
    public var scope: Scope
    /// What is added up.
    public var basis: Basis
    /// The routes counted together.
    public var routes: [RecognitionRoute]
    /// The most there may be; a gap is no limit.
    public var maximum: Sourced<Decimal>
    /// The levels of the unit it speaks of; nil for all.
    public var levels: LevelRange?
    /// Whose limit it is, where it is not the policy's own authority's.
    public var authority: String?
    /// The days on which it holds; nil where it holds as long as the policy does.
    public var validity: Validity?

    /// A limit.
    public init(
        id: String, statement: String, scope: Scope, basis: Basis, routes: [RecognitionRoute],
        maximum: Sourced<Decimal>, levels: LevelRange? = nil, authority: String? = nil, validity: Validity? = nil
    ) {
        self.id = id
        self.statement = statement
        self.scope = scope
        self.basis = basis
        self.routes = routes
        self.maximum = maximum
        self.levels = levels
        self.authority = authority
        self.validity = validity
    }
}

/// Whether the same learning may be credited twice.
public struct DoubleAwardRules: Codable, Sendable, Equatable {
    /// Whether credit for a unit, in any version and by any route, is granted to a person once only.
    public var sameUnitOnce: Sourced<Bool>
    /// Whether a learning outcome, in whichever unit it stands word for word, is credited once only; nil where the policy
    /// does not say.
    public var sameOutcomesOnce: Sourced<Bool>?
    /// Whether for each unit there is one challenge test or one portfolio, and not one after the other; nil where the policy
    /// does not say.
    public var oneWayPerUnit: Sourced<Bool>?

    /// Rules of double award.
    public init(
        sameUnitOnce: Sourced<Bool>, sameOutcomesOnce: Sourced<Bool>? = nil, oneWayPerUnit: Sourced<Bool>? = nil
    ) {
        self.sameUnitOnce = sameUnitOnce
        self.sameOutcomesOnce = sameOutcomesOnce
        self.oneWayPerUnit = oneWayPerUnit
    }
}

/// How long a recommendation may be acted upon.
public struct RecommendationRules: Codable, Sendable, Equatable {
    /// Years from the recommendation.
    public var validityYears: Sourced<Int>
    /// Years from the recommendation until the unit's worth is looked at again; nil where the policy does not say.
    public var reviewYears: Sourced<Int>?

    /// Rules of recommendation.
    public init(validityYears: Sourced<Int>, reviewYears: Sourced<Int>? = nil) {
        self.validityYears = validityYears
        self.reviewYears = reviewYears
    }
}
