import Assessment
import Foundation
import Postgres
import Rubrics

extension SubmissionRecord {
    /// Refuses what is done only between admission and the last outcome.
    func requireInAssessment(_ portfolio: PortfolioRecord) throws {
        guard state == .admitted, portfolio.state == .admitted || portfolio.state == .inAssessment else {
            throw SubmissionError.notInAssessment(portfolio.state)
        }
    }
}

extension Change {
    /// The offer of a seat, where the rules allow it.
    func offer(
        _ submission: SubmissionRecord, _ portfolio: PortfolioRecord, _ body: NewAssignmentBody,
        by person: Caller.SignedIn
    ) async throws -> AssignmentRecord {
        guard try await connection.worksThere(body.assessor, submission.institution, as: .assessor) else {
            throw Problem.invalid("/assessor", "not_assessor", "Send someone who holds the role `assessor` here.")
        }
        let rubrics = call.resources.rubrics
        let policy = try rubrics.policy(portfolio.policy)
        let disputes = try await connection.disputes(of: submission, portfolio.policy, rubrics)
        try policy.require(seat: body.seat, thirdNeeded: !disputes.isEmpty)
        let facts = try await connection.independenceFacts(of: body.assessor, on: submission, at: call.now)
        let setAside = try policy.requireIndependence(facts, overrideReason: body.overrideReason)
        let isExcused = try await requireCertificate(
            of: body.assessor, on: submission, under: policy, overrideReason: body.overrideReason)
        return AssignmentRecord(
            id: call.newID(), institution: submission.institution, submission: submission.id, assessor: body.assessor,
            assignedBy: person.id, assignedAt: call.now,
            overrideReason: setAside.isEmpty && !isExcused ? nil : body.overrideReason,
            assignment: policy.assignment(
                seat: body.seat, at: call.now,
                in: try await connection.workingTime(of: policy, at: submission.institution, rubrics)))
    }

    /// The caller's own assignment, held, with its submission and portfolio, held before it.
    func ownAssignment() async throws -> (AssignmentRecord, SubmissionRecord, PortfolioRecord) {
        let person = try call.person()
        let id = try call.id(of: Assignment.self)
        let found = try await connection.assignment(id, ownedBy: person)
        guard let submission = try await connection.submission(found.submission) else {
            throw Problem.notFound("assignment")
        }
        let (current, portfolio) = try await connection.hold(submission)
        return (try await connection.assignment(id, ownedBy: person, forUpdate: true), current, portfolio)
    }

    /// The first acceptance takes the portfolio into assessment.
    func beginAssessment(of portfolio: PortfolioRecord) async throws {
        guard portfolio.state == .admitted else { return }
        try await connection.move(portfolio, to: .inAssessment, at: call.now)
        record(
            "portfolio.assessmentBegan", of: portfolio.id, at: portfolio.institution, from: portfolio.state.rawValue,
            to: Portfolio.State.inAssessment.rawValue)
    }

    /// A tie that came to light when a case was looked at.
    func declare(
        _ relation: ConflictDeclaration.Relation, _ note: String, _ submission: SubmissionRecord,
        _ assignment: AssignmentRecord
    ) async throws {
        let conflict = ConflictBody(
            id: call.newID(), institution: submission.institution, person: assignment.assessor,
            learner: submission.learner, relation: relation, lastOn: nil, note: note,
            declaredBy: assignment.assessor, declaredAt: call.now)
        try await connection.insert(conflict)
        record("conflictDeclaration.made", of: conflict.id, at: submission.institution, to: relation.rawValue)
    }

    func tellOfOffer(_ assignment: AssignmentRecord) async throws {
        try await notify(
            assignment.assessor, .assignmentOffered, of: assignment.id, at: assignment.institution,
            until: CalendarDate(assignment.assignment.acceptBy.addingTimeInterval(-1)))
    }
}
