import Assessment
import Foundation

/// What a registrar decides.
struct NewDecisionBody: RequestBody {
    var verdict: Decision.Verdict
    var credits: String?
    var reason: String?
    var towards: String?

    static let schema = Schema.object([
        .must(
            "verdict", .choice(of: Decision.Verdict.self), "All that was recommended, a part of its credits, or none."),
        .may("credits", .decimal, "How many, for `partly`."),
        .may("reason", .anyText(4_000), "Why; needed wherever less is granted than was recommended."),
        .may(
            "towards", .text(120),
            "The qualification that the credit counts towards, as `building-trades@1`: its limits are then held too."),
    ])
}

/// A decision.
struct DecisionBody: AnswerBody {
    var id: ID<Decision>
    var recommendation: ID<Recommendation>
    var verdict: Decision.Verdict
    var credits: String?
    var creditSystem: String?
    var reason: String
    var decidedBy: ID<Person>
    var decidedAt: Date
    var credit: ID<Credit>?
    var towards: DocumentKey?
    var signedBy: [ID<Person>]?

    static let schema = Schema.object([
        .must("id", .id, "The decision."),
        .must("recommendation", .id, "What was decided."),
        .must("verdict", .choice(of: Decision.Verdict.self), "All, a part, or none."),
        .may("credits", .decimal, "How many were granted; absent where none were, or the framework counts units only."),
        .may("creditSystem", .slug, "Which credits."),
        .must("reason", .anyText(), "Why."),
        .must("decidedBy", .id, "The registrar."),
        .must("decidedAt", .dateTime, "When."),
        .may("credit", .id, "The credit that was posted."),
        .may("towards", .text(120), "The qualification that it counts towards, where one was named."),
        .may("signedBy", .list(of: .id), "Of a decision just made by a committee: who signed it."),
    ])
}

/// A portfolio that is closed.
struct ClosureBody: AnswerBody {
    var portfolio: ID<Portfolio>
    var state: Portfolio.State
    var closedAt: Date

    static let schema = Schema.object([
        .must("portfolio", .id, "The portfolio."),
        .must("state", .choice(of: Portfolio.State.self), "`closed`."),
        .must("closedAt", .dateTime, "When."),
    ])
}
