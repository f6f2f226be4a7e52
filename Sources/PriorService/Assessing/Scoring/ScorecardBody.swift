import Assessment
import Foundation

/// One level on a scorecard.
struct ScoreLineBody: AnswerBody {
    var criterion: String
    var level: String
    var comment: String
    var scoredAt: Date

    static let schema = Schema.object([
        .must("criterion", .text(100), "The criterion."),
        .must("level", .text(100), "The level's id."),
        .must("comment", .anyText(4000), "What was said of it."),
        .must("scoredAt", .dateTime, "When."),
    ])
}

/// An assessor's own scorecard for one claim.
struct ScorecardBody: AnswerBody {
    var claim: ID<Claim>
    var unit: DocumentKey
    var title: String
    /// 0 until the first score: send it as `If-Match: "0"`.
    var version: Int
    var submittedAt: Date?
    var outcome: RubricResult.Outcome?
    var words: String?
    var scores: [ScoreLineBody]
    var unscored: [String]

    static let schema = Schema.object([
        .must("claim", .id, "The claim."),
        .must("unit", .text(100), "The unit, `id@version`; its rubric is at /api/units/{key}."),
        .must("title", .anyText(300), "The unit's title."),
        .must("version", .integer(0...Int.max), "To be sent as If-Match with the next score; 0 before the first."),
        .may("submittedAt", .dateTime, "When it was submitted; it never changes from then on."),
        .may("outcome", .choice(of: RubricResult.Outcome.self), "What the rubric makes of it, once submitted."),
        .may("words", .anyText(), "Why, in words."),
        .must("scores", .list(of: .named(ScoreLineBody.self)), "The levels given so far."),
        .must("unscored", .list(of: .text(100)), "The criteria without a level."),
    ])
}

/// A submitted scorecard, as staff and the assessors of the submission see it once all are in.
struct SubmittedScorecardBody: AnswerBody {
    var id: ID<Scorecard>
    var claim: ID<Claim>
    var unit: DocumentKey
    var seat: Assignment.Seat
    var assessor: ID<Person>?
    var outcome: RubricResult.Outcome
    var words: String
    var submittedAt: Date
    /// Since when it stands only as what was: a moderator sent it back.
    var supersededAt: Date?
    var scores: [ScoreLineBody]
    var rulings: [RulingBody]

    static let schema = Schema.object([
        .must("id", .id, "The scorecard."),
        .must("claim", .id, "The claim."),
        .must("unit", .text(100), "The unit."),
        .must("seat", .choice(of: Assignment.Seat.self), "Whose seat."),
        .may("assessor", .id, "Who; for staff only."),
        .must("outcome", .choice(of: RubricResult.Outcome.self), "What the rubric made of it."),
        .must("words", .anyText(), "Why, in words."),
        .must("submittedAt", .dateTime, "When."),
        .may("supersededAt", .dateTime, "Since when it is kept only as it was: it was sent back and marked again."),
        .must("scores", .list(of: .named(ScoreLineBody.self)), "The levels given."),
        .must("rulings", .list(of: .named(RulingBody.self)), "The rulings on the claim's items."),
    ])
}
