import Assessment
import Foundation
import Seal

/// What a witness is asked: who, where, for which unit, and the questions.
struct WitnessRequestBody: AnswerBody {
    var learner: String
    var institution: String
    var unit: String
    var summary: String
    var witnessName: String
    var message: String
    var expiresAt: Date
    var prompts: [String]
    var criteria: [AskedCriterion]

    /// One criterion, without its levels: a witness says what they saw and does not score.
    struct AskedCriterion: AnswerBody {
        var id: String
        var title: String
        var statement: String

        static let schema = Schema.object([
            .must("id", .slug, "The criterion."),
            .must("title", .anyText(300), "A few words."),
            .must("statement", .anyText(), "What the work should show."),
        ])
    }

    static let schema = Schema.object([
        .must("learner", .text(200), "Whose work it is."),
        .must("institution", .text(200), "Who reads the testimonial."),
        .must("unit", .anyText(300), "What the learner claims to know and do."),
        .must("summary", .anyText(), "What that is about."),
        .must("witnessName", .text(200), "Who was asked."),
        .must("message", .anyText(1000), "The learner's words to the witness."),
        .must("expiresAt", .dateTime, "Until when the link works."),
        .must("prompts", .list(of: .anyText(1000)), "The questions; answer as many as you can."),
        .must("criteria", .list(of: AskedCriterion.schema), "What the work may show; tick what you saw."),
    ])
}

/// A testimonial, as a witness signs it.
struct NewTestimonialBody: RequestBody {
    var witnessName: String
    var witnessRole: String
    var organisation: String
    var contact: String
    var relationship: String
    var firstHand: Bool
    var relatedByFamily: Bool
    var knownFrom: CalendarDate
    var knownUntil: CalendarDate?
    var answers: [TestimonialAnswer]
    var criteria: [String]?
    var signature: String

    static let fields: [Schema.Field] = [
        .must("witnessName", .text(200), "The witness's full name."),
        .must("witnessRole", .text(200), "Their post, as `site foreman`."),
        .must("organisation", .text(200), "Where they hold it."),
        .must("contact", .text(200), "A telephone number or address under which they can be asked."),
        .must("relationship", .text(200), "What they are to the learner, as `line manager`."),
        .must("firstHand", .boolean, "Whether they saw the work with their own eyes."),
        .must("relatedByFamily", .boolean, "Whether they are of the learner's family."),
        .must("knownFrom", .date, "Since when they have known the work."),
        .may("knownUntil", .date, "Until when; left out: to this day."),
        .must("answers", .list(of: TestimonialAnswer.schema, 1...50), "What they saw, in their own words."),
        .may("criteria", .list(of: .slug, 1...200), "Which criteria the work showed; all of them when left out."),
        .must("signature", .text(200), "Their name, typed as a signature."),
    ]
    static let schema = Schema.object(fields)

    /// What the rules speak about.
    var testimony: Testimony {
        Testimony(
            relatedByFamily: relatedByFamily, knownFrom: knownFrom, knownUntil: knownUntil,
            prompts: answers.map(\.prompt),
            criteria: criteria)
    }
}

/// One question and what the witness says to it.
struct TestimonialAnswer: RequestBody, Encodable {
    var prompt: String
    var answer: String

    static let schema = Schema.object([
        .must("prompt", .anyText(1000), "The question as it was put."),
        .must("answer", .string(.init(length: 1...5000)), "What the witness saw."),
    ])
}

/// What a witness gets back.
struct SignedTestimonialBody: AnswerBody {
    var id: ID<Evidence>
    var signedAt: Date
    var statement: String
    var statementDigest: Digest

    static let schema = Schema.object([
        .must("id", .id, "The testimonial."),
        .must("signedAt", .dateTime, "When it was signed."),
        .must("statement", .anyText(1_000_000), "What was signed, word for word: keep a copy."),
        .must("statementDigest", .sha256, "SHA-256 of the statement: nobody can change a word of it unseen."),
    ])
}

/// Why a witness will not give a testimonial.
struct DeclineBody: RequestBody {
    var reason: String

    static let schema = Schema.object([
        .must(
            "reason", .string(.init(length: 1...1000)), "Why; the institution's auditors read it, the learner does not."
        )
    ])
}
