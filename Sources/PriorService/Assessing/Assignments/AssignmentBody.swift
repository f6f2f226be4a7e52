import Assessment
import Foundation

/// Giving a submission to an assessor.
struct NewAssignmentBody: RequestBody {
    var assessor: ID<Person>
    var seat: Assignment.Seat
    var overrideReason: String?

    static let schema = Schema.object([
        .must("assessor", .id, "Who is to assess; they hold the role `assessor` at the institution."),
        .must("seat", .choice(of: Assignment.Seat.self), "Which of the independent seats."),
        .may("overrideReason", .text(2000), "Why a rule of independence is set aside; kept in the event log."),
    ])
}

/// An assessor's word that they are independent.
struct AssignmentAcceptanceBody: RequestBody {
    var independence: Bool

    static let schema = Schema.object([
        .must("independence", .boolean, "true: nothing stands between me and an independent judgement.")
    ])
}

/// An assessor's no.
struct RecusalBody: RequestBody {
    var reason: String
    var relation: ConflictDeclaration.Relation?

    static let schema = Schema.object([
        .must("reason", .text(2000), "Why."),
        .may(
            "relation", .choice(of: ConflictDeclaration.Relation.self),
            "A tie to the learner, which is declared at once."),
    ])
}

/// One assignment.
struct AssignmentBody: AnswerBody {
    var id: ID<Assignment>
    var submission: ID<Submission>
    var pseudonym: String
    var institution: ID<Institution>
    var assessor: ID<Person>
    var seat: Assignment.Seat
    var state: Assignment.State
    var assignedAt: Date
    var acceptBy: Date
    var dueAt: Date
    var acceptedAt: Date?
    var declinedAt: Date?
    var declineReason: String?
    var completedAt: Date?
    var overrideReason: String?

    init(_ record: AssignmentRecord, at moment: Date, forStaff: Bool) {
        let assignment = record.assignment
        id = record.id
        submission = record.submission
        pseudonym = SubmissionRecord.pseudonym(of: record.submission)
        institution = record.institution
        assessor = record.assessor
        seat = assignment.seat
        state = assignment.state(at: moment)
        assignedAt = record.assignedAt
        acceptBy = assignment.acceptBy
        dueAt = assignment.dueAt
        acceptedAt = assignment.acceptedAt
        declinedAt = assignment.declinedAt
        declineReason = record.declineReason
        completedAt = assignment.completedAt
        overrideReason = forStaff ? record.overrideReason : nil
    }

    static let schema = Schema.object([
        .must("id", .id, "The assignment."),
        .must("submission", .id, "What is assessed; at /api/submissions/{id} once accepted."),
        .must("pseudonym", .text(40), "What to call the case."),
        .must("institution", .id, "Where."),
        .must("assessor", .id, "Who."),
        .must("seat", .choice(of: Assignment.Seat.self), "Which seat."),
        .must("state", .choice(of: Assignment.State.self), "Where it is."),
        .must("assignedAt", .dateTime, "When it was offered."),
        .must("acceptBy", .dateTime, "Until when the offer stands."),
        .must("dueAt", .dateTime, "Until when the scorecards are due."),
        .may("acceptedAt", .dateTime, "When it was accepted."),
        .may("declinedAt", .dateTime, "When it was declined."),
        .may("declineReason", .anyText(2000), "Why it was declined."),
        .may("completedAt", .dateTime, "When everything was in."),
        .may("overrideReason", .anyText(2000), "Why a rule of independence was set aside; for staff."),
    ])
}

/// One line of an assessor's queue.
struct AssignmentLineBody: AnswerBody {
    var id: ID<Assignment>
    var submission: ID<Submission>
    var pseudonym: String
    var institution: ID<Institution>
    var seat: Assignment.Seat
    var state: Assignment.State
    var assignedAt: Date
    var acceptBy: Date
    var dueAt: Date
    var claims: Int
    var units: [String]

    static let schema = Schema.object([
        .must("id", .id, "The assignment."),
        .must("submission", .id, "What is assessed."),
        .must("pseudonym", .text(40), "What to call the case."),
        .must("institution", .id, "Where."),
        .must("seat", .choice(of: Assignment.Seat.self), "Which seat."),
        .must("state", .choice(of: Assignment.State.self), "offered or accepted."),
        .must("assignedAt", .dateTime, "When it was offered."),
        .must("acceptBy", .dateTime, "Until when the offer stands."),
        .must("dueAt", .dateTime, "Until when the scorecards are due."),
        .must("claims", .integer(0...10_000), "How many claims are to be scored."),
        .must("units", .list(of: .anyText(300)), "The titles of the units claimed."),
    ])
}
