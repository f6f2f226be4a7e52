import Assessment
import Foundation

/// A learner's consent to a receiver.
struct NewConsentBody: RequestBody {
    var institution: ID<Institution>

    static let schema = Schema.object([
        .must("institution", .id, "Who may have my credits.")
    ])
}

/// A consent, with when it was taken back.
struct ConsentBody: AnswerBody {
    var id: ID<Consent>
    var institution: NamedBody<Institution>
    var givenAt: Date
    var withdrawnAt: Date?

    static let schema = Schema.object([
        .must("id", .id, "The consent."),
        .must("institution", NamedBody<Institution>.schema, "Who may have the credits."),
        .must("givenAt", .dateTime, "Since when."),
        .may("withdrawnAt", .dateTime, "When it was taken back."),
    ])
}
