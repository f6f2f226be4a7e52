import Assessment
import Foundation
import Seal

/// What is proposed to a learner, or asked for by them.
struct NewEncounterBody: RequestBody {
    var kind: Encounter.Kind
    var claim: ID<Claim>
    var conductor: ID<Person>?
    var startsAt: Date
    var timeZone: String
    var durationMinutes: Int
    var place: String
    var criteria: [String]
    var message: String?
    var form: UnitQuestion.Form?
    var aids: String?
    var questionsPerOutcome: Int?
    var recordingAllowed: Bool?

    static let schema = Schema.object([
        .must("kind", .choice(of: Encounter.Kind.self), "What kind of meeting."),
        .must("claim", .id, "The claim it is about."),
        .may("conductor", .id, "Who observes, visits, interviews or invigilates; left out: you yourself."),
        .must("startsAt", .dateTime, "When it is to begin."),
        .must("timeZone", .text(60), "The zone of the place, as `Africa/Maseru`."),
        .must("durationMinutes", .integer(1...1440), "How long it is to take."),
        .must("place", .text(300), "Where; for a call, how."),
        .must(
            "criteria", .list(of: .slug, 1...200),
            "Which criteria it is about; of an interview or test, whose outcomes are asked about."),
        .may("message", .anyText(1000), "Words for the other, as what to bring."),
        .may("form", .choice(of: UnitQuestion.Form.self), "Of a test, how it is sat; has to be there for one."),
        .may("aids", .anyText(300), "Of a test, what is allowed, as `calculator`."),
        .may("questionsPerOutcome", .integer(1...10), "Of an interview or test, how many at most; 2 when not given."),
        .may("recordingAllowed", .boolean, "From the learner: whether sound or picture of them may be taken."),
    ])
}

/// Saying yes to an encounter as it was read.
struct AgreementBody: RequestBody {
    var criteriaDiscussed: Bool
    var recordingAllowed: Bool?

    static let schema = Schema.object([
        .must("criteriaDiscussed", .boolean, "true: I know which criteria it is about, and what they ask for."),
        .may(
            "recordingAllowed", .boolean,
            "From the learner: whether sound or picture of them may be taken; not, when left out."),
    ])
}

/// Whether a learner may be recorded.
struct RecordingPermissionBody: RequestBody {
    var recordingAllowed: Bool

    static let schema = Schema.object([
        .must(
            "recordingAllowed", .boolean, "Whether sound or picture of you may be taken; false takes one away that was."
        )
    ])
}

/// Another time, place or criteria; or only a wish for another time.
struct MoveBody: RequestBody {
    var reason: String
    var startsAt: Date?
    var timeZone: String?
    var durationMinutes: Int?
    var place: String?
    var criteria: [String]?

    static let schema = Schema.object([
        .must("reason", .text(300), "Why; the other reads it."),
        .may("startsAt", .dateTime, "When instead; left out, the other is asked for another time."),
        .may("timeZone", .text(60), "The zone of the place."),
        .may("durationMinutes", .integer(1...1440), "How long it is to take."),
        .may("place", .text(300), "Where instead."),
        .may("criteria", .list(of: .slug, 1...200), "Which criteria instead."),
    ])
}

/// Calling an encounter off.
struct CancellationBody: RequestBody {
    var reason: String

    static let schema = Schema.object([.must("reason", .text(300), "Why; the other reads it.")])
}

/// An encounter as one who has to do with it sees it.
struct EncounterBody: AnswerBody {
    var id: ID<Encounter>
    var kind: Encounter.Kind
    var portfolio: ID<Portfolio>
    var claim: ID<Claim>
    var unit: DocumentKey
    var unitTitle: String
    var learner: ID<Person>
    var learnerName: String
    var conductor: ID<Person>
    var conductorName: String
    var isScheduled: Bool
    var startsAt: Date
    var timeZone: String
    var durationMinutes: Int
    var place: String
    var message: String
    var criteria: [AgreedCriterion]
    var form: UnitQuestion.Form?
    var aids: String?
    var state: Encounter.State
    var awaits: [Encounter.Side]
    var allowed: [Encounter.Act]
    var conductorAgreedAt: Date?
    var learnerAgreedAt: Date?
    var recordingAllowed: Bool
    var startedAt: Date?
    var cancelledAt: Date?
    var lastReason: String?
    var questions: [UnitQuestion]?
    var starPrompts: [String]?
    var seed: String?
    var report: ID<Evidence>?
    var version: Int

    static let schema = Schema.object([
        .must("id", .id, "The encounter."),
        .must("kind", .choice(of: Encounter.Kind.self), "What kind of meeting."),
        .must("portfolio", .id, "The portfolio."),
        .must("claim", .id, "The claim it is about."),
        .must("unit", .text(120), "The unit claimed, `id@version`."),
        .must("unitTitle", .anyText(300), "What the unit is called."),
        .must("learner", .id, "Whose work it is about."),
        .must("learnerName", .text(200), "Their name."),
        .must("conductor", .id, "Who observes, visits, interviews or invigilates."),
        .must("conductorName", .text(200), "Their name."),
        .must("isScheduled", .boolean, "false: it was reported without an appointment."),
        .must("startsAt", .dateTime, "When it is to begin."),
        .must("timeZone", .text(60), "The zone of the place."),
        .must("durationMinutes", .integer(1...1440), "How long it is to take."),
        .must("place", .text(300), "Where."),
        .must("message", .anyText(1000), "Words of who proposed it."),
        .must("criteria", .list(of: .named(AgreedCriterion.self)), "What it is about, agreed beforehand."),
        .may("form", .choice(of: UnitQuestion.Form.self), "Of a test, how it is sat."),
        .may("aids", .anyText(300), "Of a test, what is allowed."),
        .must("state", .choice(of: Encounter.State.self), "How far it has come."),
        .must("awaits", .list(of: .choice(of: Encounter.Side.self)), "Who has to do something next."),
        .must("allowed", .list(of: .choice(of: Encounter.Act.self)), "What you can do now."),
        .may("conductorAgreedAt", .dateTime, "When its conductor agreed."),
        .may("learnerAgreedAt", .dateTime, "When the learner agreed, and acknowledged the criteria."),
        .must("recordingAllowed", .boolean, "Whether the learner allows sound or picture of them to be taken."),
        .may("startedAt", .dateTime, "When it was said to begin."),
        .may("cancelledAt", .dateTime, "When it was called off."),
        .may("lastReason", .anyText(300), "Why it was moved or called off last."),
        .may(
            "questions", .list(of: .named(UnitQuestion.self)),
            "What is to be asked. Of a test the learner sees it only once it has begun."),
        .may("starPrompts", .list(of: .anyText(300)), "Of an interview: what helps to tell of a case in full."),
        .may("seed", .text(16), "By what the questions were drawn; for its conductor and staff."),
        .may("report", .id, "Its report, an item of evidence, once signed."),
        .must("version", .integer(1...Int.max), "Counts its changes; also the ETag."),
    ])

    init(_ record: EncounterRecord, _ unit: Assessment.Unit, as sight: EncounterSight) {
        let encounter = record.encounter
        let seesAll = sight == .conductor || sight == .staff
        id = record.id
        kind = record.kind
        portfolio = record.portfolio
        claim = record.claim
        self.unit = record.unit
        unitTitle = unit.title
        learner = record.learner
        learnerName = record.learnerName
        conductor = record.conductor
        conductorName = record.conductorName
        isScheduled = record.isScheduled
        startsAt = record.startsAt
        timeZone = record.timeZone
        durationMinutes = record.minutes
        place = record.place
        message = record.message
        criteria = unit.rubric.criteria.filter { record.criteria.contains($0.id) }.map {
            AgreedCriterion(id: $0.id, title: $0.title, statement: $0.statement)
        }
        form = record.form
        aids = record.aids.isEmpty ? nil : record.aids
        state = encounter.state
        awaits = encounter.awaits
        allowed = sight.side.map { encounter.allowed(to: $0) } ?? []
        conductorAgreedAt = encounter.conductorAgreedAt
        learnerAgreedAt = encounter.learnerAgreedAt
        recordingAllowed = record.allowsRecording
        startedAt = encounter.startedAt
        cancelledAt = encounter.cancelledAt
        lastReason = record.lastReason.isEmpty ? nil : record.lastReason
        if record.kind.asksQuestions, seesAll || encounter.showsQuestionsToLearner {
            questions = seesAll ? record.questions : record.questions.map(\.withoutAnswer)
        }
        starPrompts = record.kind == .interview ? QuestionDraw.starPrompts : nil
        seed = seesAll ? record.seed.map { String($0, radix: 16) } : nil
        report = record.report
        version = record.version
    }
}

extension UnitQuestion: Described {
    static let schema = Schema.object([
        .must("id", .text(80), "What an answer names it by."),
        .must("outcome", .text(80), "The outcome it is about."),
        .may("form", .choice(of: UnitQuestion.Form.self), "Of a test, how it is answered."),
        .must("question", .anyText(2000), "The question."),
        .may("expects", .anyText(2000), "What a good answer has in it; never shown to learners."),
    ])

    /// As a learner may see it.
    var withoutAnswer: UnitQuestion {
        var copy = self
        copy.expects = nil
        return copy
    }
}

/// A criterion that an encounter is about.
struct AgreedCriterion: AnswerBody {
    var id: String
    var title: String
    var statement: String

    static let schema = Schema.object([
        .must("id", .text(80), "What the report names it by."),
        .must("title", .anyText(300), "What it is about."),
        .must("statement", .anyText(2000), "What it asks for."),
    ])
}
