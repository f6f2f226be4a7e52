import Assessment
import Foundation
import Seal

/// What an id in the log may name: the kind beside it says which.
enum Anything {}

/// One event, as an auditor sees it.
struct EventBody: AnswerBody {
    var position: Int
    var id: ID<EventEntry>
    var at: Date
    var by: Actor
    var kind: String
    var subject: Subject
    var from: String?
    var to: String?
    var why: String?
    var hash: Digest

    /// Who did it.
    struct Actor: AnswerBody {
        var kind: String
        var id: ID<Anything>?
        var name: String?

        static let schema = Schema.object([
            .must("kind", .choice(["person", "client", "witness", "operator", "service"]), "What kind of actor."),
            .may("id", .id, "Which person or client, where there is an account."),
            .may("name", .anyText(200), "The name of the person or client, as it is now."),
        ])
    }

    /// What it happened to.
    struct Subject: AnswerBody {
        var kind: String
        var id: ID<Anything>

        static let schema = Schema.object([
            .must("kind", .text(60), "What kind of thing, as `portfolio`."),
            .must("id", .id, "Which one."),
        ])
    }

    static let schema = Schema.object([
        .must("position", .integer(1...Int.max), "Its place in the institution's chain: 1, 2, 3 … without a gap."),
        .must("id", .id, "The event."),
        .must("at", .dateTime, "When."),
        .must("by", Actor.schema, "Who."),
        .must("kind", .text(80), "What happened, as `portfolio.submitted`."),
        .must("subject", Subject.schema, "To which thing."),
        .may("from", .anyText(), "The state before."),
        .may("to", .anyText(), "The state after."),
        .may("why", .anyText(), "The reason that was given, unless it was erased."),
        .must("hash", .sha256, "The event's hash, which the next event holds."),
    ])
}

/// Whether a chain of events is whole and unchanged.
struct EventVerificationBody: AnswerBody {
    var verified: Bool
    var events: Int
    var head: Digest
    var brokenAt: Int?
    var fault: String?

    init(_ verification: ChainVerification.Outcome) {
        verified = verification.fault == nil
        events = verification.events
        head = verification.head
        brokenAt = verification.fault?.position
        fault = verification.fault?.words
    }

    static let schema = Schema.object([
        .must("verified", .boolean, "Whether every event is there, in its place and as it was written."),
        .must("events", .integer(0...Int.max), "How many events were verified before the first fault, or in all."),
        .must(
            "head", .sha256,
            "The hash of the last event verified: kept elsewhere, it shows later that nothing up to here was rewritten."
        ),
        .may("brokenAt", .integer(1...Int.max), "The position of the first fault."),
        .may("fault", .anyText(), "What is wrong there."),
    ])
}
