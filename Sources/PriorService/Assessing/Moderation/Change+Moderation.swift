import Assessment
import Foundation
import Postgres
import Rubrics

extension Change {
    /// Decides whether an outcome that was just written is held for a moderator, where the policy samples.
    func sample(
        _ claim: OpenClaim, standing place: Int, of submission: SubmissionRecord, _ portfolio: PortfolioRecord
    ) async throws {
        let policy = try call.resources.rubrics.policy(portfolio.policy)
        guard let sampling = policy.moderation.sampling?.value else { return }
        let standing = claim.results[place]
        let rubric = try call.resources.rubrics.unit(claim.unit).value.rubric
        if policy.moderation.always.value?.contains(.driftingAssessor) == true {
            try await refreshDrift(of: claim.claim, in: submission)
        }
        var facts = try await connection.moderatedFacts(
            of: claim.claim, in: submission, outcome: standing.result.outcome)
        let levels = standing.result.findings.map { ($0.criterion, $0.level) }
        facts.isBorderline = try rubric.isBorderline(Dictionary(levels) { first, _ in first })
        var record = ModerationRecord(
            id: call.newID(), institution: submission.institution, submission: submission.id, claim: claim.claim,
            unit: claim.unit, policy: portfolio.policy, outcome: standing.result.outcome,
            scorecard: standing.scorecard, settledAt: call.now,
            grounds: policy.moderation.grounds(for: facts, at: call.now).map(\.rawValue))
        if !record.grounds.isEmpty {
            record.isDrawn = true
        } else if sampling.drawn == .asItComes {
            let seed = try ModerationDraw.seed(call.resources.world)
            let digest = ModerationDraw.digest(record.id, seed: seed)
            (record.seed, record.digest) = (seed, digest)
            record.isDrawn = ModerationSampling.isDrawn(
                ModerationDraw.number(digest), baseRate: policy.moderation.baseRate.value ?? 0)
        }
        try await connection.insert(record)
        self.record(
            "moderation.sampled", of: record.id, at: record.institution, to: record.moderation.state.rawValue)
        guard record.moderation.state == .open else { return }
        try await askModerators(to: record.id, at: record.institution, under: policy)
    }

    /// Asks every moderator to look at an outcome, or at those of a round, by the end of their clock.
    func askModerators(
        to subject: ID<some Any>, at institution: ID<Institution>, under policy: Policy, except: ID<Person>? = nil
    ) async throws {
        let time = try await connection.workingTime(of: policy, at: institution, call.resources.rubrics)
        let end = time.deadline(of: policy.moderationLength, from: call.now)
        try await notify(
            every: .moderator, .moderationAsked, of: subject, at: institution, except: except,
            until: time.lastDay(before: end))
    }

    /// Takes an outcome back, keeps it as the one before, and gives the claim to its seats to mark again: each starts from
    /// what they gave, and every original stays as it was.
    func reopen(
        _ moderation: ModerationRecord, _ portfolio: PortfolioRecord
    ) async throws {
        try await connection.keepOutcome(before: moderation)
        let seats = try await connection.supersede(moderation, at: call.now)
        let policy = try call.resources.rubrics.policy(portfolio.policy)
        for seat in seats where seat.assignment.seat.number <= policy.seatCount {
            try await markAgain(seat, moderation.claim, under: policy)
        }
        guard portfolio.state == .assessed else { return }
        try await connection.move(portfolio, to: .inAssessment, at: call.now)
        record(
            "portfolio.assessmentReopened", of: portfolio.id, at: portfolio.institution,
            from: portfolio.state.rawValue, to: Portfolio.State.inAssessment.rawValue)
    }

    /// Opens a completed assignment again, with a draft of what it gave on a claim.
    func markAgain(_ seat: AssignmentRecord, _ claim: ID<Claim>, under policy: Policy) async throws {
        var seat = seat
        let before = seat.assignment.state(at: call.now)
        try seat.assignment.reopen(
            dueAt: policy.assignment(seat: seat.assignment.seat, at: call.now).dueAt, at: call.now)
        try await connection.reopen(seat)
        try await connection.copyScorecard(
            of: seat.id, claim, to: call.newID(of: Scorecard.self), at: call.now)
        try await lease(seat, under: policy)
        record(
            "assignment.reopened", of: seat.id, at: seat.institution, from: before.rawValue,
            to: Assignment.State.accepted.rawValue)
        try await notify(
            seat.assessor, .assessmentReturned, of: seat.id, at: seat.institution)
    }
}
