import Assessment
import Foundation
import Postgres
import Rubrics

extension Connection {
    func moderation(_ id: ID<Moderation>, forUpdate: Bool = false) async throws -> ModerationRecord? {
        let held: SQL = forUpdate ? "for update" : ""
        return try await first("\(ModerationRecord.query) where m.id = \(id) \(held)").map(ModerationRecord.init(row:))
    }

    func insert(_ record: ModerationRecord) async throws {
        try await execute(
            """
            insert into moderation (id, institution_id, submission_id, claim_id, unit_id, unit_version, policy_id,
                policy_version, outcome, scorecard_id, settled_at, grounds, seed, draw_digest, is_drawn)
            values (\(record.id), \(record.institution), \(record.submission), \(record.claim), \(record.unit.id),
                \(record.unit.version), \(record.policy.id), \(record.policy.version), \(record.outcome),
                \(record.scorecard), \(record.settledAt), \(record.grounds), \(record.seed), \(record.digest),
                \(record.isDrawn))
            """)
    }

    /// Writes who has taken it, or that nobody has, and what they said.
    func save(_ record: ModerationRecord) async throws {
        try await execute(
            """
            update moderation set moderator_id = \(record.moderator), taken_at = \(record.takenAt),
                offered_at = \(record.offeredAt),
                verdict = \(record.verdict), note = \(record.note), reasons = \(try JSONText(encoding: record.reasons)),
                decided_at = \(record.decidedAt)
            where id = \(record.id)
            """)
    }

    /// What holds a claim of a submission back from being recommended; of all its claims where none is named.
    func openModeration(of submission: ID<Submission>, claim: ID<Claim>? = nil) async throws -> ModerationRecord? {
        let which: SQL = if let claim { "and m.claim_id = \(claim)" } else { "" }
        return try await first(
            """
            \(ModerationRecord.query) where m.submission_id = \(submission) \(which) and \(ModerationRecord.holds)
            order by m.id limit 1
            """
        ).map(ModerationRecord.init(row:))
    }

    /// Whether the person has taken a moderation of the submission.
    func moderates(_ person: ID<Person>, _ submission: ID<Submission>) async throws -> Bool {
        try await one(
            """
            select exists (select from moderation
                where moderator_id = \(person) and submission_id = \(submission)) as moderates
            """)["moderates"]
    }

    /// What the policy needs to know of a claim that was just settled, but for how close it is to the line.
    func moderatedFacts(
        of claim: ID<Claim>, in submission: SubmissionRecord, outcome: RubricResult.Outcome
    ) async throws -> ModeratedFacts {
        let row = try await one(
            """
            with seated as (
                select distinct a.assessor_id from scorecard k join assignment a on a.id = k.assignment_id
                where a.submission_id = \(submission.id) and k.claim_id = \(claim) and k.submitted_at is not null
                    and k.superseded_at is null)
            select array(select coalesce(min(m.granted_at), to_timestamp(0)) from seated s
                    left join membership m on m.person_id = s.assessor_id and m.role = 'assessor'
                        and m.institution_id = \(submission.institution) and m.ended_at is null
                    group by s.assessor_id) as since,
                exists (select from seated s join assessor_drift d on d.assessor_id = s.assessor_id
                    and d.institution_id = \(submission.institution) where d.is_drifting) as drifting,
                exists (select from moderation where submission_id = \(submission.id) and claim_id = \(claim)
                    and verdict = 'sentBack') as remarked,
                exists (select from appeal l join recommendation r on r.id = l.recommendation_id
                        join claim c on c.id = r.claim_id join portfolio p on p.id = c.portfolio_id
                    where p.learner_id = \(submission.learner) and l.institution_id = \(submission.institution)
                        and l.withdrawn_at is null
                        and c.unit_id = (select own.unit_id from claim own where own.id = \(claim))) as appealed
            """)
        return ModeratedFacts(
            outcome: outcome, assessorsSince: try row["since"], isDrifting: try row["drifting"],
            isRemarked: try row["remarked"], isAppealed: try row["appealed"])
    }
}

extension Database {
    /// What a moderator may look at: open at their institutions, or taken by them; nothing that they touched.
    func moderationQueue(
        of person: ID<Person>, at institutions: [ID<Institution>], _ now: Date, _ page: Page
    ) async throws -> [ModerationRecord] {
        try await query(
            """
            \(ModerationRecord.query) join submission s on s.id = m.submission_id
                join portfolio p on p.id = s.portfolio_id and p.state in ('inAssessment', 'assessed')
            where m.institution_id = any(\(institutions)) and m.verdict is null and m.is_drawn
                and (m.moderator_id is null or m.moderator_id = \(person)) and m.id > \(page.afterID ?? .zero)
                and p.learner_id <> \(person)
                and not exists (select from assignment a where a.submission_id = s.id and a.assessor_id = \(person))
                and not exists (select from portfolio_adviser v
                    where v.portfolio_id = p.id and v.adviser_id = \(person))
                and not exists (select from encounter e where e.portfolio_id = p.id and e.conductor_id = \(person)
                    and e.cancelled_at is null)
                and not exists (select from conflict_declaration c
                        left join policy y on y.id = p.policy_id and y.version = p.policy_version
                    where c.person_id = \(person) and c.learner_id = p.learner_id and c.ended_at is null
                        and (c.relation <> 'taught' or coalesce(c.last_on + make_interval(years =>
                            (y.document #>> '{independence,taughtWithinYears,value}')::integer) >= \(CalendarDate(now)), true)))
            order by m.id limit \(page.rows)
            """
        ).map(ModerationRecord.init(row:))
    }

    /// Every moderation of an institution, of one state or one submission where that is named.
    func moderations(
        at institution: ID<Institution>, _ state: Moderation.State?, _ submission: ID<Submission>?, _ page: Page
    ) async throws -> [ModerationRecord] {
        let which: SQL = if let state { "and \(ModerationRecord.state) = \(state.rawValue)" } else { "" }
        let whose: SQL = if let submission { "and m.submission_id = \(submission)" } else { "" }
        return try await query(
            """
            \(ModerationRecord.query) where m.institution_id = \(institution) and m.id > \(page.afterID ?? .zero)
                \(which) \(whose) order by m.id limit \(page.rows)
            """
        ).map(ModerationRecord.init(row:))
    }
}
