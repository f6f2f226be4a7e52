import Assessment
import Foundation

/// A learner's credit record, framework by framework: units, parts of qualifications completed by stacking, and qualifications
/// reached.
struct RecordBody: AnswerBody {
    var learner: NamedBody<Person>
    var policy: DocumentKey?
    var frameworks: [FrameworkRecordBody]

    static let schema = Schema.object([
        .must("learner", NamedBody<Person>.schema, "Whose it is."),
        .may("policy", .text(120), "Whose limits were held for what is reached; absent where there is no credit yet."),
        .must("frameworks", .list(of: .named(FrameworkRecordBody.self)), "What stands on each framework."),
    ])
}

/// What a learner has on one framework. Credit of two frameworks is never added up.
struct FrameworkRecordBody: AnswerBody {
    var framework: DocumentKey
    var name: String
    var credits: String?
    var creditSystem: String?
    var units: [RecordUnitBody]
    var parts: [ReachBody]
    var qualifications: [ReachBody]

    static let schema = Schema.object([
        .must("framework", .text(120), "The framework."),
        .must("name", .text(300), "What it is called."),
        .may("credits", .decimal, "All the credits that count; absent where it counts units only."),
        .may("creditSystem", .slug, "Which credits."),
        .must(
            "units", .list(of: .named(RecordUnitBody.self)),
            "Every credit, also what no longer counts, with what happened."),
        .must("parts", .list(of: .named(ReachBody.self)), "Parts of qualifications to which units count."),
        .must("qualifications", .list(of: .named(ReachBody.self)), "Qualifications to which units count."),
    ])
}

/// One credit in the record, with what happened to it.
struct RecordUnitBody: AnswerBody {
    var credit: CreditBody
    var facts: [CreditFactBody]

    static let schema = Schema.object([
        .must("credit", .named(CreditBody.self), "The credit."),
        .must("facts", .list(of: .named(CreditFactBody.self)), "What happened to it, in order."),
    ])
}

/// How far a learner has come towards a qualification or a part of one.
struct ReachBody: AnswerBody {
    var qualification: DocumentKey
    var title: String
    var type: String
    var level: Int
    var isReached: Bool
    var reachedAt: Date?
    var counted: [String]
    var uncounted: [String]
    var left: Int?
    var words: String
    var reasons: [PlanReasonBody]

    static let schema = Schema.object([
        .must("qualification", .text(120), "Which."),
        .must("title", .text(300), "What it is called."),
        .must("type", .text(120), "One of the framework's kinds."),
        .must("level", .integer(0...20), "Its level."),
        .must("isReached", .boolean, "Whether everything that it asks for is there."),
        .may("reachedAt", .dateTime, "Since when: the day of the last credit that it needed."),
        .must("counted", .list(of: .text(120)), "Units that are held and count."),
        .must("uncounted", .list(of: .text(120)), "Units that are held and cannot count; `reasons` says why."),
        .may("left", .integer(0...1_000), "How many units the shortest way still has; absent where there is none."),
        .must("words", .anyText(), "The same in plain words."),
        .must("reasons", .list(of: .named(PlanReasonBody.self)), "Rule by rule, what is asked for and what there is."),
    ])
}
