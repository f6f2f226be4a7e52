/// What an entry of a feed says of its credit.
typealias FeedEntryKind = FeedEntryBody.Kind
