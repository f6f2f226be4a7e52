import Assessment
import Foundation

/// A level on one criterion.
struct NewScoreBody: RequestBody {
    var level: String
    var comment: String?

    static let schema = Schema.object([
        .must("level", .slug, "The id of one of the criterion's levels."),
        .may("comment", .anyText(4000), "What in the evidence shows it; the learner reads it if the claim is not met."),
    ])
}

/// A score as it was written. Its ETag is the scorecard's version, for the next write.
struct ScoreBody: AnswerBody {
    var claim: ID<Claim>
    var criterion: String
    var level: String
    var comment: String
    var scoredAt: Date
    var version: Int

    static let schema = Schema.object([
        .must("claim", .id, "The claim."),
        .must("criterion", .text(100), "The criterion."),
        .must("level", .text(100), "The level's id."),
        .must("comment", .anyText(4000), "What was said of it."),
        .must("scoredAt", .dateTime, "When."),
        .must("version", .integer(1...Int.max), "The scorecard's version now."),
    ])
}
