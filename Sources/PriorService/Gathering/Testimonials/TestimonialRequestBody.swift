import Assessment
import Foundation

/// Who is asked to vouch for a claim.
struct NewTestimonialRequestBody: RequestBody {
    var claim: ID<Claim>
    var witnessName: String
    var witnessEmail: String?
    var message: String?

    static let schema = Schema.object([
        .must("claim", .id, "The claim that the witness saw the work of."),
        .must("witnessName", .text(200), "Who is asked."),
        .may(
            "witnessEmail", .email,
            "Where the link is mailed; not the learner's own address. Left out: the link is to be handed over."),
        .may("message", .anyText(1000), "A few words to the witness, put into the mail or the words to hand over."),
    ])
}

/// A request, as the learner, their adviser and staff see it. Its link is only in the mail, or in what is handed over.
struct TestimonialRequestBody: AnswerBody {
    var id: ID<TestimonialRequest>
    var portfolio: ID<Portfolio>
    var claim: ID<Claim>
    var unit: String
    var witnessName: String
    var witnessEmail: String?
    var message: String
    var state: TestimonialRequest.State
    var requestedAt: Date
    var expiresAt: Date
    var linksSent: Int
    var remindersSent: Int
    var nextReminderAt: Date?
    var handedOverAt: Date?
    var code: HandedCodeState.Standing?
    var isBegun: Bool
    var settledAt: Date?
    var testimonial: ID<Evidence>?
    var takenBackAt: Date?

    init(_ record: TestimonialRequestRecord, at moment: Date) {
        let request = record.request
        id = record.id
        portfolio = record.portfolio
        claim = record.claim
        unit = record.unit.description
        witnessName = record.witnessName
        witnessEmail = record.witnessEmail
        message = record.message
        state = request.state(at: moment)
        requestedAt = record.requestedAt
        expiresAt = request.expiresAt
        linksSent = request.links
        remindersSent = request.reminders
        nextReminderAt = state == .awaited ? request.nextReminderAt : nil
        handedOverAt = request.handedOverAt
        code = record.code?.standing(at: moment)
        isBegun = record.isBegun
        settledAt = request.answeredAt ?? request.declinedAt ?? request.withdrawnAt
        testimonial = record.testimonial
        takenBackAt = record.takenBackAt
    }

    static let schema = Schema.object([
        .must("id", .id, "The request."),
        .must("portfolio", .id, "The portfolio."),
        .must("claim", .id, "The claim vouched for."),
        .must("unit", .text(120), "The unit claimed, as `id@version`."),
        .must("witnessName", .text(200), "Who is asked."),
        .may("witnessEmail", .email, "Where the link was mailed; absent where it is handed over."),
        .must("message", .anyText(1000), "The words put into the mail."),
        .must("state", .choice(of: TestimonialRequest.State.self), "How far it has come."),
        .must("requestedAt", .dateTime, "When the witness was first asked."),
        .must("expiresAt", .dateTime, "Until when the newest link works."),
        .must("linksSent", .integer(0...TestimonialRequest.maximumLinks), "How many links were mailed."),
        .must(
            "remindersSent", .integer(0...TestimonialRequest.maximumReminders),
            "How many of them the service sent of itself."),
        .may("nextReminderAt", .dateTime, "When the service reminds the witness next."),
        .may("handedOverAt", .dateTime, "When a link and a code were last made to be handed over."),
        .may(
            "code", .choice(of: HandedCodeState.Standing.self),
            "How that code stands; make another where it is `locked` or `expired`."),
        .must("isBegun", .boolean, "Whether the witness has begun to answer."),
        .may("settledAt", .dateTime, "When it was answered, declined or withdrawn."),
        .may("testimonial", .id, "The evidence it became."),
        .may("takenBackAt", .dateTime, "When the witness took that back."),
    ])
}
