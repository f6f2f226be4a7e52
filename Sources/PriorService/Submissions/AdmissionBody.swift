import Assessment
import Foundation

/// Taking a submission in.
struct NewAdmissionBody: RequestBody {
    var note: String?

    static let schema = Schema.object([.may("note", .anyText(2000), "Anything to remember of it; for staff.")])
}

/// A submission that was taken in.
struct AdmissionBody: AnswerBody {
    var submission: ID<Submission>
    var admittedAt: Date
    var note: String

    static let schema = Schema.object([
        .must("submission", .id, "The submission."),
        .must("admittedAt", .dateTime, "When."),
        .must("note", .anyText(2000), "What was noted."),
    ])
}

/// Giving a submission back.
struct NewReturnBody: RequestBody {
    var reasons: [Submission.ReturnReason]

    static let schema = Schema.object([
        .must("reasons", .list(of: reason, 1...100), "What is missing, and what would be right: the learner reads it.")
    ])

    static let reason = Schema.object([
        .must("about", .choice(of: Submission.Subject.self), "What the reason is about."),
        .may("id", .id, "The claim or the item; not for the portfolio."),
        .may("criterion", .slug, "The criterion, where the reason is about one."),
        .must("says", .text(2000), "The reason."),
    ])
}

/// A submission that was given back, with the reasons.
struct ReturnBody: AnswerBody {
    var submission: ID<Submission>
    var number: Int
    var returnedAt: Date
    var reasons: [Submission.ReturnReason]

    static let schema = Schema.object([
        .must("submission", .id, "The submission."),
        .must("number", .integer(1...10_000), "Which submission of the portfolio."),
        .must("returnedAt", .dateTime, "When."),
        .must("reasons", .list(of: NewReturnBody.reason), "What is missing."),
    ])
}
