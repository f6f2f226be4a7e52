import Assessment
import Foundation

/// What a learner objects to, and why.
struct NewAppealBody: RequestBody {
    var ground: String
    var statement: String
    var evidence: [ID<Evidence>]?

    static let schema = Schema.object([
        .must("ground", .slug, "A ground of the policy, as the release names them."),
        .must("statement", .text(10_000), "What is wrong, in the learner's own words."),
        .may(
            "evidence", .list(of: .id, 0...50),
            "Items of the learner, of any of their portfolios at the institution, where the ground allows new evidence."
        ),
    ])
}

/// An appeal, as far as who asks may see it.
struct AppealBody: AnswerBody {
    /// A member of the panel, for staff and the panel itself.
    struct MemberBody: AnswerBody {
        var person: ID<Person>
        var name: String
        var isChair: Bool
        var isSeated: Bool
        var hasSpoken: Bool

        static let schema = Schema.object([
            .must("person", .id, "Who."), .must("name", .text(200), "Their name."),
            .must("isChair", .boolean, "Whether they write the outcome."),
            .must("isSeated", .boolean, "Whether they said that they had nothing to do with the case."),
            .must("hasSpoken", .boolean, "Whether they gave their opinion."),
        ])
    }

    /// What the panel decided.
    struct OutcomeBody: AnswerBody {
        var verdict: Appeal.Verdict
        var remedy: Appeal.Remedy
        var credits: String?
        var reasons: String
        var credit: ID<Credit>?
        var decidedAt: Date

        static let schema = Schema.object([
            .must("verdict", .choice(of: Appeal.Verdict.self), "Whether the learner was right."),
            .must("remedy", .choice(of: Appeal.Remedy.self), "What followed for the credit."),
            .may("credits", .decimal, "How many were issued."),
            .must("reasons", .anyText(), "Why."),
            .may("credit", .id, "The credit that stands now."),
            .must("decidedAt", .dateTime, "When."),
        ])
    }

    var id: ID<Appeal>
    var submission: ID<Submission>
    var recommendation: ID<Recommendation>
    var appealedDigest: String
    var state: Appeal.State
    var ground: String
    var statement: String
    var evidence: [ID<Evidence>]
    var suspended: ID<Credit>?
    var lodgedAt: Date
    var decideBy: Date?
    var panelSize: Int
    var panel: [MemberBody]?
    var outcome: OutcomeBody?

    static let schema = Schema.object([
        .must("id", .id, "The appeal."),
        .must("submission", .id, "The submission it is about."),
        .must("recommendation", .id, "The recommendation whose decision is appealed."),
        .must("appealedDigest", .sha256, "SHA-256 of the decision appealed, with the chain it stands on."),
        .must("state", .choice(of: Appeal.State.self), "How far it has come."),
        .must("ground", .slug, "The ground."),
        .must("statement", .anyText(), "What is wrong, in the learner's words."),
        .must("evidence", .list(of: .id), "What came with it."),
        .may("suspended", .id, "The credit that nobody can pull meanwhile."),
        .must("lodgedAt", .dateTime, "When it was lodged."),
        .may("decideBy", .dateTime, "Until when it is to be decided."),
        .must("panelSize", .integer(1...9), "How many hear it."),
        .may("panel", .list(of: .named(MemberBody.self)), "Who hears it; for staff and the panel only."),
        .may("outcome", .named(OutcomeBody.self), "What the panel decided, once it has."),
    ])
}

/// Who hears an appeal.
struct AppealPanelBody: RequestBody {
    var members: [ID<Person>]
    var chair: ID<Person>

    static let schema = Schema.object([
        .must("members", .list(of: .id, 1...9), "As many as the policy says, each with the role `panel`."),
        .must("chair", .id, "The one of them who writes the outcome."),
    ])
}

/// What someone says who was called to a panel.
struct PanelAnswerBody: RequestBody {
    var independent: Bool

    static let schema = Schema.object([
        .must("independent", .boolean, "Whether you had nothing to do with the case, and sit. False stands down.")
    ])
}

/// Something said in an appeal.
struct NewStatementBody: RequestBody {
    var says: String

    static let schema = Schema.object([.must("says", .text(10_000), "What there is to say.")])
}

/// Something that was said in an appeal.
struct AppealStatementBody: AnswerBody {
    enum Side: String, Codable, Sendable, CaseIterable {
        case learner, institution, panel
    }

    var id: ID<AppealStatement>
    var side: Side
    var says: String
    var madeAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The statement."), .must("side", .choice(of: Side.self), "Whose it is."),
        .must("says", .anyText(), "What was said."), .must("madeAt", .dateTime, "When."),
    ])
}

/// Something said in an appeal. Identified by `ID<AppealStatement>`.
enum AppealStatement {}

/// What a member of the panel finds.
struct OpinionBody: RequestBody {
    var verdict: Appeal.Verdict
    var reasons: String

    static let schema = Schema.object([
        .must("verdict", .choice(of: Appeal.Verdict.self), "Whether the learner is right."),
        .must("reasons", .text(10_000), "Why; the other members read it when all have spoken."),
    ])
}

/// What the panel decides, written by its chair.
struct NewOutcomeBody: RequestBody {
    var verdict: Appeal.Verdict
    var remedy: Appeal.Remedy
    var credits: String?
    var reasons: String

    static let schema = Schema.object([
        .must("verdict", .choice(of: Appeal.Verdict.self), "What most members found."),
        .must("remedy", .choice(of: Appeal.Remedy.self), "What follows for the credit."),
        .may("credits", .decimal, "For `reissue`: how many credits it is from now on."),
        .must("reasons", .text(10_000), "Why, for the learner."),
    ])
}

/// What a panel decides by: the decision with all that it stands on.
struct AppealFileBody: AnswerBody {
    /// One assessor's marks, without who.
    struct CardBody: AnswerBody {
        var id: String
        var outcome: String
        var scores: [ScoreBody]

        static let schema = Schema.object([
            .must("id", .id, "The scorecard."), .must("outcome", .text(40), "What it came to."),
            .must("scores", .list(of: .named(ScoreBody.self)), "The marks."),
        ])
    }

    /// One mark.
    struct ScoreBody: AnswerBody {
        static let schemaName = "AppealScoreBody"
        var criterion: String
        var level: String
        var comment: String

        static let schema = Schema.object([
            .must("criterion", .slug, "The criterion."), .must("level", .slug, "The level given."),
            .must("comment", .anyText(), "The assessor's words."),
        ])
    }

    /// What a member found.
    struct FoundBody: AnswerBody {
        var verdict: Appeal.Verdict
        var reasons: String

        static let schema = Schema.object([
            .must("verdict", .choice(of: Appeal.Verdict.self), "What they found."),
            .must("reasons", .anyText(), "Why."),
        ])
    }

    var appeal: AppealBody
    var recommendation: RecommendationBody
    var scorecards: [CardBody]
    var statements: [AppealStatementBody]
    var opinions: [FoundBody]

    static let schema = Schema.object([
        .must("appeal", .named(AppealBody.self), "The appeal."),
        .must("recommendation", .named(RecommendationBody.self), "What was recommended and decided, with its chain."),
        .must("scorecards", .list(of: .named(CardBody.self)), "Every assessor's marks on the claim."),
        .must("statements", .list(of: .named(AppealStatementBody.self)), "What each side said."),
        .must("opinions", .list(of: .named(FoundBody.self)), "What the members found; empty until all have spoken."),
    ])
}
