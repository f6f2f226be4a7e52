import Assessment
import Foundation

/// A learner's wish to be erased.
struct ErasureWishBody: RequestBody {
    var password: String

    static let schema = Schema.object([
        .must("password", .anyText(256), "Your password once more, so that nobody does this on a phone left open.")
    ])
}

/// What staff ask for on a learner's written request.
struct ErasureRequestBody: RequestBody {
    var learner: ID<Person>
    var reason: String

    static let schema = Schema.object([
        .must("learner", .id, "The learner."),
        .must("reason", .text(2_000), "What they wrote, when, and how you know that it was they."),
    ])
}

/// An erasure and how far it has come.
struct ErasureBody: AnswerBody {
    enum State: String, Encodable, Sendable, CaseIterable {
        case unconfirmed, waiting, deferred, erased, withdrawn
    }

    var id: ID<Erasure>
    var learner: ID<Person>
    var askedByLearner: Bool
    var askedAt: Date
    var state: State
    var dueAt: Date
    var erasedAt: Date?
    var scrubbedAt: Date?
    var obstacles: [Obstacle]

    /// What stands against it.
    struct Obstacle: AnswerBody {
        var kind: ErasureObstacle.Kind
        var institution: NamedBody<Institution>
        var until: Date?
        var says: String

        static let schema = Schema.object([
            .must("kind", .choice(of: ErasureObstacle.Kind.self), "Why."),
            .must("institution", NamedBody<Institution>.schema, "Where."),
            .may("until", .dateTime, "When it goes by itself; absent where somebody has to do something."),
            .must("says", .anyText(4_000), "What it is, and what would help."),
        ])
    }

    static let schema = Schema.object([
        .must("id", .id, "The erasure."),
        .must("learner", .id, "Who is to be erased."),
        .must("askedByLearner", .boolean, "Whether they asked themself; otherwise staff did, on a written request."),
        .must("askedAt", .dateTime, "When."),
        .must(
            "state", .choice(of: State.self),
            "unconfirmed: a colleague has to confirm it; waiting: until `dueAt`; deferred: until nothing stands against it; erased; withdrawn."
        ),
        .must("dueAt", .dateTime, "Until then it can be taken back; it is done in the hours after."),
        .may("erasedAt", .dateTime, "When it was done."),
        .may("scrubbedAt", .dateTime, "When what was deleted was gone from the database's files too."),
        .must("obstacles", .list(of: .named(Obstacle.self)), "What stands against it now."),
    ])
}

/// An order that nothing of a learner is deleted.
struct NewLegalHoldBody: RequestBody {
    var learner: ID<Person>
    var reason: String

    static let schema = Schema.object([
        .must("learner", .id, "The learner."),
        .must("reason", .text(2_000), "Why the data has to be kept. The learner is told."),
    ])
}

/// Why a hold is lifted.
struct LiftBody: RequestBody {
    var reason: String

    static let schema = Schema.object([.must("reason", .text(2_000), "Why the data need not be kept any longer.")])
}

/// A hold.
struct LegalHoldBody: AnswerBody {
    var id: ID<LegalHold>
    var institution: ID<Institution>
    var learner: ID<Person>
    var reason: String
    var setBy: ID<Person>
    var setAt: Date
    var liftedBy: ID<Person>?
    var liftedAt: Date?
    var liftReason: String?

    static let schema = Schema.object([
        .must("id", .id, "The hold."),
        .must("institution", .id, "Whose."),
        .must("learner", .id, "Whose data is kept."),
        .must("reason", .anyText(2_000), "Why."),
        .must("setBy", .id, "Who set it."),
        .must("setAt", .dateTime, "When."),
        .may("liftedBy", .id, "Who lifted it."),
        .may("liftedAt", .dateTime, "When."),
        .may("liftReason", .anyText(2_000), "Why."),
    ])
}
