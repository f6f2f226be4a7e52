import Assessment
import Foundation
import Postgres

extension Connection {
    /// Every reason for which submissions of a portfolio came back, oldest first, with what the learner says to it now. What
    /// was taken out of the portfolio since is not named: who assesses it next is not to be led there.
    func returnReasons(of portfolio: ID<Portfolio>) async throws -> [Manifest.AnsweredReason] {
        let answers = try await returnAnswers(of: portfolio)
        let rows = try await query(
            """
            select s.number, r.reasons,
                array(select e.id::text from evidence e where e.portfolio_id = s.portfolio_id and e.removed_at is null
                    union all select c.id::text from claim c where c.portfolio_id = s.portfolio_id
                        and c.withdrawn_at is null) as present
            from return_for_completion r join submission s on s.id = r.submission_id
            where s.portfolio_id = \(portfolio) order by s.number
            """)
        return try rows.flatMap { row in
            let (number, present): (Int, [String]) = (try row["number"], try row["present"])
            let reasons: JSONText = try row["reasons"]
            return try reasons.decode([Submission.ReturnReason].self).enumerated().map { place, given in
                var given = given
                given.id = given.id?.lowercased()
                if let id = given.id, !present.contains(id) { given.id = nil }
                return Manifest.AnsweredReason(
                    submission: number, reason: place + 1, given,
                    answer: answers.first { $0.submission == number && $0.reason == place + 1 }?.answer)
            }
        }
    }

    private func returnAnswers(
        of portfolio: ID<Portfolio>
    ) async throws -> [(submission: Int, reason: Int, answer: Manifest.Answer)] {
        try await query(
            """
            select s.number, a.reason, a.says,
                array(select e.id from evidence e where e.id = any(a.evidence_ids) and e.removed_at is null order by e.id)
                    as items
            from return_answer a join submission s on s.id = a.submission_id where s.portfolio_id = \(portfolio)
            """
        ).compactMap { row in
            let answer = Manifest.Answer(says: try row["says"], items: try row["items"])
            // Whose only items were taken out again says nothing any more.
            guard !answer.says.isEmpty || !answer.items.isEmpty else { return nil }
            return (try row["number"], try row["reason"], answer)
        }
    }

    /// How many reasons a return of a portfolio has; nil where there is no such return.
    func reasons(of submission: ID<Submission>, in portfolio: ID<Portfolio>) async throws -> Int? {
        try await first(
            """
            select jsonb_array_length(r.reasons) as reasons
            from return_for_completion r join submission s on s.id = r.submission_id
            where s.id = \(submission) and s.portfolio_id = \(portfolio)
            """)?["reasons"]
    }

    func save(
        _ answer: Manifest.Answer, to reason: Int, of submission: ID<Submission>, in portfolio: PortfolioRecord,
        by person: ID<Person>, at moment: Date
    ) async throws {
        try await execute(
            """
            insert into return_answer (
                submission_id, reason, institution_id, says, evidence_ids, answered_by, answered_at)
            values (\(submission), \(reason), \(portfolio.institution), \(answer.says), \(answer.items), \(person),
                \(moment))
            on conflict (submission_id, reason) do update set says = excluded.says,
                evidence_ids = excluded.evidence_ids, answered_by = excluded.answered_by,
                answered_at = excluded.answered_at
            """)
    }

    /// - Returns: whether there was one.
    func deleteAnswer(to reason: Int, of submission: ID<Submission>) async throws -> Bool {
        try await execute(
            "delete from return_answer where submission_id = \(submission) and reason = \(reason)") > 0
    }

    /// Which of these are not items of the portfolio, by their places.
    func placesMissing(_ items: [ID<Evidence>], in portfolio: ID<Portfolio>) async throws -> [Int] {
        let rows = try await query(
            """
            select id from evidence
            where portfolio_id = \(portfolio) and removed_at is null and id = any(\(items))
            """)
        let present: Set<ID<Evidence>> = Set(try rows.map { try $0["id"] })
        return items.indices.filter { !present.contains(items[$0]) }
    }
}
