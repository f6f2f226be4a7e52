import Assessment
import Foundation
import Seal

/// A testimonial as it was signed, and what it lacks.
struct TestimonialBody: AnswerBody {
    var id: ID<Evidence>
    var claim: ID<Claim>
    var witnessName: String
    var witnessRole: String
    var organisation: String
    var contact: String
    var relationship: String
    var firstHand: Bool
    var relatedByFamily: Bool
    var knownFrom: CalendarDate
    var knownUntil: CalendarDate?
    var language: String
    var answers: [TestimonialAnswer]
    var recording: RecordingBody?
    var signature: String
    var signedAt: Date
    var handedOver: Bool
    var confirmation: ConfirmationBody?
    var deniedAt: Date?
    var withdrawnAt: Date?
    var withdrawalReason: String?
    var lacks: [LackBody]
    var statement: String?
    var statementDigest: Digest

    var withoutStatement: TestimonialBody {
        var copy = self
        copy.statement = nil
        return copy
    }

    /// The recording of the witness's words.
    struct RecordingBody: AnswerBody {
        var digest: Digest
        var size: Int64
        var type: String

        static let schema = Schema.object([
            .must("digest", .sha256, "SHA-256 of its bytes; it is part of what was signed."),
            .must("size", .integer(1...9_007_199_254_740_991), "In bytes."),
            .must("type", .text(255), "What it is served as, at /api/evidence/{id}/content."),
        ])
    }

    /// How a contact came to be known as the witness's own.
    struct ConfirmationBody: AnswerBody {
        var by: ContactConfirmation.Means
        var contact: String
        var at: Date

        static let schema = Schema.object([
            .must(
                "by", .choice(of: ContactConfirmation.Means.self),
                "By a link mailed there that the learner did not see, a code mailed there, or a call by staff."),
            .must("contact", .text(254), "The address or number."),
            .must("at", .dateTime, "When."),
        ])
    }

    /// One thing that a testimonial lacks.
    struct LackBody: AnswerBody {
        var code: TestimonialLack
        var words: String

        static let schema = Schema.object([
            .must("code", .choice(of: TestimonialLack.self), "What, for programs."),
            .must("words", .text(500), "What, for people."),
        ])
    }

    static let schema = Schema.object(
        [.must("id", .id, "The testimonial, an item of evidence."), .must("claim", .id, "The claim vouched for.")]
            + NewTestimonialBody.fields.filter { $0.name != "criteria" } + [
                .may("recording", .named(RecordingBody.self), "Their own voice, where they spoke."),
                .must("signedAt", .dateTime, "When it was signed."),
                .must("handedOver", .boolean, "Whether the learner passed the link on, and so may have seen it."),
                .may(
                    "confirmation", .named(ConfirmationBody.self),
                    "How a contact was found to be the witness's own; absent where none was."),
                .may("deniedAt", .dateTime, "When the person behind the contact said that they did not give it."),
                .may("withdrawnAt", .dateTime, "When the witness took it back; it counts for nothing since."),
                .may("withdrawalReason", .anyText(1000), "Why, in their words."),
                .must("lacks", .list(of: .named(LackBody.self)), "What it lacks, the gravest first."),
                .may(
                    "statement", .anyText(1_000_000),
                    "What was signed, word for word; not shown to assessors, because it names the learner."),
                .must("statementDigest", .sha256, "SHA-256 of the statement."),
            ])
}
