import Assessment
import Foundation
import Postgres

/// What must be known before a score is written: the assessor's own assignment, the claim's unit, the scorecard's version.
struct ScoringDesk: Sendable {
    var institution: ID<Institution>
    var assignment: Assignment
    var portfolioState: Portfolio.State
    var unit: DocumentKey
    var fingerprint: String
    /// 0 where there is no scorecard yet.
    var version: Int
    var isSubmitted: Bool
}

/// A score on its way into a scorecard.
struct ScoreToWrite: Sendable {
    var assignment: ID<Assignment>
    var claim: ID<Claim>
    var criterion: String
    var level: String
    var comment: String
    /// The version of the scorecard that the assessor last saw; 0 for none.
    var expected: Int
    var at: Date
}

extension Connection {
    /// - Throws: 404 where the assignment is not the person's; `ScoringError.unknownClaim` where it does not score the claim.
    func scoringDesk(
        _ id: ID<Assignment>, of person: ID<Person>, for claim: ID<Claim>
    ) async throws -> ScoringDesk {
        let row = try await first(
            """
            select a.institution_id, a.seat, a.accept_by, a.due_at, a.accepted_at, a.declined_at, a.lapsed_at,
                a.completed_at, p.state, c.unit_id, c.unit_version, c.unit_fingerprint, coalesce(k.version, 0) as version,
                k.submitted_at is not null as is_submitted
            from assignment a join submission s on s.id = a.submission_id join portfolio p on p.id = s.portfolio_id
                left join submission_claim c on c.submission_id = a.submission_id and c.claim_id = \(claim)
                left join scorecard k on k.assignment_id = a.id and k.claim_id = \(claim)
                    and k.superseded_at is null
            where a.id = \(id) and a.assessor_id = \(person)
            """)
        guard let row else { throw Problem.notFound("assignment") }
        guard try !row.isNull("unit_id") else { throw ScoringError.unknownClaim }
        return ScoringDesk(
            institution: try row["institution_id"], assignment: try Assignment(row: row),
            portfolioState: try row["state"],
            unit: try DocumentKey(row, "unit_id", "unit_version"), fingerprint: try row["unit_fingerprint"],
            version: try row["version"], isSubmitted: try row["is_submitted"])
    }

    /// Writes a score and counts the scorecard on, in one statement.
    /// - Returns: the scorecard and its new version; nil where the version is not the expected one any more.
    func write(
        _ score: ScoreToWrite, _ desk: ScoringDesk, opening scorecard: ID<Scorecard>
    ) async throws -> (id: ID<Scorecard>, version: Int)? {
        let card: SQL =
            score.expected == 0
            ? """
            insert into scorecard (
                id, institution_id, assignment_id, claim_id, unit_id, unit_version, rubric_fingerprint, opened_at)
            select \(scorecard), \(desk.institution), \(score.assignment), \(score.claim), \(desk.unit.id),
                \(desk.unit.version), \(desk.fingerprint), \(score.at)
            where not exists (select from submission_claim c join assignment a on a.submission_id = c.submission_id
                    join claim_outcome o on o.submission_id = c.submission_id and o.claim_id = c.claim_id
                where a.id = \(score.assignment) and c.claim_id = \(score.claim))
            on conflict (assignment_id, claim_id) where superseded_at is null do nothing
            returning id, version
            """
            : """
            update scorecard set version = version + 1
            where assignment_id = \(score.assignment) and claim_id = \(score.claim) and version = \(score.expected)
                and submitted_at is null and superseded_at is null
            returning id, version
            """
        let row = try await first(
            """
            with card as (\(card)), written as (
                insert into score (scorecard_id, criterion_id, level_id, comment, scored_at)
                select id, \(score.criterion), \(score.level), \(score.comment), \(score.at) from card
                on conflict on constraint score_once_per_criterion do update
                    set level_id = excluded.level_id, comment = excluded.comment, scored_at = excluded.scored_at)
            select id, version from card
            """)
        return try row.map { (try $0["id"], try $0["version"]) }
    }
}
