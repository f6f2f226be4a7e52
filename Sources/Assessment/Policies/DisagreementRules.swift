public import Foundation

/// When assessors count as disagreeing, and how it is settled.
public struct DisagreementRules: Codable, Sendable, Equatable {
    /// Any one of these sends the case to a third assessor.
    public var triggers: [Sourced<DisagreementTrigger>]
    /// What the third assessor's marks do.
    public var resolution: Sourced<DisagreementResolution>

    /// Rules of disagreement.
    public init(triggers: [Sourced<DisagreementTrigger>], resolution: Sourced<DisagreementResolution>) {
        self.triggers = triggers
        self.resolution = resolution
    }
}

/// What counts as disagreement between two assessors.
///
/// Written as an object: `{when: differentOutcome}`, `{when: differentGrade}`, `{when: levelDistance, levels: 2}`,
/// `{when: shareOfCriteria, share: 0.25}`.
public enum DisagreementTrigger: Sendable, Equatable {
    /// One says competent, the other not yet.
    case differentOutcome
    /// The outcomes differ, or the grades, under a rubric that tells them apart (Cumbria's band).
    case differentGrade
    /// On some criterion the levels lie this many apart, or more.
    case levelDistance(Int)
    /// On this share of the criteria, 0 to 1, or more, the levels differ.
    case shareOfCriteria(Decimal)
}

/// How a third assessor's marks settle a disagreement.
public enum DisagreementResolution: String, Codable, Sendable, CaseIterable {
    /// Whichever of the first two sets of marks lies closest to the third decides (Cumbria).
    case closestToThird
    /// The outcome that most of the three came to decides.
    case majority
    /// Of the three sets of marks the one in the middle decides, by outcome and then by points.
    case median
    /// Named people look at both sets of marks and give one joint mark with reasons, which decides. It is recorded in the
    /// third seat.
    case panel
}

extension DisagreementTrigger: Codable {
    private enum CodingKeys: String, CodingKey { case when, levels, share }
    private enum Name: String, Codable { case differentOutcome, differentGrade, levelDistance, shareOfCriteria }

    /// Reads the object form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        switch try container.decode(Name.self, forKey: .when) {
        case .differentOutcome: self = .differentOutcome
        case .differentGrade: self = .differentGrade
        case .levelDistance: self = .levelDistance(try container.decode(Int.self, forKey: .levels))
        case .shareOfCriteria: self = .shareOfCriteria(try container.decode(Decimal.self, forKey: .share))
        }
    }

    /// Writes the object form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch self {
        case .differentOutcome:
            try container.encode(Name.differentOutcome, forKey: .when)
        case .differentGrade:
            try container.encode(Name.differentGrade, forKey: .when)
        case .levelDistance(let levels):
            try container.encode(Name.levelDistance, forKey: .when)
            try container.encode(levels, forKey: .levels)
        case .shareOfCriteria(let share):
            try container.encode(Name.shareOfCriteria, forKey: .when)
            try container.encode(share, forKey: .share)
        }
    }
}
