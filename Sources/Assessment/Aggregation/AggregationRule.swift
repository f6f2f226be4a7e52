public import Foundation

/// How the levels given on the criteria of a rubric make one result. Each rule is one that a named body publishes.
///
/// In every rule a criterion's `mustReach` holds as well: below it the claim fails, whatever else was scored.
/// Written as an object with the name under `rule` and its figures beside it: `{rule: weighted, threshold: 0.6}`.
public enum AggregationRule: Sendable, Equatable {
    /// Every criterion reaches the level named. The trades' rule: satisfactory in all, competent or not yet competent
    /// (TVET units and the CVQ).
    case allSatisfactory(minimum: String)
    /// In the criteria of each learning outcome at least this share of the points, 0 to 1. Malaysia's APEL.C asks for
    /// half of each course learning outcome.
    case conjunctiveWithFloor(floor: Decimal)
    /// Of all the points, each criterion by its weight, at least this share, 0 to 1. Strong work makes up for weak,
    /// except where a criterion must be reached.
    case weighted(threshold: Decimal)
    /// Every criterion reaches `minimum`, but each that does not may be made up for by one that reaches
    /// `compensating`, as long as no more than `mostBelow` fall short. After the hybrid that NEIU describes, where a claim
    /// that is met also exceeds what is asked for when the share `exceeds` of all criteria, 0 to 1, is at `compensating`;
    /// nil where the rule does not tell the two apart.
    case compensated(minimum: String, compensating: String, mostBelow: Int, exceeds: Decimal? = nil)
    /// The mean of the points, over criteria by weight, buys credit by a chart: the highest credits of any step whose mean
    /// is reached. Athabasca's programme portfolios work so, with the means of independent assessors averaged:
    /// ``Rubric/result(ofIndependent:)``. Its chart could not be read, so every chart is the institution's own.
    case meanToCredit(chart: [CreditStep])

    /// The rule's name in files.
    public var name: Name {
        switch self {
        case .allSatisfactory: .allSatisfactory
        case .conjunctiveWithFloor: .conjunctiveWithFloor
        case .weighted: .weighted
        case .compensated: .compensated
        case .meanToCredit: .meanToCredit
        }
    }

    /// The names of the rules.
    public enum Name: String, Codable, Sendable, CaseIterable {
        /// Every criterion reaches one level.
        case allSatisfactory
        /// A floor in each outcome.
        case conjunctiveWithFloor
        /// A weighted share of all points.
        case weighted
        /// All reach a level, or are made up for.
        case compensated
        /// A mean that buys credit.
        case meanToCredit
    }
}

/// One step of a chart from a mean of points to credits.
public struct CreditStep: Codable, Sendable, Equatable {
    /// The least mean of points for this step.
    public var mean: Decimal
    /// The credits it buys, in the unit's credit system.
    public var credits: Decimal

    /// A step.
    public init(mean: Decimal, credits: Decimal) {
        self.mean = mean
        self.credits = credits
    }
}

extension AggregationRule: Codable {
    private enum CodingKeys: String, CodingKey {
        case rule, minimum, floor, threshold, compensating, mostBelow, exceeds, chart
    }

    /// Reads the object form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Name.self, forKey: .rule) {
        case .allSatisfactory:
            self = .allSatisfactory(minimum: try container.decode(String.self, forKey: .minimum))
        case .conjunctiveWithFloor:
            self = .conjunctiveWithFloor(floor: try container.decode(Decimal.self, forKey: .floor))
        case .weighted:
            self = .weighted(threshold: try container.decode(Decimal.self, forKey: .threshold))
        case .compensated:
            self = .compensated(
                minimum: try container.decode(String.self, forKey: .minimum),
                compensating: try container.decode(String.self, forKey: .compensating),
                mostBelow: try container.decode(Int.self, forKey: .mostBelow),
                exceeds: try container.decodeIfPresent(Decimal.self, forKey: .exceeds))
        case .meanToCredit:
            self = .meanToCredit(chart: try container.decode([CreditStep].self, forKey: .chart))
        }
    }

    /// Writes the object form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .rule)
        switch self {
        case .allSatisfactory(let minimum):
            try container.encode(minimum, forKey: .minimum)
        case .conjunctiveWithFloor(let floor):
            try container.encode(floor, forKey: .floor)
        case .weighted(let threshold):
            try container.encode(threshold, forKey: .threshold)
        case .compensated(let minimum, let compensating, let mostBelow, let exceeds):
            try container.encode(minimum, forKey: .minimum)
            try container.encode(compensating, forKey: .compensating)
            try container.encode(mostBelow, forKey: .mostBelow)
            try container.encodeIfPresent(exceeds, forKey: .exceeds)
        case .meanToCredit(let chart):
            try container.encode(chart, forKey: .chart)
        }
    }
}
