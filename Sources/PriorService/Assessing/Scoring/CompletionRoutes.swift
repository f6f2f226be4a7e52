import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// Closing an assessor's work, and what all of it comes to.
enum CompletionRoutes {
    static func complete(_ call: Call) async throws -> Answer {
        try await call.change { change in
            // The portfolio is held from here on, so that of two assessors who finish at once one sees the other's work.
            var (record, submission, portfolio) = try await change.ownAssignment()
            try record.assignment.complete(at: call.now)
            try submission.requireInAssessment(portfolio)
            try await change.requirePanelAgrees(record, under: call.resources.rubrics.policy(portfolio.policy))
            let cards = try await change.submitScorecards(of: record)
            try await change.connection.save(record)
            change.record(
                "assignment.completed", of: record.id, at: record.institution, from: Assignment.State.accepted.rawValue,
                to: Assignment.State.completed.rawValue)
            try await change.settle(submission, portfolio)
            let body = CompletionBody(assignment: record.id, completedAt: call.now, scorecards: cards)
            return try .created(body, at: "/api/assignments/\(record.id)")
        }
    }

    static func outcomes(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Submission.self)
        let page = try call.page(keys: 1)
        let found = try await call.resources.database.withConnection { try await $0.submission(id) }
        guard let found else { throw Problem.notFound("submission") }
        try person.require(.readPortfolios, at: found.institution, of: "submission")
        let outcomes = try await call.resources.database.outcomes(of: id, page)
        return try call.list(outcomes, page) { [$0.claim.description] }
    }
}

extension Change {
    /// Closes the scorecard of every claim that is still open, once nothing is outstanding.
    fileprivate func submitScorecards(of record: AssignmentRecord) async throws -> [CompletionBody.Card] {
        let claims = try await connection.claimsToComplete(record)
        let rulings = try await connection.rulings(of: record.id)
        var outstanding = OutstandingWork()
        for claim in claims {
            outstanding.add(
                claim: claim.claim, rubric: try call.resources.rubrics.unit(claim.unit).value.rubric,
                scored: Set(claim.levels.keys), evidence: claim.evidence,
                ruled: Set(rulings.filter { $0.claim == claim.claim }.map(\.evidence)))
        }
        try outstanding.requireNone()
        var cards: [CompletionBody.Card] = []
        for claim in claims {
            guard let id = claim.scorecard, !claim.isSubmitted else { continue }
            var scorecard = Scorecard(levels: claim.levels)
            let result = try scorecard.submit(under: call.resources.rubrics.unit(claim.unit).value.rubric)
            try await connection.submit(id, result, at: call.now)
            self.record("scorecard.submitted", of: id, at: record.institution)
            cards.append(.init(claim: claim.claim, outcome: result.outcome, words: result.words))
        }
        return cards
    }

    /// Writes the outcome of every claim on which the scorecards that are in agree, or which a third settled; when none
    /// is left, the portfolio is assessed.
    fileprivate func settle(_ submission: SubmissionRecord, _ portfolio: PortfolioRecord) async throws {
        let policy = try call.resources.rubrics.policy(portfolio.policy)
        var isOpen = false
        for claim in try await connection.openResults(of: submission.id) {
            let standing = policy.standing(of: claim.results.map(\.result))
            guard case .settled(let place, let how, let words) = standing else {
                isOpen = true
                guard case .thirdNeeded = standing else { continue }
                let third = try await connection.idleThird(of: submission.id, claim.claim)
                if let third { try await markAgain(third, claim.claim, under: policy) }
                continue
            }
            try await connection.insert(claim, place, how, words, of: submission, at: call.now)
            record(
                "claim.assessed", of: claim.claim, at: submission.institution,
                to: claim.results[place].result.outcome.rawValue)
            try await sample(claim, standing: place, of: submission, portfolio)
        }
        guard !isOpen else { return }
        try await connection.move(portfolio, to: .assessed, at: call.now)
        record(
            "portfolio.assessed", of: portfolio.id, at: portfolio.institution, from: portfolio.state.rawValue,
            to: Portfolio.State.assessed.rawValue)
    }
}
