import Assessment
import Foundation
import MediaType
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
    /// What is asked, who reads it, and what happens with it, in plain words.
    var explains: [String]
    var draft: WitnessDraftBody?
    var recording: EvidenceFileBody?
    var recordings: RecordingRuleBody?
    var contact: WitnessContactBody?
    /// Whether the witness is to confirm an address by a code: the learner passed the link on.
    var confirmContact: Bool

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
        .must(
            "explains", .list(of: .text(500)), "What is asked, who reads it, what happens with it: to be shown first."),
        .may("draft", .named(WitnessDraftBody.self), "What was saved and not signed; the ETag is its version."),
        .may("recording", .named(EvidenceFileBody.self), "What was recorded and not signed."),
        .may("recordings", .named(RecordingRuleBody.self), "What is taken as a recording."),
        .may("contact", .named(WitnessContactBody.self), "The address that a code was mailed to."),
        .must("confirmContact", .boolean, "Whether an address of the witness is still to be confirmed by a code."),
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
    var language: String?
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
        .may(
            "language", .text(35), "The language they write or speak, as BCP 47 writes it, `st` for Sesotho; else `en`."
        ),
        .must(
            "answers", .list(of: TestimonialAnswer.schema, 0...50),
            "What they saw, in their own words; may be empty where there is a recording."),
        .may("criteria", .list(of: .slug, 1...200), "Which criteria the work showed; all of them when left out."),
        .must("signature", .text(200), "Their name, typed as a signature."),
    ]
    static let schema = Schema.object(fields)
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

/// What is taken as a recording.
struct RecordingRuleBody: AnswerBody {
    var types: [String]
    var maximumBytes: Int

    init(_ limits: EvidenceLimits) {
        types = limits.accepted.types.map(\.type.description).sorted()
        maximumBytes = limits.maximumBytes
    }

    static let schema = Schema.object([
        .must("types", .list(of: .text(120)), "Sound and moving pictures, signing included."),
        .must("maximumBytes", .integer(1...Int.max), "The most bytes it may have."),
    ])
}

extension WitnessRequestBody {
    init(_ record: TestimonialRequestRecord, _ names: PortfolioNames, _ unit: Assessment.Unit) throws {
        let isConfirmed = record.way == .mail || record.contact?.confirmedAt != nil
        self.init(
            learner: names.learner, institution: names.institution, unit: unit.title, summary: unit.summary,
            witnessName: record.witnessName, message: record.message, expiresAt: record.request.expiresAt,
            prompts: Testimony.prompts(for: unit),
            criteria: unit.rubric.criteria.map { AskedCriterion(id: $0.id, title: $0.title, statement: $0.statement) },
            explains: Self.explains(names, isConfirmed: isConfirmed),
            contact: record.contact.map { WitnessContactBody(email: $0.email, confirmedAt: $0.confirmedAt) },
            confirmContact: !isConfirmed)
    }

    private static func explains(_ names: PortfolioNames, isConfirmed: Bool) -> [String] {
        let (learner, institution) = (names.learner, names.institution)
        let confirm =
            "Give an address that is yours. A code goes there, and you type it here, so that it is known that it is you."
        return [
            "\(learner) learned by working, and asks \(institution) to recognise it. You are asked because you saw the work.",
            "Say in your own words what you saw. Write, or speak and record it, in the language you speak best.",
            "Say only what you know. You do not have to say whether it is good enough: assessors decide that.",
            "Whoever is of \(learner)'s family cannot be a witness. Then please decline.",
        ] + (isConfirmed ? [] : [confirm]) + [
            "The assessors and staff of \(institution) read what you sign, and \(learner) does. They may call you.",
            isConfirmed
                ? "You can stop and go on later: what you write is kept, and nobody reads it before you sign."
                : "You can stop and go on later. Until that address is known, whoever gave you this can open it too.",
            "When you have signed, you can take it back for a year, and say why.",
        ]
    }
}
