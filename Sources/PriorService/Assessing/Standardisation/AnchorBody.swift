import Assessment
import Foundation

/// Making a claim an anchor.
struct NewAnchorBody: RequestBody {
    var submission: ID<Submission>
    var claim: ID<Claim>
    var title: String
    var consent: String
    var marks: [AnchorMarkBody]

    static let schema = Schema.object([
        .must("submission", .id, "A submission that is assessed."),
        .must("claim", .id, "A claim of it."),
        .must("title", .text(200), "What assessors know it by; it names nobody."),
        .must("consent", .text(2_000), "How its learner agreed to it: when, in what form."),
        .must(
            "marks", .list(of: .named(AnchorMarkBody.self), 1...200),
            "The marks agreed on, one for each criterion, each with its reason."),
    ])
}

/// A level on a criterion with its reason.
struct AnchorMarkBody: Codable, Described {
    var criterion: String
    var level: String
    var says: String?

    var mark: Anchor.Mark { Anchor.Mark(criterion: criterion, level: level, says: says ?? "") }

    static let schema = Schema.object([
        .must("criterion", .slug, "The criterion's id."),
        .must("level", .slug, "The level's id."),
        .may("says", .anyText(4_000), "Why; the agreed marks need it."),
    ])
}

/// A claim whose marks were agreed on.
struct AnchorBody: AnswerBody {
    var id: ID<Anchor>
    var institution: ID<Institution>
    var unit: DocumentKey
    var title: String
    var madeAt: Date
    var retiredAt: Date?
    var submission: ID<Submission>?
    var claim: ID<Claim>?
    var consent: String?
    var marks: [AnchorMarkBody]?

    static let schema = Schema.object([
        .must("id", .id, "The anchor."),
        .must("institution", .id, "Where."),
        .must("unit", .text(100), "The unit, `id@version`; its rubric is at /api/units/{key}."),
        .must("title", .anyText(200), "What assessors know it by."),
        .must("madeAt", .dateTime, "Since when."),
        .may("retiredAt", .dateTime, "Since when it is out of use."),
        .may("submission", .id, "What is looked at; for coordinators, and in an attempt."),
        .may("claim", .id, "Which claim of it; the same."),
        .may("consent", .anyText(2_000), "How its learner agreed; for coordinators."),
        .may("marks", .list(of: .named(AnchorMarkBody.self)), "The marks agreed on; for coordinators."),
    ])
}

/// Beginning an attempt.
struct NewAttemptBody: RequestBody {
    var purpose: Anchor.Purpose

    static let schema = Schema.object([
        .must("purpose", .choice(of: Anchor.Purpose.self), "To practise, or to be certified.")
    ])
}

/// The marks of an attempt.
struct AttemptMarksBody: RequestBody {
    var marks: [AnchorMarkBody]

    static let schema = Schema.object([
        .must("marks", .list(of: .named(AnchorMarkBody.self), 1...200), "One for each criterion.")
    ])
}

/// An attempt, with what came of it once the marks are given.
struct AttemptBody: AnswerBody {
    var id: ID<AnchorAttempt>
    var anchor: ID<Anchor>
    var unit: DocumentKey
    var title: String
    var submission: ID<Submission>
    var claim: ID<Claim>
    var purpose: Anchor.Purpose
    var begunAt: Date
    var markedAt: Date?
    var exact: Int?
    var adjacent: Int?
    var criteria: Int?
    var sameOutcome: Bool?
    var passed: Bool?
    var validUntil: Date?
    var feedback: [AttemptLineBody]?

    static let schema = Schema.object([
        .must("id", .id, "The attempt."),
        .must("anchor", .id, "On which anchor."),
        .must("unit", .text(100), "The unit."),
        .must("title", .anyText(200), "What the anchor is called."),
        .must("submission", .id, "What to look at, blind: /api/submissions/{id}."),
        .must("claim", .id, "Which claim of it."),
        .must("purpose", .choice(of: Anchor.Purpose.self), "What for."),
        .must("begunAt", .dateTime, "When it was begun."),
        .may("markedAt", .dateTime, "When the marks were given."),
        .may("exact", .integer(0...200), "On how many criteria the level is the agreed one."),
        .may("adjacent", .integer(0...200), "On how many it is at most one level away."),
        .may("criteria", .integer(0...200), "Of how many."),
        .may("sameOutcome", .boolean, "Whether the marks come to the same as the agreed ones."),
        .may("passed", .boolean, "Whether the policy's threshold is reached."),
        .may("validUntil", .dateTime, "Until when it certifies."),
        .may("feedback", .list(of: .named(AttemptLineBody.self)), "Criterion by criterion."),
    ])
}

/// One criterion of an attempt beside what was agreed on.
struct AttemptLineBody: AnswerBody {
    var criterion: String
    var given: String
    var agreed: String
    var distance: Int
    var says: String

    static let schema = Schema.object([
        .must("criterion", .slug, "The criterion's id."),
        .must("given", .slug, "The level given."),
        .must("agreed", .slug, "The level agreed on."),
        .must("distance", .integer(-20...20), "How many levels higher than agreed; below 0 lower."),
        .must("says", .anyText(4_000), "Why that was agreed on."),
    ])
}

/// Who is certified for a unit.
struct CertificationBody: AnswerBody {
    var assessor: ID<Person>
    var name: String
    var unit: String
    var certifiedAt: Date
    var validUntil: Date
    var isValid: Bool

    static let schema = Schema.object([
        .must("assessor", .id, "Who."), .must("name", .anyText(200), "Their name."),
        .must("unit", .text(100), "The unit's id, whatever its version."),
        .must("certifiedAt", .dateTime, "Since when."), .must("validUntil", .dateTime, "Until when."),
        .must("isValid", .boolean, "Whether it holds now."),
    ])
}
