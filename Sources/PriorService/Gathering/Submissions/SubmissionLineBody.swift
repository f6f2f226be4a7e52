import Assessment
import Foundation
import Seal

/// One line of a list of submissions.
struct SubmissionLineBody: AnswerBody {
    var id: ID<Submission>
    var portfolio: ID<Portfolio>
    var title: String
    var learnerName: String
    var number: Int
    var state: Submission.State
    var receipt: String
    var manifestDigest: Digest
    var submittedAt: Date
    var claims: Int

    static let schema = Schema.object([
        .must("id", .id, "The submission."),
        .must("portfolio", .id, "The portfolio."),
        .must("title", .anyText(1000), "The portfolio's title."),
        .must("learnerName", .anyText(1000), "The learner."),
        .must("number", .integer(1...10_000), "Which submission of the portfolio."),
        .must("state", .choice(of: Submission.State.self), "Where it is."),
        .must("receipt", .text(40), "The receipt's code."),
        .must("manifestDigest", .sha256, "SHA-256 of the manifest's bytes."),
        .must("submittedAt", .dateTime, "When it was handed in."),
        .must("claims", .integer(0...10_000), "How many units are claimed."),
    ])
}

/// What anyone with a receipt's code may know: that this was submitted, then.
struct SubmissionReceiptBody: AnswerBody {
    var receipt: String
    var institution: String
    var number: Int
    var manifestDigest: Digest
    var submittedAt: Date

    static let schema = Schema.object([
        .must("receipt", .text(40), "The code."),
        .must("institution", .anyText(1000), "The institution it was lodged with."),
        .must("number", .integer(1...10_000), "Which submission of its portfolio."),
        .must("manifestDigest", .sha256, "SHA-256 of the manifest's bytes: who holds those can prove what was in it."),
        .must("submittedAt", .dateTime, "When it was handed in."),
    ])
}
