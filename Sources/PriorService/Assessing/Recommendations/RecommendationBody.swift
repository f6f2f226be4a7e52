import Assessment
import Foundation

/// What a coordinator writes of one claim; credit, level, validity, gap plan and chain come from what was scored.
struct NewRecommendationBody: RequestBody {
    var claim: ID<Claim>
    var conditions: String?
    var subjects: [String]?
    var nextStep: String?
    var reasons: [ReasonBody]?

    static let schema = Schema.object([
        .must("claim", .id, "The claim."),
        .may("conditions", .anyText(4_000), "On which conditions the credit holds."),
        .may("subjects", .list(of: .text(200), 0...20), "Subjects under which a receiver may post it."),
        .may("nextStep", .anyText(4_000), "What the learner can do now; a refusal needs it."),
        .may(
            "reasons", .list(of: .named(ReasonBody.self), 0...200),
            "Reasons by criterion. A refusal needs one on every unmet criterion; where one is missing the assessor's comment stands in."
        ),
    ])

    /// What is added to the marks.
    var written: Recommendation.Written {
        Recommendation.Written(
            conditions: conditions ?? "", subjects: subjects ?? [], nextStep: nextStep ?? "",
            reasons: (reasons ?? []).map { CriterionReason(criterion: $0.criterion, says: $0.says) })
    }
}

/// Why something came out as it did on one criterion.
struct ReasonBody: Codable, Described {
    var criterion: String
    var says: String

    static let schema = Schema.object([
        .must("criterion", .slug, "The criterion's id."),
        .must("says", .string(.init(length: 1...4_000)), "The reason, in words for the learner."),
    ])
}

/// One unmet criterion and what would meet it.
struct GapBody: Codable, Described {
    var criterion: String
    var outcome: String
    var statement: String
    var says: String

    static let schema = Schema.object([
        .must("criterion", .slug, "The criterion's id."),
        .must("outcome", .anyText(), "The learning outcome it is a part of."),
        .must("statement", .anyText(), "What is judged."),
        .must("says", .anyText(), "How work looks that meets it."),
    ])
}

/// A recommendation, with its decision once there is one.
struct RecommendationBody: AnswerBody {
    var id: ID<Recommendation>
    var submission: ID<Submission>
    var portfolio: ID<Portfolio>
    var claim: ID<Claim>
    var unit: DocumentKey
    var kind: Recommendation.Kind
    var credits: String?
    var creditSystem: String?
    var framework: DocumentKey
    var level: Int
    var subjects: [String]
    var conditions: String
    var reasons: [ReasonBody]
    var nextStep: String
    var gapPlan: [GapBody]
    var validUntil: CalendarDate?
    var chain: JSONValue
    var chainDigest: String
    var recommendedBy: ID<Person>
    var recommendedAt: Date
    var decision: DecisionBody?

    static let schema = Schema.object([
        .must("id", .id, "The recommendation."),
        .must("submission", .id, "What was assessed."),
        .must("portfolio", .id, "The portfolio it belongs to."),
        .must("claim", .id, "The claim."),
        .must("unit", .text(120), "The unit and its version."),
        .must("kind", .choice(of: Recommendation.Kind.self), "Credit, or a refusal."),
        .may(
            "credits", .decimal, "How many; absent for a refusal, and where the framework counts units and no credits."),
        .may("creditSystem", .slug, "Which credits."),
        .must("framework", .text(120), "The framework and its version."),
        .must("level", .integer(0...20), "The level on it."),
        .must("subjects", .list(of: .text(200)), "Subjects under which it may be posted."),
        .must("conditions", .anyText(), "On which conditions."),
        .must("reasons", .list(of: .named(ReasonBody.self)), "Why, criterion by criterion."),
        .must("nextStep", .anyText(), "What the learner can do now."),
        .must("gapPlan", .list(of: .named(GapBody.self)), "What is unmet and carries over to the next claim."),
        .may("validUntil", .date, "The last day on which it may be decided."),
        .must("chain", .any, "What it stands on: rubric, scorecards, manifest, evidence, each with its SHA-256."),
        .must("chainDigest", .sha256, "SHA-256 of the chain in canonical JSON (RFC 8785)."),
        .must("recommendedBy", .id, "Who wrote it."),
        .must("recommendedAt", .dateTime, "When."),
        .may("decision", .named(DecisionBody.self), "What the institution decided, once it has."),
    ])
}

extension Gap {
    var body: GapBody { GapBody(criterion: criterion, outcome: outcome, statement: statement, says: says) }
}

extension CriterionReason {
    var body: ReasonBody { ReasonBody(criterion: criterion, says: says) }
}
