import Assessment

/// What an entry of a feed says of its credit.
typealias FeedEntryKind = CreditFact.Kind
