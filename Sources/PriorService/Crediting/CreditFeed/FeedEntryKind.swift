import Assessment

/// What an entry of a feed says of its credit: a fact of it, or that its learner is gone.
enum FeedEntryKind: String, Codable, Sendable, CaseIterable {
    case granted, suspended, reinstated, revoked, corrected
    /// The learner was erased; nothing else changed. The entry says how the credit stands, without the name.
    case erased

    init(_ fact: CreditFact.Kind) {
        self =
            switch fact {
            case .granted: .granted
            case .suspended: .suspended
            case .reinstated: .reinstated
            case .revoked: .revoked
            case .corrected: .corrected
            }
    }
}
