public import Foundation

/// A posted grant in the learner's record. Identified by `ID<Credit>`.
public enum Credit {}

/// A learner's word that an institution may have their credits. Identified by `ID<Consent>`.
public enum Consent {}

/// One line of an institution's credit feed. Identified by `ID<FeedEntry>`.
public enum FeedEntry {}

/// Something that happened to a credit. Its figures never change: what becomes of it is a later fact. Identified by
/// `ID<CreditFact>`.
public enum CreditFact {
    /// What happened, in the words of the feed too.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// It was posted.
        case granted
        /// It does not count for now, for instance while an appeal is heard; it still takes its room under the limits.
        case suspended
        /// It counts again.
        case reinstated
        /// It no longer counts, for good.
        case revoked
        /// It was posted in the place of another one.
        case corrected
    }
}

/// How a credit stands, by the facts so far.
public enum CreditState: String, Codable, Sendable, CaseIterable {
    /// It counts.
    case posted
    /// It does not count for now.
    case suspended
    /// It was taken back.
    case revoked
    /// Another credit stands in its place.
    case replaced

    /// The state that the moments of a credit's facts come to.
    public init(suspendedAt: Date?, revokedAt: Date?, replacedAt: Date?) {
        self =
            if revokedAt != nil { .revoked } else if replacedAt != nil { .replaced } else if suspendedAt != nil {
                .suspended
            } else { .posted }
    }

    /// The facts that may follow.
    public var next: [CreditFact.Kind] {
        switch self {
        case .posted: [.suspended, .revoked, .corrected]
        case .suspended: [.reinstated, .revoked, .corrected]
        case .revoked, .replaced: []
        }
    }
}
