public import Foundation

/// The way to a qualification: what lacks, the shortest way, and others that avoid one of its units.
public struct PlanAnswer: Codable, Sendable, Equatable {
    /// What "shortest" means here, in plain words.
    public var objective: String
    /// Units of the qualification that are not held, in its order; not all of them have to be taken up.
    public var lacking: [LackingUnit]
    /// The shortest way; nil where there is none.
    public var shortest: StudyPlan?
    /// The shortest way without one of the units that ``shortest`` takes up, shortest first.
    public var alternatives: [Alternative]
    /// What stands in the way, where there is no way.
    public var obstacles: [PlanReason]

    /// A way that avoids a unit.
    public struct Alternative: Codable, Sendable, Equatable {
        /// The id of the unit it avoids.
        public var without: String
        /// The way.
        public var plan: StudyPlan
    }
}

/// A unit that is not held, and how far evidence speaks to it.
public struct LackingUnit: Codable, Sendable, Equatable {
    /// The unit, in the version that the qualification names.
    public var unit: DocumentKey
    /// Its title.
    public var title: String
    /// Its level.
    public var level: Int
    /// Its credits; nil where none are counted.
    public var credits: Decimal?
    /// Its notional hours; nil where not known.
    public var hours: Decimal?
    /// Criteria that evidence speaks to, in the rubric's order.
    public var reached: [String]
    /// Criteria that nothing speaks to yet, in the rubric's order.
    public var unreached: [String]
}

/// One way to finish: what to take up, what of the things held counts, and why.
public struct StudyPlan: Codable, Sendable, Equatable {
    /// One unit to take up.
    public struct Step: Codable, Sendable, Equatable {
        /// How a unit is come by.
        public enum Way: String, Codable, Sendable, CaseIterable {
            /// By study with the institution.
            case study
            /// By a claim: evidence speaks to it already.
            case claim
        }

        /// The unit.
        public var unit: DocumentKey
        /// Its title.
        public var title: String
        /// How it is come by.
        public var way: Way
        /// Its credits; nil where none are counted.
        public var credits: Decimal?
        /// Hours of study: its notional hours, 0 for a claim, nil where not known.
        public var hours: Decimal?
        /// Why this way, in plain words.
        public var words: String
    }

    /// What to take up, in the qualification's order.
    public var steps: [Step]
    /// The ids of units and parts held that count towards the qualification, in its order.
    public var counted: [String]
    /// The ids of units and parts held that cannot count, in its order.
    public var uncounted: [String]
    /// All the credits to be earned still.
    public var credits: Decimal
    /// All the hours of study, as far as they are known.
    public var hours: Decimal
    /// True where it was shown that no way is shorter; false where the search was cut off.
    public var isProven: Bool
    /// Rule by rule, what is asked for and what there is.
    public var reasons: [PlanReason]
}

/// What one rule asks for, and what there is.
public struct PlanReason: Codable, Sendable, Equatable {
    /// The rule's place: `components.core`, `minimumAtLevel.5`, `limits.half`; under `limits` and `minimums` the policy's.
    public var rule: String
    /// Where its figure comes from, where it has one.
    public var source: Source?
    /// In plain words.
    public var words: String

    /// A reason.
    public init(rule: String, source: Source? = nil, words: String) {
        self.rule = rule
        self.source = source
        self.words = words
    }
}
