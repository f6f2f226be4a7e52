import Assessment
import Foundation
import Postgres
import Rubrics

extension Job.Kind {
    /// A learner is told that the time for an appeal ends.
    static let appealClosing: Job.Kind = "appeal.closing"
}

extension Change {
    /// Owes the learner a word before the time for an appeal is over, as long before as the policy reminds people of anything.
    func oweAppealClosing(of submission: ID<Submission>, _ policy: Policy, _ time: WorkingTime) async throws {
        guard let end = policy.deadline(for: .appeal, from: call.now, in: time),
            let length = policy.watch?.remindBefore.value
        else { return }
        let moment = time.moment(length, before: end)
        guard moment > call.now else { return }
        try await owe(.appealClosing, of: submission, at: moment)
    }
}

extension JobHandler {
    /// Said once, while an appeal can still be lodged. Whoever was granted all they asked, or has appealed against everything
    /// else, is left in peace.
    static let appealClosing = JobHandler(kind: .appealClosing) { job, change in
        let submission = job.subject(of: Submission.self)
        let (connection, now) = (change.connection, change.call.now)
        guard let portfolio = try await connection.portfolio(ofSubmission: submission),
            let release = try await connection.release(of: submission)
        else { return .done }
        let (policy, time) = try await connection.clocks(of: portfolio, change.call.resources.rubrics)
        guard let end = policy.deadline(for: .appeal, from: release.releasedAt, in: time), now < end,
            try await connection.hasSomethingToAppeal(submission)
        else { return .done }
        try await change.notify(
            portfolio.learner, .appealClosing, of: submission, at: portfolio.institution,
            until: time.lastDay(before: end))
        return .done
    }
}

extension Connection {
    /// Whether something was decided on a submission that gave less than all and is not appealed against.
    fileprivate func hasSomethingToAppeal(_ submission: ID<Submission>) async throws -> Bool {
        try await one(
            """
            select exists (select from decision d join recommendation r on r.id = d.recommendation_id
                where r.submission_id = \(submission) and d.verdict <> 'granted'
                    and not exists (select from appeal a where a.decision_id = d.id and a.withdrawn_at is null)) as is_left
            """)["is_left"]
    }
}
