import Assessment
import Foundation

/// Where an institution's machine wants its feed's entries sent. Identified by `ID<Webhook>`.
enum Webhook {
    /// How many an institution may have.
    static let most = 20
    /// How long both secrets sign after a new one was made, in hours.
    static let longestOverlap = 168

    enum State: String, Codable, Sendable, CaseIterable {
        /// Nothing is sent before its server has shown that it wants it.
        case unverified
        case active
        /// Its server took nothing for days, or said that it is gone. What is owed waits.
        case disabled
    }
}

/// A new webhook.
struct NewWebhookBody: RequestBody {
    var url: String
    var kinds: [FeedEntryKind]?

    static let schema = Schema.object([
        .must("url", .text(1_000), "Where to send: an https address, as `https://records.example.org/prior`."),
        .may(
            "kinds", .list(of: .choice(of: FeedEntryKind.self), 0...FeedEntryKind.allCases.count),
            "Which kinds of entries; all when left out. `erased` is sent in any case."),
    ])
}

/// A webhook, as its institution sees it.
struct WebhookBody: AnswerBody {
    var id: ID<Webhook>
    var client: ID<Client>
    var url: String
    var kinds: [String]
    var state: Webhook.State
    var createdAt: Date
    var verifiedAt: Date?
    var failingSince: Date?
    var disabledAt: Date?
    var disabledBecause: String?
    var waiting: Int
    var dead: Int

    static let fields: [Schema.Field] = [
        .must("id", .id, "The webhook."),
        .must("client", .id, "The machine that set it up; where that is revoked, nothing is sent."),
        .must("url", .text(1_000), "Where entries are sent."),
        .must("kinds", .list(of: .text(40)), "Which kinds of entries; all where the list is empty."),
        .must("state", .choice(of: Webhook.State.self), "Whether anything is sent."),
        .must("createdAt", .dateTime, "When it was set up."),
        .may("verifiedAt", .dateTime, "When its server last showed that it wants entries."),
        .may("failingSince", .dateTime, "Since when nothing was taken there."),
        .may("disabledAt", .dateTime, "When it was disabled."),
        .may("disabledBecause", .anyText(400), "Why."),
        .must("waiting", .integer(0...Int.max), "How many deliveries are owed."),
        .must("dead", .integer(0...Int.max), "How many were given up; they can be asked for again."),
    ]
    static let schema = Schema.object(fields)
}

/// A webhook just made, with the secret that its deliveries are signed with.
struct WebhookWithSecretBody: AnswerBody {
    var webhook: WebhookBody
    var secret: String

    static let schema = Schema.object([
        .must("webhook", .named(WebhookBody.self), "The webhook."),
        .must(
            "secret", .text(100),
            "`whsec_` and base64, as libraries of Standard Webhooks take it. It is not shown again."),
    ])
}

/// A wish for a new secret.
struct NewWebhookSecretBody: RequestBody {
    var overlapHours: Int?

    static let schema = Schema.object([
        .may(
            "overlapHours", .integer(0...Webhook.longestOverlap),
            "For how many hours the secrets before sign too; 24 when left out, 0 where one leaked.")
    ])
}

/// A new secret.
struct WebhookSecretBody: AnswerBody {
    var secret: String
    var formerUntil: Date

    static let schema = Schema.object([
        .must("secret", .text(100), "`whsec_` and base64. It is not shown again."),
        .must("formerUntil", .dateTime, "Until when deliveries carry a signature by the secret before, too."),
    ])
}

/// One entry of the feed on its way to one webhook. Identified by `ID<WebhookDelivery>`.
enum WebhookDelivery {
    enum State: String, Codable, Sendable, CaseIterable {
        case waiting, taken, dead
    }
}

/// A delivery and how it went.
struct WebhookDeliveryBody: AnswerBody {
    var id: ID<WebhookDelivery>
    var position: Int
    var kind: String
    var credit: ID<Credit>
    var state: WebhookDelivery.State
    var attempts: Int
    var nextAttemptAt: Date?
    var lastStatus: Int?
    var lastFault: String?
    var owedAt: Date
    var takenAt: Date?

    static let schema = Schema.object([
        .must("id", .id, "The delivery; its `webhook-id`, the same on every attempt."),
        .must("position", .integer(1...Int.max), "Which entry of the feed."),
        .must("kind", .text(40), "Of which kind."),
        .must("credit", .id, "About which credit."),
        .must("state", .choice(of: WebhookDelivery.State.self), "Whether it was taken, waits, or was given up."),
        .must("attempts", .integer(0...10_000), "How often it was sent."),
        .may("nextAttemptAt", .dateTime, "When it is tried next, not before earlier ones of the same learner."),
        .may("lastStatus", .integer(100...999), "What the server last answered."),
        .may("lastFault", .anyText(400), "What last went wrong."),
        .must("owedAt", .dateTime, "Since when it is owed."),
        .may("takenAt", .dateTime, "When it was taken."),
    ])
}

/// Which deliveries are to be sent again.
struct RedeliveryBody: RequestBody {
    var delivery: ID<WebhookDelivery>?
    var dead: Bool?
    var after: Int?

    static let schema = Schema.object([
        .may("delivery", .id, "This one, whatever became of it."),
        .may("dead", .boolean, "`true`: all that were given up."),
        .may(
            "after", .integer(0...Int.max),
            "Every entry of the feed after this position, also those from before the webhook."),
    ])
}

/// How many deliveries are owed anew.
struct OwedBody: AnswerBody {
    var owed: Int

    static let schema = Schema.object([
        .must("owed", .integer(0...Int.max), "How many deliveries are sent again, oldest first.")
    ])
}
