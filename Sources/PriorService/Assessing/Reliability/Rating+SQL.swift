import Assessment
import Foundation
import Postgres
import Reliability
import Rubrics

/// Which marks are looked at.
struct RatingFilter: Sendable {
    var institution: ID<Institution>
    /// A unit's `id` or `id@version`.
    var unit: String?
    var criterion: String?
    var assessor: ID<Person>?
    var from: Date
    var to: Date
}

extension Connection {
    /// Marks as they were first given, blind, by the seats of the policy: no third marker, nothing that was marked again.
    /// Only of claims that have their outcome and no open moderation, so that no figure tells of what is still blind.
    func ratings(_ filter: RatingFilter, sharedWith assessor: ID<Person>? = nil, _ rubrics: RubricsLibrary)
        async throws -> [Rating]
    {
        let unit: SQL =
            if let key = filter.unit { "and (k.unit_id = \(key) or k.unit_id || '@' || k.unit_version = \(key))" } else
            { "" }
        let criterion: SQL = if let id = filter.criterion { "and x.criterion_id = \(id)" } else { "" }
        let whose: SQL =
            if let id = filter.assessor ?? assessor {
                """
                and exists (select from assignment b join scorecard l on l.assignment_id = b.id
                    where b.submission_id = a.submission_id and l.claim_id = k.claim_id and b.assessor_id = \(id)
                        and l.submitted_at is not null)
                """
            } else { "" }
        let rows = try await query(
            """
            select a.submission_id, a.assessor_id, a.seat, p.policy_id, p.policy_version, k.claim_id, k.unit_id,
                k.unit_version, k.submitted_at, x.criterion_id, x.level_id
            from assignment a join submission s on s.id = a.submission_id join portfolio p on p.id = s.portfolio_id
                join scorecard k on k.assignment_id = a.id join score x on x.scorecard_id = k.id
                join claim_outcome o on o.submission_id = a.submission_id and o.claim_id = k.claim_id
            where a.institution_id = \(filter.institution) and k.submitted_at >= \(filter.from)
                and k.submitted_at < \(filter.to) \(unit) \(criterion) \(whose)
                and not exists (select from scorecard e where e.assignment_id = a.id and e.claim_id = k.claim_id
                    and e.opened_at < k.opened_at)
                and not exists (select from moderation m where m.submission_id = a.submission_id
                    and m.claim_id = k.claim_id and \(ModerationRecord.holds))
            order by a.submission_id, k.claim_id, a.seat, x.criterion_id limit \(Rating.most + 1)
            """)
        guard rows.count <= Rating.most else {
            throw Problem.invalidQuery("from", "That is more than \(Rating.most) marks. Ask for a shorter time.")
        }
        return try rows.compactMap { try Rating($0, rubrics) }
    }
}

extension Rating {
    /// More than an institution gives in a year or two.
    static let most = 200_000

    /// Nil for a mark that is none of the policy's blind seats'.
    fileprivate init?(_ row: Row, _ rubrics: RubricsLibrary) throws {
        let policy = try rubrics.policy(try DocumentKey(row, "policy_id", "policy_version"))
        let seat: Assignment.Seat = try row["seat"]
        let unit = try DocumentKey(row, "unit_id", "unit_version")
        let (criterion, level): (String, String) = (try row["criterion_id"], try row["level_id"])
        let known = try rubrics.unit(unit).value.rubric.criterion(criterion)
        guard seat.number <= policy.seatCount, let rank = known?.rank(of: level) else { return nil }
        let (submission, claim): (ID<Submission>, ID<Claim>) = (try row["submission_id"], try row["claim_id"])
        let assessor: ID<Person> = try row["assessor_id"]
        self.init(
            unit: unit.description, criterion: criterion, item: "\(submission)/\(claim)",
            assessor: assessor.description, level: rank, period: Self.quarter(of: try row["submitted_at"]))
    }

    /// `2026-Q4`, in UTC.
    private static func quarter(of moment: Date) -> String {
        let day = CalendarDate(moment)
        return "\(day.year)-Q\((day.month + 2) / 3)"
    }
}
