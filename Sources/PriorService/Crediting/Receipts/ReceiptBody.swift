import Assessment
import Foundation

/// A receiver's answer to a credit.
struct NewReceiptBody: RequestBody {
    var verdict: Receipt.Verdict
    var credits: String?
    var courseCode: String?
    var reason: String?

    static let schema = Schema.object([
        .must("verdict", .choice(of: Receipt.Verdict.self), "Whether it counts here: in full, in part, not."),
        .may("credits", .decimal, "How many count here, for `partly`."),
        .may("courseCode", .text(80), "The course it counts as here."),
        .may("reason", .anyText(4_000), "Why; needed unless it was accepted."),
    ])
}

/// A receipt. They are numbered; the latest of an institution counts.
struct ReceiptBody: AnswerBody {
    var id: ID<Receipt>
    var credit: ID<Credit>
    var institution: NamedBody<Institution>
    var number: Int
    var counts: Bool
    var verdict: Receipt.Verdict
    var credits: String?
    var courseCode: String?
    var reason: String
    var answeredAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The receipt."),
        .must("credit", .id, "The credit."),
        .must("institution", NamedBody<Institution>.schema, "Who answered."),
        .must("number", .integer(1...1_000_000), "Which of this institution's answers, from 1."),
        .must("counts", .boolean, "Whether it is the institution's latest, which is the one that counts."),
        .must("verdict", .choice(of: Receipt.Verdict.self), "Whether it counts there."),
        .may("credits", .decimal, "How many count there."),
        .may("courseCode", .text(80), "The course it counts as there."),
        .must("reason", .anyText(), "Why."),
        .must("answeredAt", .dateTime, "When."),
    ])
}
