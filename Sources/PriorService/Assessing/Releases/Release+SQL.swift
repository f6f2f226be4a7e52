import Assessment
import Foundation
import Postgres

/// That the learner may see what came of a submission. Identified by `ID<Release>`.
enum Release {}

/// A release as it stands in its table.
struct ReleaseRecord: Sendable {
    var id: ID<Release>
    var institution: ID<Institution>
    var submission: ID<Submission>
    /// Nil: with the last decision, by the policy.
    var releasedBy: ID<Person>?
    var releasedAt: Date
}

extension Connection {
    /// - Throws: 409 where the submission is released.
    func insert(_ release: ReleaseRecord) async throws {
        do {
            try await execute(
                """
                insert into release (id, institution_id, submission_id, released_by, released_at)
                values (\(release.id), \(release.institution), \(release.submission), \(release.releasedBy),
                    \(release.releasedAt))
                """)
        } catch let error as PostgresError where error.constraint == "release_once" {
            throw Problem.alreadyReleased
        }
    }

    func release(of submission: ID<Submission>) async throws -> ReleaseRecord? {
        try await first(
            """
            select id, institution_id, submission_id, released_by, released_at from release
            where submission_id = \(submission)
            """
        ).map { row in
            ReleaseRecord(
                id: try row["id"], institution: try row["institution_id"], submission: try row["submission_id"],
                releasedBy: try row["released_by"], releasedAt: try row["released_at"])
        }
    }

    /// Whether the learner may see what came of the last submission of a portfolio.
    func isOpenToLearner(_ portfolio: ID<Portfolio>) async throws -> Bool {
        let row = try await first(
            """
            select is_open_to_learner(id) as open from submission where portfolio_id = \(portfolio)
            order by number desc limit 1
            """)
        return try row?["open"] ?? true
    }

    /// - Throws: 409 where what was decided on the portfolio is held back still.
    func requireReleased(_ portfolio: PortfolioRecord) async throws {
        guard portfolio.state == .decided else { return }
        guard try await isOpenToLearner(portfolio.id) else {
            throw Problem.conflict(
                "not-released", "It is not released",
                "A portfolio is closed once its learner has seen what was decided."
            ).with("state", "decided").with("allowed", ["release"])
        }
    }

    /// The credits that count on a submission, in the order of their posting.
    func creditIDs(of submission: ID<Submission>) async throws -> [ID<Credit>] {
        try await query(
            """
            select k.id from credit k join decision d on d.id = k.decision_id
                join recommendation r on r.id = d.recommendation_id
            where r.submission_id = \(submission) and k.revoked_at is null and k.replaced_at is null
            order by k.posted_at, k.id
            """
        ).map { try $0["id"] }
    }

    /// Submissions of which everything is decided and nothing released, oldest first.
    func submissionsToRelease(at institution: ID<Institution>, _ page: Page) async throws -> [PendingReleaseBody] {
        try await query(
            """
            select s.id, s.portfolio_id, p.state_since from portfolio p join submission s on s.portfolio_id = p.id
            where p.institution_id = \(institution) and p.state = 'decided'
                and s.number = (select max(number) from submission l where l.portfolio_id = p.id)
                and not exists (select from release r where r.submission_id = s.id)
                and s.id > \(page.afterID ?? .zero)
            order by s.id limit \(page.rows)
            """
        ).map { row in
            PendingReleaseBody(
                submission: try row["id"], portfolio: try row["portfolio_id"], decidedAt: try row["state_since"])
        }
    }
}
