import Assessment
import Foundation
import Postgres

/// A move of one claim as it stands in its table. Identified by `ID<RubricMoveRecord>`.
struct RubricMoveRecord: Sendable {
    var id: ID<RubricMoveRecord>
    var institution: ID<Institution>
    var submission: ID<Submission>
    var claim: ID<Claim>
    var from: DocumentKey
    var fromFingerprint: String
    var to: DocumentKey
    var toFingerprint: String
    var reason: String
    var movedBy: ID<Person>
    var movedAt: Date
}

/// A scorecard of a claim that is to be moved, held.
struct HeldScorecard: Sendable {
    var id: ID<Scorecard>
    var version: Int
    var isSubmitted: Bool
    var levels: [String: String]
    var assignment: AssignmentRecord
}

extension Connection {
    /// What a claim of a submission is scored by, held, and whether it has its outcome; nil where it is no claim of it.
    func pin(
        of claim: ID<Claim>, in submission: ID<Submission>
    ) async throws -> (unit: DocumentKey, fingerprint: String, isSettled: Bool)? {
        let row = try await first(
            """
            select c.unit_id, c.unit_version, c.unit_fingerprint, exists (select from claim_outcome o
                where o.submission_id = c.submission_id and o.claim_id = c.claim_id) as is_settled
            from submission_claim c where c.submission_id = \(submission) and c.claim_id = \(claim) for update of c
            """)
        return try row.map {
            (try DocumentKey($0, "unit_id", "unit_version"), try $0["unit_fingerprint"], try $0["is_settled"])
        }
    }

    /// The scorecards of a claim, held: whoever is writing a mark has written it, whoever comes later finds another card.
    func heldScorecards(of claim: ID<Claim>, in submission: ID<Submission>) async throws -> [HeldScorecard] {
        try await execute(
            """
            select k.id from scorecard k join assignment a on a.id = k.assignment_id
            where a.submission_id = \(submission) and k.claim_id = \(claim) and k.superseded_at is null
            order by k.id for update of k
            """)
        let rows = try await query(
            """
            select \(AssignmentRecord.columns), k.id as scorecard_id, k.version, k.submitted_at is not null as is_submitted,
                array(select criterion_id from score where scorecard_id = k.id order by criterion_id) as criteria,
                array(select level_id from score where scorecard_id = k.id order by criterion_id) as levels
            from scorecard k join assignment a on a.id = k.assignment_id
            where a.submission_id = \(submission) and k.claim_id = \(claim) and k.superseded_at is null
            order by a.seat, a.id
            """)
        return try rows.map { row in
            let (criteria, levels): ([String], [String]) = (try row["criteria"], try row["levels"])
            return HeldScorecard(
                id: try row["scorecard_id"], version: try row["version"], isSubmitted: try row["is_submitted"],
                levels: Dictionary(zip(criteria, levels)) { first, _ in first },
                assignment: try AssignmentRecord(row: row))
        }
    }

    /// Pins the claim to the other version, in the case and in the portfolio.
    func insert(_ move: RubricMoveRecord) async throws {
        try await execute(
            """
            insert into rubric_move (id, institution_id, submission_id, claim_id, number, unit_id, from_version,
                from_fingerprint, to_version, to_fingerprint, reason, moved_by, moved_at)
            select \(move.id), \(move.institution), \(move.submission), \(move.claim), count(*) + 1, \(move.to.id),
                \(move.from.version), \(move.fromFingerprint), \(move.to.version), \(move.toFingerprint), \(move.reason),
                \(move.movedBy), \(move.movedAt)
            from rubric_move where submission_id = \(move.submission) and claim_id = \(move.claim)
            """)
        try await execute(
            """
            update submission_claim set unit_version = \(move.to.version), unit_fingerprint = \(move.toFingerprint)
            where submission_id = \(move.submission) and claim_id = \(move.claim)
            """)
        try await execute("update claim set unit_version = \(move.to.version) where id = \(move.claim)")
    }

    /// Lets a scorecard stand as what was: nothing of it changes any more, and it no longer counts.
    func setAside(_ card: HeldScorecard, at moment: Date) async throws {
        try await execute("update scorecard set superseded_at = \(moment) where id = \(card.id)")
    }

    /// Opens a scorecard under the other version, with those marks of one set aside that carry over, as they were made. Its
    /// version counts on, so that a page that still shows the old one writes nothing.
    func open(
        _ id: ID<Scorecard>, after card: HeldScorecard, _ move: RubricMoveRecord, carrying criteria: [String]
    ) async throws {
        try await execute(
            """
            insert into scorecard (id, institution_id, assignment_id, claim_id, unit_id, unit_version, rubric_fingerprint,
                version, opened_at)
            values (\(id), \(move.institution), \(card.assignment.id), \(move.claim), \(move.to.id), \(move.to.version),
                \(move.toFingerprint), \(card.version + 1), \(move.movedAt))
            """)
        try await execute(
            """
            insert into score (scorecard_id, criterion_id, level_id, comment, scored_at)
            select \(id), criterion_id, level_id, comment, scored_at from score
            where scorecard_id = \(card.id) and criterion_id = any(\(criteria)::text[])
            """)
    }

    /// Lets an assessor who had handed in go on, with time to do so.
    func openAgain(_ assignment: ID<Assignment>, until due: Date) async throws {
        try await execute(
            """
            update assignment set completed_at = null, due_at = greatest(due_at, \(due)), version = version + 1
            where id = \(assignment)
            """)
    }

    /// What the claims of a submission are scored by at this moment.
    func pins(of submission: ID<Submission>) async throws -> [ID<Claim>: (unit: DocumentKey, fingerprint: String)] {
        let rows = try await query(
            """
            select claim_id, unit_id, unit_version, unit_fingerprint from submission_claim
            where submission_id = \(submission)
            """)
        var pins: [ID<Claim>: (unit: DocumentKey, fingerprint: String)] = [:]
        for row in rows {
            pins[try row["claim_id"]] = (
                try DocumentKey(row, "unit_id", "unit_version"), try row["unit_fingerprint"]
            )
        }
        return pins
    }
}

extension Database {
    func rubricMoves(
        of submission: ID<Submission>, _ page: Page
    ) async throws -> [RubricMoveRecord] {
        try await query(
            """
            select id, institution_id, submission_id, claim_id, unit_id, from_version, from_fingerprint, to_version,
                to_fingerprint, reason, moved_by, moved_at
            from rubric_move where submission_id = \(submission) and id > \(page.afterID ?? .zero)
            order by id limit \(page.rows)
            """
        ).map { row in
            RubricMoveRecord(
                id: try row["id"], institution: try row["institution_id"], submission: try row["submission_id"],
                claim: try row["claim_id"], from: try DocumentKey(row, "unit_id", "from_version"),
                fromFingerprint: try row["from_fingerprint"], to: try DocumentKey(row, "unit_id", "to_version"),
                toFingerprint: try row["to_fingerprint"], reason: try row["reason"], movedBy: try row["moved_by"],
                movedAt: try row["moved_at"])
        }
    }

    /// What one assessor had on the scorecard that a move put aside; nil where they had none.
    func setAside(
        by move: RubricMoveRecord, of assessor: ID<Person>
    ) async throws -> (assignment: ID<Assignment>, scorecard: ID<Scorecard>, scores: [JSONValue])? {
        let row = try await first(
            """
            select k.id, k.assignment_id, coalesce((select jsonb_agg(to_jsonb(x) order by x.criterion_id)
                from score x where x.scorecard_id = k.id), '[]') as scores
            from scorecard k join assignment a on a.id = k.assignment_id
            where a.submission_id = \(move.submission) and a.assessor_id = \(assessor) and k.claim_id = \(move.claim)
                and k.superseded_at = \(move.movedAt) and k.unit_version = \(move.from.version)
            order by k.id limit 1
            """)
        return try row.map { row in
            let scores: JSONText = try row["scores"]
            return (
                try row["assignment_id"], try row["id"],
                try StrictJSON.parse(Array(scores.rawValue.utf8)).array ?? []
            )
        }
    }
}
