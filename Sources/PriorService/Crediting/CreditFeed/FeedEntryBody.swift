import Assessment
import Foundation

/// One line of a credit feed. Its text is written once, when it comes to be, and sent untouched ever after; its position is
/// put in front by PostgreSQL's `feed_append`, which alone knows it.
struct FeedEntryBody: AnswerBody {
    var id: ID<FeedEntry>
    var kind: FeedEntryKind
    var at: Date
    var credit: CreditBody

    static let schema = Schema.object([
        .must(
            "position", .integer(1...Int.max), "Its place in this institution's feed, without gaps; `?after` takes it."),
        .must("id", .id, "The entry."),
        .must(
            "kind", .choice(of: FeedEntryKind.self),
            "What happened to the credit; `erased`: its learner was erased, and nothing else changed."),
        .must("at", .dateTime, "When."),
        .must("credit", .named(CreditBody.self), "The credit as it was then."),
    ])
}
