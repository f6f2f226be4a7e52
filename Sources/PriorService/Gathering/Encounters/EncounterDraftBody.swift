import Assessment
import Foundation

/// What was captured so far.
struct EncounterDraftBody: AnswerBody {
    var version: Int
    var savedAt: Date?
    var report: EncounterReport
    var file: EvidenceFileBody?

    static let schema = Schema.object([
        .must("version", .integer(0...Int.max), "Counts the times it was saved; also the ETag. 0 before the first."),
        .may("savedAt", .dateTime, "When it was saved last."),
        .must("report", .named(EncounterReport.self), "What was captured."),
        .may("file", .named(EvidenceFileBody.self), "The recording, or the sheets, that go with it."),
    ])
}

extension EncounterReport: Described {
    /// Everything may be missing from a draft; what a report needs is said when it is signed.
    static let schema = Schema.object([
        .may("startedAt", .dateTime, "When it began; left out, when it was said to begin."),
        .may("durationMinutes", .integer(1...1440), "For how many minutes; it must have ended when it is signed."),
        .may("place", .text(300), "Where, as `building site, Kingsway, Maseru`."),
        .may("seen", .list(of: Seen.schema, 0...200), "Of work watched: criterion by criterion."),
        .may("workplace", Workplace.schema, "Of a visit: whose place of work it is."),
        .may("answers", .list(of: Answer.schema, 0...200), "Of an interview or test: what was answered."),
        .may("outcomes", .list(of: Outcome.schema, 0...100), "Of an interview or test: what each outcome came to."),
        .may("invigilation", Invigilation.schema, "Of a test: under which supervision."),
        .may("notes", .anyText(5000), "What else there is to say."),
        .may("language", .text(35), "The language it is in, as BCP 47 writes it; `en` when not given."),
    ])

    /// As it is kept and compared: keys sorted, times in RFC 3339.
    var wireText: String {
        get throws { String(decoding: try JSONEncoder.wire().encode(self), as: UTF8.self) }
    }

    /// As an assessor may read it, who does not know the learner: the place of work, and who received the visitor there,
    /// would often say who that is.
    var withoutLearner: EncounterReport {
        var copy = self
        copy.workplace = workplace.map {
            Workplace(name: "not shown", receivedBy: "not shown", inspected: $0.inspected)
        }
        return copy
    }
}

extension EncounterReport.Seen {
    static let schema = Schema.object([
        .must("criterion", .slug, "The criterion's id."),
        .must(
            "seen", .choice(of: Sighting.self),
            "`yes`: the work showed it; `no`: not yet; `notSeen`: no occasion."),
        .may("comment", .anyText(2000), "What exactly was seen."),
        .may("addedBecause", .text(300), "Why it was looked for although it was not agreed beforehand."),
    ])
}

extension EncounterReport.Workplace {
    static let schema = Schema.object([
        .must("name", .text(200), "What it is called; assessors are not told."),
        .must("receivedBy", .text(200), "Who received the visitor; assessors are not told."),
        .must("inspected", .list(of: .text(300), 1...50), "What was looked at there."),
    ])
}

extension EncounterReport.Answer {
    static let schema = Schema.object([
        .may("question", .slug, "The id of a question that was drawn."),
        .may("asked", .string(.init(length: 1...1000)), "Of an interview: a question that came up, as it was put."),
        .must("answer", .string(.init(length: 1...5000)), "What was answered, or shown."),
        .may("situation", .anyText(2000), "Of an interview: the case that the learner told of."),
        .may("task", .anyText(2000), "What they had to do in it."),
        .may("action", .anyText(2000), "What they did."),
        .may("result", .anyText(2000), "What came of it."),
    ])
}

extension EncounterReport.Outcome {
    static let schema = Schema.object([
        .must("outcome", .slug, "The outcome's id."),
        .must("result", .choice(of: Result.self), "Whether the answers showed it."),
        .may("comment", .anyText(2000), "Why."),
    ])
}

extension EncounterReport.Invigilation {
    static let schema = Schema.object([
        .must("invigilator", .text(200), "Who watched over it."),
        .must("identityCheckedBy", .text(200), "By what the learner's identity was checked, as `passport`."),
        .must("aids", .text(300), "What was allowed; `none` where nothing was."),
        .must("irregularities", .string(.init(length: 1...2000)), "What went wrong; `none` where nothing did."),
    ])
}
