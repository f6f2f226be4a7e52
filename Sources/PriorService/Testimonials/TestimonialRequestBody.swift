import Assessment
import Foundation

/// Who is asked to vouch for a claim.
struct NewTestimonialRequestBody: RequestBody {
    var claim: ID<Claim>
    var witnessName: String
    var witnessEmail: String
    var message: String?

    static let schema = Schema.object([
        .must("claim", .id, "The claim that the witness saw the work of."),
        .must("witnessName", .text(200), "Who is asked."),
        .must("witnessEmail", .email, "Where the link is mailed. Not the learner's own address."),
        .may("message", .anyText(1000), "A few words to the witness, put into the mail."),
    ])
}

/// A request, as the learner, their adviser and staff see it. Its link is only in the mail.
struct TestimonialRequestBody: AnswerBody {
    var id: ID<TestimonialRequest>
    var portfolio: ID<Portfolio>
    var claim: ID<Claim>
    var unit: String
    var witnessName: String
    var witnessEmail: String
    var message: String
    var state: TestimonialRequest.State
    var requestedAt: Date
    var expiresAt: Date
    var linksSent: Int
    var settledAt: Date?
    var testimonial: ID<Evidence>?

    init(_ record: TestimonialRequestRecord, at moment: Date) {
        id = record.id
        portfolio = record.portfolio
        claim = record.claim
        unit = record.unit.description
        witnessName = record.witnessName
        witnessEmail = record.witnessEmail
        message = record.message
        state = record.request.state(at: moment)
        requestedAt = record.requestedAt
        expiresAt = record.request.expiresAt
        linksSent = record.request.links
        settledAt = record.request.answeredAt ?? record.request.declinedAt ?? record.request.withdrawnAt
        testimonial = record.testimonial
    }

    static let schema = Schema.object([
        .must("id", .id, "The request."),
        .must("portfolio", .id, "The portfolio."),
        .must("claim", .id, "The claim vouched for."),
        .must("unit", .text(120), "The unit claimed, as `id@version`."),
        .must("witnessName", .text(200), "Who is asked."),
        .must("witnessEmail", .email, "Where the link was mailed."),
        .must("message", .anyText(1000), "The words put into the mail."),
        .must("state", .choice(of: TestimonialRequest.State.self), "How far it has come."),
        .must("requestedAt", .dateTime, "When the witness was first asked."),
        .must("expiresAt", .dateTime, "Until when the newest link works."),
        .must(
            "linksSent", .integer(1...TestimonialRequest.maximumLinks),
            "How many links were mailed; only the newest works."),
        .may("settledAt", .dateTime, "When it was answered, declined or withdrawn."),
        .may("testimonial", .id, "The evidence it became."),
    ])
}
