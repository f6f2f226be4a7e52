/// The kinds of document under `rubrics/`.
public enum DocumentKind: String, Codable, Sendable, CaseIterable {
    /// A qualifications framework.
    case framework
    /// An authority's rules.
    case policy
    /// A unit of learning with its rubric.
    case unit
    /// What several units together come to.
    case qualification
    /// What one framework's levels and credit come to on another.
    case crosswalk
    /// The days on which nobody works in a country.
    case calendar

    /// The folder that holds documents of this kind.
    public var folder: String {
        switch self {
        case .framework: "frameworks"
        case .policy: "policies"
        case .unit: "units"
        case .qualification: "qualifications"
        case .crosswalk: "crosswalks"
        case .calendar: "calendars"
        }
    }

    /// Whether a folder of rubrics may do without this kind.
    var isOptional: Bool { self == .qualification || self == .crosswalk || self == .calendar }
}
