/// The three kinds of document under `rubrics/`.
public enum DocumentKind: String, Codable, Sendable, CaseIterable {
    /// A qualifications framework.
    case framework
    /// An authority's rules.
    case policy
    /// A unit of learning with its rubric.
    case unit

    /// The folder that holds documents of this kind.
    public var folder: String {
        switch self {
        case .framework: "frameworks"
        case .policy: "policies"
        case .unit: "units"
        }
    }
}
