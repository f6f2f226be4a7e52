import Assessment
import Foundation

/// What came of a submission, with how to appeal.
struct ResultReleaseBody: AnswerBody {
    var submission: ID<Submission>
    var portfolio: ID<Portfolio>
    var releasedAt: Date
    var recommendations: [RecommendationBody]
    var appeal: AppealWindowBody

    static let schema = Schema.object([
        .must("submission", .id, "What was assessed."),
        .must("portfolio", .id, "The portfolio."),
        .must("releasedAt", .dateTime, "Since when its learner sees it."),
        .must(
            "recommendations", .list(of: .named(RecommendationBody.self)),
            "For each claim what was recommended and decided, why on each criterion, and what next."),
        .must("appeal", .named(AppealWindowBody.self), "Until when, on which grounds and how it can be appealed."),
    ])
}

/// Until when and on which grounds a decision can be appealed.
struct AppealWindowBody: AnswerBody {
    /// A ground of the policy.
    struct GroundBody: AnswerBody {
        var id: String
        var words: String
        var newEvidence: Bool

        static let schema = Schema.object([
            .must("id", .slug, "The ground; an appeal names it."), .must("words", .anyText(), "It in plain words."),
            .must("newEvidence", .boolean, "Whether evidence may come with it that the assessors did not have."),
        ])
    }

    var until: CalendarDate?
    var isOpen: Bool
    var grounds: [GroundBody]
    var how: String

    static let schema = Schema.object([
        .may("until", .date, "The last day, by the authority's calendar; absent where the policy sets none."),
        .must("isOpen", .boolean, "Whether it can be appealed now."),
        .must("grounds", .list(of: .named(GroundBody.self)), "The grounds that are heard."),
        .must("how", .anyText(), "What to do."),
    ])
}

/// Several submissions to release at once.
struct BatchReleaseBody: RequestBody {
    var submissions: [ID<Submission>]

    static let schema = Schema.object([
        .must("submissions", .list(of: .id, 1...200), "The submissions, at most 200.")
    ])
}

/// What became of a batch: each is released, or is not and says why.
struct BatchReleasedBody: AnswerBody {
    /// One that stays as it was.
    struct RefusedBody: AnswerBody {
        var submission: ID<Submission>
        var type: String
        var detail: String

        static let schema = Schema.object([
            .must("submission", .id, "The submission."), .must("type", .slug, "The problem, by its name."),
            .must("detail", .anyText(), "Why."),
        ])
    }

    var released: [ID<Submission>]
    var refused: [RefusedBody]

    static let schema = Schema.object([
        .must("released", .list(of: .id), "What is released now."),
        .must("refused", .list(of: .named(RefusedBody.self)), "What is not, and why."),
    ])
}

/// A submission of which everything is decided and nothing released.
struct PendingReleaseBody: AnswerBody {
    var submission: ID<Submission>
    var portfolio: ID<Portfolio>
    var decidedAt: Date

    static let schema = Schema.object([
        .must("submission", .id, "The submission."), .must("portfolio", .id, "Its portfolio."),
        .must("decidedAt", .dateTime, "Since when everything on it is decided."),
    ])
}
