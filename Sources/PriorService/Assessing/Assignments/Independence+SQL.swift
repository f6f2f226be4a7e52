import Assessment
import Foundation
import Postgres

extension Connection {
    /// What ties an assessor to a case.
    /// - Parameters:
    ///   - own: the assessor's own assignment, which does not count as another seat.
    ///   - now: the moment of the question, from which the years after teaching count.
    func independenceFacts(
        of assessor: ID<Person>, on submission: SubmissionRecord, besides own: ID<Assignment>? = nil,
        at now: Date
    ) async throws -> IndependenceFacts {
        let row = try await one(
            """
            select
                exists (select from assignment where submission_id = \(submission.id) and assessor_id = \(assessor)
                    and declined_at is null and lapsed_at is null and id is distinct from \(own)) as other_seat,
                exists (select from portfolio_adviser
                    where portfolio_id = \(submission.portfolio) and adviser_id = \(assessor)) as advised,
                exists (select from encounter where portfolio_id = \(submission.portfolio)
                    and conductor_id = \(assessor) and cancelled_at is null) as observed,
                array(select relation from conflict_declaration
                    where person_id = \(assessor) and learner_id = \(submission.learner) and ended_at is null) as declared,
                (select case when count(*) = count(last_on) then max(last_on) end from conflict_declaration
                    where person_id = \(assessor) and learner_id = \(submission.learner) and ended_at is null
                    and relation = 'taught') as last_taught
            """)
        return IndependenceFacts(
            isLearner: assessor == submission.learner, holdsAnotherSeat: try row["other_seat"],
            advised: try row["advised"], observed: try row["observed"], declared: try row["declared"],
            lastTaught: try row["last_taught"], today: CalendarDate(now))
    }
}
