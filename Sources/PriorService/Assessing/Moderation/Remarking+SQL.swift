import Assessment
import Foundation
import Postgres

extension Connection {
    /// Moves the outcome of a claim to those that were sent back.
    func keepOutcome(before moderation: ModerationRecord) async throws {
        try await execute(
            """
            insert into claim_outcome_before (moderation_id, submission_id, claim_id, institution_id, outcome, settled,
                scorecard_id, words, settled_at)
            select \(moderation.id), submission_id, claim_id, institution_id, outcome, settled, scorecard_id, words,
                settled_at
            from claim_outcome where submission_id = \(moderation.submission) and claim_id = \(moderation.claim)
            """)
        try await execute(
            """
            delete from claim_outcome
            where submission_id = \(moderation.submission) and claim_id = \(moderation.claim)
            """)
    }

    /// Lets every scorecard of the claim stand as what was.
    /// - Returns: whose they are, in the order of the seats.
    func supersede(_ moderation: ModerationRecord, at moment: Date) async throws -> [AssignmentRecord] {
        try await execute(
            """
            update scorecard k set superseded_at = \(moment) from assignment a
            where a.id = k.assignment_id and a.submission_id = \(moderation.submission)
                and k.claim_id = \(moderation.claim) and k.submitted_at is not null and k.superseded_at is null
            """)
        return try await query(
            """
            select \(AssignmentRecord.columns) from assignment a
            where a.submission_id = \(moderation.submission) and a.declined_at is null and a.lapsed_at is null
                and a.accepted_at is not null and exists (select from scorecard k where k.assignment_id = a.id
                    and k.claim_id = \(moderation.claim) and k.superseded_at is not null)
            order by a.seat for update
            """
        ).map(AssignmentRecord.init(row:))
    }

    func reopen(_ record: AssignmentRecord) async throws {
        try await execute(
            """
            update assignment set completed_at = null, due_at = \(record.assignment.dueAt), version = version + 1
            where id = \(record.id)
            """)
    }

    /// A draft that starts from the assessor's latest marks on a claim, where it is still scored by the version they were made
    /// under. Its version goes on from theirs, so that a page that still shows those never writes over it.
    func copyScorecard(
        of assignment: ID<Assignment>, _ claim: ID<Claim>, to draft: ID<Scorecard>, at moment: Date
    ) async throws {
        try await execute(
            """
            with latest as (
                select id, institution_id, assignment_id, claim_id, unit_id, unit_version, rubric_fingerprint, version,
                    superseded_at
                from scorecard where assignment_id = \(assignment) and claim_id = \(claim)
                order by opened_at desc, id desc limit 1
            ), card as (
                insert into scorecard (id, institution_id, assignment_id, claim_id, unit_id, unit_version,
                    rubric_fingerprint, version, opened_at)
                select \(draft), institution_id, assignment_id, claim_id, unit_id, unit_version, rubric_fingerprint,
                    version + 1, \(moment) from latest where superseded_at is not null and exists (
                        select from submission_claim c join assignment a on a.submission_id = c.submission_id
                        where a.id = \(assignment) and c.claim_id = latest.claim_id
                            and (c.unit_version, c.unit_fingerprint) = (latest.unit_version, latest.rubric_fingerprint))
                returning id)
            insert into score (scorecard_id, criterion_id, level_id, comment, scored_at)
            select card.id, s.criterion_id, s.level_id, s.comment, s.scored_at
            from card, latest join score s on s.scorecard_id = latest.id
            """)
    }

    /// The third seat's work on a claim that was marked again, where it has none now: it is asked again when the first two
    /// disagree again.
    func idleThird(of submission: ID<Submission>, _ claim: ID<Claim>) async throws -> AssignmentRecord? {
        try await first(
            """
            select \(AssignmentRecord.columns) from assignment a
            where a.submission_id = \(submission) and a.seat = 'third' and a.completed_at is not null
                and a.declined_at is null and a.lapsed_at is null
                and not exists (select from scorecard k where k.assignment_id = a.id and k.claim_id = \(claim)
                    and k.superseded_at is null)
            for update
            """
        ).map(AssignmentRecord.init(row:))
    }

    /// Why a case came back to an assessor, newest first.
    func sendBacks(of submission: ID<Submission>, to assignment: ID<Assignment>) async throws -> [SendBackBody] {
        try await query(
            """
            select m.claim_id, m.reasons, m.decided_at from moderation m
            where m.submission_id = \(submission) and m.verdict = 'sentBack' and exists (select from scorecard k
                where k.assignment_id = \(assignment) and k.claim_id = m.claim_id and k.superseded_at = m.decided_at)
            order by m.decided_at desc, m.claim_id
            """
        ).map { row in
            let reasons: JSONText = try row["reasons"]
            let read: [Moderation.Reason] = try reasons.decode()
            return SendBackBody(
                claim: try row["claim_id"], reasons: read.map(ModerationReasonBody.init),
                sentBackAt: try row["decided_at"])
        }
    }
}
