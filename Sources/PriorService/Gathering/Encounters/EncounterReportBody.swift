import Assessment
import Foundation
import Seal

/// The conductor's signature under the draft.
struct ReportSignatureBody: RequestBody {
    var signature: String

    static let schema = Schema.object([
        .must("signature", .text(200), "Your name, typed as a signature: it was so.")
    ])
}

/// The learner's signature under a report.
struct CountersignatureBody: RequestBody {
    var signature: String
    var code: String?

    static let schema = Schema.object([
        .must("signature", .text(200), "The learner's name, typed as a signature: it was so."),
        .may("code", .text(20), "The learner's code, on the conductor's device."),
    ])
}

/// Why a learner will not sign a report.
struct RefusalBody: RequestBody {
    var reason: String
    var code: String?

    static let schema = Schema.object([
        .must("reason", .string(.init(length: 1...1000)), "What is not so; it is kept with the report."),
        .may("code", .text(20), "The learner's code, on the conductor's device."),
    ])
}

/// A code to sign with.
struct LearnerCodeBody: AnswerBody {
    var code: String?
    var expiresAt: Date
    var isMailed: Bool

    static let schema = Schema.object([
        .may("code", .text(20), "The code; there for the learner only."),
        .must("expiresAt", .dateTime, "Until when it can be used, once."),
        .must("isMailed", .boolean, "Whether it went to the learner by mail."),
    ])
}

/// The report of an encounter as it was signed.
struct EncounterReportBody: AnswerBody {
    var id: ID<Evidence>
    var encounter: ID<Encounter>?
    var kind: Encounter.Kind
    var portfolio: ID<Portfolio>?
    var claim: ID<Claim>
    var unit: DocumentKey
    var conductor: ID<Person>
    var conductorName: String
    var agreedCriteria: [String]?
    var form: UnitQuestion.Form?
    var questions: [UnitQuestion]?
    var report: EncounterReport
    var conductorSignature: String
    var conductorSignedAt: Date
    var learnerSignature: String?
    var learnerSignedAt: Date?
    var learnerSignedOn: LearnersDevice?
    var refusedAt: Date?
    var refusalReason: String?
    var counts: Bool
    var statement: String?
    var statementDigest: Digest

    static let schema = Schema.object([
        .must("id", .id, "The report, an item of evidence; a recording is its file."),
        .may("encounter", .id, "The encounter; assessors are not told."),
        .must("kind", .choice(of: Encounter.Kind.self), "What kind of meeting it was."),
        .may("portfolio", .id, "The portfolio; assessors are not told."),
        .must("claim", .id, "The claim it is about."),
        .must("unit", .text(120), "The unit claimed, `id@version`."),
        .must("conductor", .id, "Who observed, visited, interviewed or invigilated."),
        .must("conductorName", .text(200), "Their name."),
        .may("agreedCriteria", .list(of: .slug), "What was agreed beforehand; absent where nothing was."),
        .may("form", .choice(of: UnitQuestion.Form.self), "Of a test, how it was sat."),
        .may("questions", .list(of: .named(UnitQuestion.self)), "The questions that were drawn."),
        .must("report", .named(EncounterReport.self), "What came of it."),
        .must("conductorSignature", .text(200), "The conductor's signature."),
        .must("conductorSignedAt", .dateTime, "When they signed."),
        .may("learnerSignature", .text(200), "The learner's signature; assessors are not shown it."),
        .may("learnerSignedAt", .dateTime, "When the learner signed."),
        .may(
            "learnerSignedOn", .choice(of: LearnersDevice.self),
            "`own`: signed in on a device of theirs; `conductors`: on the conductor's, with a code."),
        .may("refusedAt", .dateTime, "When the learner refused to sign."),
        .may("refusalReason", .anyText(1000), "Why."),
        .must("counts", .boolean, "Whether it counts as evidence: a test from the start, others once countersigned."),
        .may("statement", .anyText(1_000_000), "What was signed, word for word; assessors are not shown it."),
        .must("statementDigest", .sha256, "SHA-256 of the statement."),
    ])

    /// For assessors, who do not know the learner.
    var withoutLearner: EncounterReportBody {
        var copy = self
        copy.encounter = nil
        copy.portfolio = nil
        copy.report = report.withoutLearner
        copy.statement = nil
        copy.learnerSignature = nil
        return copy
    }

    /// For the learner, who is not shown what a good answer would have had in it.
    var withoutExpectations: EncounterReportBody {
        var copy = self
        copy.questions = questions?.map(\.withoutAnswer)
        return copy
    }
}
