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
    var reasons: [ReturnReasonBody]

    static let schema = Schema.object([
        .must("submission", .id, "The submission."),
        .must("number", .integer(1...10_000), "Which submission of the portfolio."),
        .must("returnedAt", .dateTime, "When."),
        .must("reasons", .list(of: .named(ReturnReasonBody.self)), "What is missing, and what the learner says to it."),
    ])
}

/// One reason for a return, answered or not.
struct ReturnReasonBody: AnswerBody {
    var submission: Int
    var number: Int
    var about: Submission.Subject
    var id: String?
    var criterion: String?
    var says: String
    var isAnswered: Bool
    var answer: Manifest.Answer?

    static let schema = Schema.object([
        .must("submission", .integer(1...10_000), "The number of the submission that came back."),
        .must("number", .integer(1...100), "Which of its reasons, counted from 1."),
        .must("about", .choice(of: Submission.Subject.self), "What the reason is about."),
        .may("id", .id, "The claim or the item; absent for the portfolio, and for what was taken out of it since."),
        .may("criterion", .slug, "The criterion, where the reason is about one."),
        .must("says", .text(2000), "The reason."),
        .must("isAnswered", .boolean, "Whether the learner says something to it."),
        .may("answer", .named(Manifest.Answer.self), "What."),
    ])

    init(_ reason: Manifest.AnsweredReason) {
        submission = reason.submission
        number = reason.reason
        about = reason.about
        id = reason.id
        criterion = reason.criterion
        says = reason.says
        isAnswered = reason.answer != nil
        answer = reason.answer
    }
}

/// What the learner says to a reason.
struct NewReturnAnswerBody: RequestBody {
    var says: String?
    var items: [ID<Evidence>]?

    static let schema = Schema.object([
        .may("says", .anyText(4000), "In words; may be left out where items answer."),
        .may("items", .list(of: .id, 0...100), "Items of the portfolio that answer it."),
    ])
}
