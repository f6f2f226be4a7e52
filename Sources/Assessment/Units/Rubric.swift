public import Foundation

/// How a claim to a unit is scored: criteria with levels, and the rule that makes one result of them.
public struct Rubric: Codable, Sendable, Equatable {
    /// What is scored; ids are unique.
    public var criteria: [Criterion]
    /// How the scores make a result.
    public var aggregation: AggregationRule

    /// A rubric.
    public init(criteria: [Criterion], aggregation: AggregationRule) {
        self.criteria = criteria
        self.aggregation = aggregation
    }

    /// The criterion of that id, or nil.
    public func criterion(_ id: String) -> Criterion? {
        criteria.first { $0.id == id }
    }
}

/// One thing an assessor judges.
public struct Criterion: Codable, Sendable, Equatable {
    /// A slug, unique in its rubric.
    public var id: String
    /// The id of the learning outcome it speaks for.
    public var outcome: String
    /// A few words.
    public var title: String
    /// What is judged, in plain words that learner and assessor both read.
    public var statement: String
    /// Its levels, lowest first, with points that rise.
    public var levels: [CriterionLevel]
    /// The id of the level below which the whole claim fails, whatever else was scored; nil where others may make up.
    public var mustReach: String?
    /// Its share of the whole, in a rule that weighs; nil weighs 1.
    public var weight: Decimal?

    /// A criterion.
    public init(
        id: String, outcome: String, title: String, statement: String, levels: [CriterionLevel],
        mustReach: String? = nil, weight: Decimal? = nil
    ) {
        self.id = id
        self.outcome = outcome
        self.title = title
        self.statement = statement
        self.levels = levels
        self.mustReach = mustReach
        self.weight = weight
    }

    /// How many levels lie below the named one; nil where the criterion has no such level.
    public func rank(of level: String) -> Int? {
        levels.firstIndex { $0.id == level }
    }

    /// The points of its highest level.
    public var maximumPoints: Int { levels.map(\.points).max() ?? 0 }
}

/// One level of a criterion. A score stores the level's id, never only its points.
public struct CriterionLevel: Codable, Sendable, Equatable {
    /// A slug, unique in its criterion.
    public var id: String
    /// What it counts in a rule that adds up; not negative.
    public var points: Int
    /// What people call it: "Not yet", "Meets".
    public var name: String
    /// How work at this level looks, in plain words.
    public var descriptor: String

    /// A level.
    public init(id: String, points: Int, name: String, descriptor: String) {
        self.id = id
        self.points = points
        self.name = name
        self.descriptor = descriptor
    }
}
