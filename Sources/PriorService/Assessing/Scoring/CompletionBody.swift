import Assessment
import Foundation

/// What an assessor's own work came to. It says nothing of anybody else's.
struct CompletionBody: AnswerBody {
    struct Card: Encodable, Sendable {
        var claim: ID<Claim>
        var outcome: RubricResult.Outcome
        var words: String
    }

    var assignment: ID<Assignment>
    var completedAt: Date
    var scorecards: [Card]

    static let schema = Schema.object([
        .must("assignment", .id, "The assignment."),
        .must("completedAt", .dateTime, "When."),
        .must(
            "scorecards",
            .list(
                of: .object([
                    .must("claim", .id, "The claim."),
                    .must("outcome", .choice(of: RubricResult.Outcome.self), "What the rubric makes of your levels."),
                    .must("words", .anyText(), "Why, in words."),
                ])), "Each claim you scored."),
    ])
}

/// What the scorecards of all seats came to, for one claim.
struct ClaimOutcomeBody: AnswerBody {
    var claim: ID<Claim>
    var unit: DocumentKey
    var outcome: RubricResult.Outcome
    var settled: ClaimStanding.Settled
    var scorecard: ID<Scorecard>
    var words: String
    var settledAt: Date

    static let schema = Schema.object([
        .must("claim", .id, "The claim."),
        .must("unit", .text(100), "The unit."),
        .must("outcome", .choice(of: RubricResult.Outcome.self), "What stands."),
        .must("settled", .choice(of: ClaimStanding.Settled.self), "How it was settled."),
        .must("scorecard", .id, "The scorecard whose marks stand."),
        .must("words", .anyText(), "Why, in words."),
        .must("settledAt", .dateTime, "When."),
    ])
}
