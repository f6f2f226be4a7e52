import Assessment
import Foundation

/// An assessor's answers on one item for one claim.
struct NewRulingBody: RequestBody {
    var valid: Ruling.Finding
    var sufficient: Ruling.Finding
    var authentic: Ruling.Finding
    var current: Ruling.Finding
    var reason: String?

    static let schema = Schema.object([
        .must("valid", .choice(of: Ruling.Finding.self), "Does it speak to what the claim is about?"),
        .must("sufficient", .choice(of: Ruling.Finding.self), "Is there enough of it, of this quality?"),
        .must("authentic", .choice(of: Ruling.Finding.self), "Is it the learner's own work?"),
        .must("current", .choice(of: Ruling.Finding.self), "Does it show what the learner can do now?"),
        .may("reason", .anyText(4000), "Why; needed when any answer is not yes."),
    ])
}

/// A ruling, in its latest revision.
struct RulingBody: AnswerBody {
    var claim: ID<Claim>
    var evidence: ID<Evidence>
    var revision: Int
    var valid: Ruling.Finding
    var sufficient: Ruling.Finding
    var authentic: Ruling.Finding
    var current: Ruling.Finding
    var reason: String
    var ruledAt: Date

    static let schema = Schema.object([
        .must("claim", .id, "The claim."),
        .must("evidence", .id, "The item."),
        .must("revision", .integer(1...10_000), "How often it was ruled on; every revision is kept."),
        .must("valid", .choice(of: Ruling.Finding.self), "Does it speak to what the claim is about?"),
        .must("sufficient", .choice(of: Ruling.Finding.self), "Is there enough of it?"),
        .must("authentic", .choice(of: Ruling.Finding.self), "Is it the learner's own?"),
        .must("current", .choice(of: Ruling.Finding.self), "Is it recent enough?"),
        .must("reason", .anyText(4000), "Why."),
        .must("ruledAt", .dateTime, "When."),
    ])
}
