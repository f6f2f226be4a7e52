import Assessment
import Foundation
import Postgres

extension Change {
    /// Lets the learner see what came of a submission, on which everything is decided, and the feeds have its credit.
    ///
    /// Locks go in the order of decisions: the portfolio, which the caller holds, the learner's record, the feeds.
    /// - Parameter person: who releases it; nil where the policy does, with the last decision.
    @discardableResult
    func release(
        _ submission: ID<Submission>, of portfolio: PortfolioRecord, by person: ID<Person>?
    ) async throws -> ReleaseRecord {
        let (policy, time) = try await connection.clocks(of: portfolio, call.resources.rubrics)
        let release = ReleaseRecord(
            id: call.newID(), institution: portfolio.institution, submission: submission, releasedBy: person,
            releasedAt: call.now)
        try await connection.insert(release)
        record("submission.released", of: submission, at: portfolio.institution, to: "released")
        if policy.isHeld {
            try await connection.holdCreditRecord(of: portfolio.learner)
            for id in try await connection.creditIDs(of: submission) { try await announce(id) }
        }
        // A policy that says nothing of releases goes on as it did: its learners look for themselves.
        if policy.release != nil {
            let end = policy.deadline(for: .appeal, from: call.now, in: time)
            try await notify(
                portfolio.learner, .resultsReleased, of: submission, at: portfolio.institution,
                until: end.map(time.lastDay(before:)) ?? time.day(of: call.now))
            try await oweAppealClosing(of: submission, policy, time)
        }
        return release
    }

    /// After the last decision: the learner sees it, or a coordinator is asked to release it.
    func closeOrHold(_ submission: ID<Submission>, of portfolio: PortfolioRecord) async throws {
        guard try call.resources.rubrics.policy(portfolio.policy).isHeld else {
            try await release(submission, of: portfolio, by: nil)
            return
        }
        try await notify(every: .coordinator, .releaseDue, of: submission, at: portfolio.institution)
    }
}

extension Policy {
    /// Whether the learner sees nothing before it is released.
    var isHeld: Bool { release?.value == .held }

    /// Until when and on which grounds what was released at a moment can be appealed.
    func appealWindow(from releasedAt: Date, in time: WorkingTime, at now: Date) -> AppealWindowBody {
        let end = deadline(for: .appeal, from: releasedAt, in: time)
        let grounds = (appeal.grounds.value ?? []).map {
            AppealWindowBody.GroundBody(id: $0.id, words: $0.words, newEvidence: $0.newEvidence)
        }
        let isOpen = end.map { now < $0 } ?? false
        return AppealWindowBody(
            until: end.map(time.lastDay(before:)), isOpen: isOpen, grounds: grounds,
            how: isOpen
                ? "Send POST /api/recommendations/{id}/appeals with a ground and, in your own words, what is wrong."
                : "It can no longer be appealed.")
    }
}
