import Assessment
import Foundation
import Rubrics

/// A claim to be scored by another version of its unit.
struct NewRubricMoveBody: RequestBody {
    var claim: ID<Claim>
    var to: String
    var reason: String
    var dryRun: Bool?

    static let schema = Schema.object([
        .must("claim", .id, "A claim of the submission."),
        .must("to", .text(120), "Another published version of its unit, `id@version`."),
        .must("reason", .text(2000), "Why. The learner and the assessors read it."),
        .may("dryRun", .boolean, "Whether only to say what would change; nothing is done then."),
    ])
}

/// What becomes of the marks of one criterion.
struct CriterionFateBody: AnswerBody {
    var criterion: String
    var title: String
    var marks: CriterionFate.Kind
    var words: String

    static let schema = Schema.object([
        .must("criterion", .text(100), "The criterion."),
        .must("title", .anyText(300), "What it is called."),
        .must("marks", .choice(of: CriterionFate.Kind.self), "What becomes of its marks."),
        .must("words", .anyText(), "Why."),
    ])

    init(_ fate: CriterionFate) {
        criterion = fate.criterion
        title = fate.title
        marks = fate.kind
        words = fate.words
    }
}

/// What a move means for one seat. It says how many marks there are, never which.
struct MovedSeatBody: AnswerBody {
    var assignment: ID<Assignment>
    var seat: Assignment.Seat
    var marks: Int
    var isOpenedAgain: Bool

    static let schema = Schema.object([
        .must("assignment", .id, "The assignment."),
        .must("seat", .choice(of: Assignment.Seat.self), "Its seat."),
        .must("marks", .integer(0...10_000), "How many criteria were scored under the old version."),
        .must(
            "isOpenedAgain", .boolean,
            "Whether the assessor had handed in already, and has to look again and hand in anew."),
    ])
}

/// A move as it would be, or was made.
struct RubricMoveBody: AnswerBody {
    var id: ID<RubricMoveRecord>?
    var submission: ID<Submission>
    var claim: ID<Claim>
    var from: String
    var to: String
    var reason: String
    var dryRun: Bool
    var movedBy: ID<Person>?
    var movedAt: Date?
    var words: String
    var criteria: [CriterionFateBody]
    var changes: [ChangesBody.Change]
    var seats: [MovedSeatBody]

    static let schema = Schema.object([
        .may("id", .id, "The move; absent in a dry run."),
        .must("submission", .id, "The submission."),
        .must("claim", .id, "The claim."),
        .must("from", .text(120), "The version it was scored by."),
        .must("to", .text(120), "The version it is scored by from now on."),
        .must("reason", .anyText(2000), "Why."),
        .must("dryRun", .boolean, "Whether nothing was done."),
        .may("movedBy", .id, "Who; absent in a dry run."),
        .may("movedAt", .dateTime, "When; absent in a dry run."),
        .must("words", .anyText(), "All of it in a sentence or two."),
        .must("criteria", .list(of: .named(CriterionFateBody.self)), "What becomes of the marks of each criterion."),
        .must("changes", .list(of: ChangesBody.change), "Everything else that the versions say differently."),
        .must("seats", .list(of: .named(MovedSeatBody.self)), "Whose marks it concerns."),
    ])
}

/// A move that was made, as everybody of the case sees it.
struct MadeRubricMoveBody: AnswerBody {
    /// What one assessor's own marks came to.
    struct Own: AnswerBody {
        struct Mark: Encodable, Sendable {
            var criterion: String
            var level: String
            var comment: String
            var carried: Bool
            var words: String?
        }

        var assignment: ID<Assignment>
        var scorecard: ID<Scorecard>
        var marks: [Mark]

        static let schema = Schema.object([
            .must("assignment", .id, "Your assignment."),
            .must("scorecard", .id, "Your scorecard under the old version, which is kept."),
            .must(
                "marks",
                .list(
                    of: .object([
                        .must("criterion", .text(100), "The criterion."),
                        .must("level", .text(100), "The level you gave."),
                        .must("comment", .anyText(4000), "What you said of it."),
                        .must("carried", .boolean, "Whether it stands on your new scorecard."),
                        .may("words", .anyText(), "Where it does not: why."),
                    ])), "Every mark that you made under the old version, as you made it."),
        ])
    }

    var id: ID<RubricMoveRecord>
    var claim: ID<Claim>
    var from: String
    var to: String
    var reason: String
    var movedBy: ID<Person>?
    var movedAt: Date
    var own: Own?

    static let schema = Schema.object([
        .must("id", .id, "The move."),
        .must("claim", .id, "The claim."),
        .must("from", .text(120), "The version it was scored by."),
        .must("to", .text(120), "The version it is scored by from then on."),
        .must("reason", .anyText(2000), "Why."),
        .may("movedBy", .id, "Who; for staff only."),
        .must("movedAt", .dateTime, "When."),
        .may("own", .named(Own.self), "For an assessor of the case: their own marks under the old version."),
    ])
}

extension SubmissionBody {
    /// Says what each claim is scored by now, where it was moved since it was handed in.
    mutating func follow(
        _ pins: [ID<Claim>: (unit: DocumentKey, fingerprint: String)], _ rubrics: RubricsLibrary
    ) throws {
        for place in claims.indices {
            guard let pin = pins[claims[place].id], pin.fingerprint != claims[place].fingerprint else { continue }
            claims[place].unit = pin.unit
            claims[place].fingerprint = pin.fingerprint
            claims[place].title = try rubrics.unit(pin.unit).value.title
        }
    }
}

extension Problem {
    /// What an assessor is told whose first mark met a move.
    static let rubricMoved = conflict(
        "rubric-moved", "The claim is scored by another version now",
        "It was moved a moment ago. Read the rubric again and score by the new version.")
}
