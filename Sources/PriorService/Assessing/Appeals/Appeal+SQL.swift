import Assessment
import Foundation
import Postgres

extension Connection {
    /// One appeal with its panel; nil where there is none of that id.
    func appeal(_ id: ID<Appeal>) async throws -> AppealRecord? {
        guard var appeal = try await first("\(AppealRecord.select) where a.id = \(id)").map(AppealRecord.init(row:))
        else { return nil }
        appeal.panel = try await panel(of: id)
        return appeal
    }

    /// An appeal as it is once its portfolio is held, as everything is that decides on a case.
    func hold(_ id: ID<Appeal>) async throws -> (AppealRecord, PortfolioRecord) {
        guard let seen = try await appeal(id), let portfolio = try await portfolio(seen.portfolio, forUpdate: true),
            let held = try await appeal(id)
        else { throw Problem.notFound("appeal") }
        return (held, portfolio)
    }

    private func panel(of appeal: ID<Appeal>) async throws -> [AppealRecord.Member] {
        try await query(
            """
            select m.person_id, p.name, m.is_chair, m.seated_at, o.verdict, o.reasons
            from appeal_panelist m join person p on p.id = m.person_id
                left join appeal_opinion o on o.appeal_id = m.appeal_id and o.person_id = m.person_id
            where m.appeal_id = \(appeal) order by m.is_chair desc, m.person_id
            """
        ).map { row in
            AppealRecord.Member(
                person: try row["person_id"], name: try row["name"], isChair: try row["is_chair"],
                seatedAt: try row["seated_at"], verdict: try row["verdict"], reasons: try row["reasons"])
        }
    }

    /// - Throws: 409 where the decision is appealed.
    func insert(_ appeal: AppealRecord) async throws {
        do {
            try await execute(
                """
                insert into appeal (
                    id, institution_id, submission_id, recommendation_id, decision_id, appealed_digest, credit_id, ground,
                    statement, lodged_by, lodged_at, decide_by)
                values (\(appeal.id), \(appeal.institution), \(appeal.submission), \(appeal.recommendation),
                    \(appeal.decision), \(appeal.appealedDigest), \(appeal.credit), \(appeal.ground), \(appeal.statement),
                    \(appeal.lodgedBy), \(appeal.lodgedAt), \(appeal.decideBy))
                """)
        } catch let error as PostgresError where error.constraint == "appeal_once" {
            throw Problem.conflict(
                "already-appealed", "The decision is appealed already",
                "A decision is appealed once. What the panel decides, or decided, is found under its appeals."
            ).with("state", "appealed").with("allowed", [])
        }
        try await execute(
            """
            insert into appeal_evidence (appeal_id, evidence_id, digest)
            select \(appeal.id), e.id, coalesce(t.statement_digest, o.statement_digest, f.digest)
            from evidence e left join evidence_file f on f.evidence_id = e.id
                left join testimonial t on t.evidence_id = e.id left join encounter_report o on o.evidence_id = e.id
            where e.id = any(\(appeal.evidence))
            """)
    }

    /// Of some items, those that are the learner's, in a portfolio at the institution, and have something to pin.
    func ownItems(
        _ items: [ID<Evidence>], of learner: ID<Person>, at institution: ID<Institution>
    ) async throws -> Set<ID<Evidence>> {
        let rows = try await query(
            """
            select e.id from evidence e join portfolio p on p.id = e.portfolio_id
                left join evidence_file f on f.evidence_id = e.id
                left join testimonial t on t.evidence_id = e.id left join encounter_report o on o.evidence_id = e.id
            where e.id = any(\(items)) and p.learner_id = \(learner) and p.institution_id = \(institution)
                and e.removed_at is null and coalesce(t.statement_digest, o.statement_digest, f.digest) is not null
            """)
        return Set(try rows.map { try $0["id"] })
    }

    /// The credit that stands on a decision now: the one it posted, or what corrected that. Nil where it posted none.
    func standingCredit(of decision: ID<Decision>) async throws -> CreditBody? {
        let row = try await first(
            """
            select id from credit where decision_id = \(decision) and replaced_at is null order by posted_at desc limit 1
            """)
        guard let id: ID<Credit> = try row?["id"] else { return nil }
        return try await credit(id)
    }

    /// Seats these people and nobody else; who was called before stays as they were.
    func callPanel(
        _ members: [ID<Person>], chair: ID<Person>, of appeal: ID<Appeal>, by person: ID<Person>, at moment: Date
    ) async throws {
        try await execute(
            "delete from appeal_panelist where appeal_id = \(appeal) and not person_id = any(\(members))")
        try await execute("update appeal_panelist set is_chair = false where appeal_id = \(appeal)")
        for member in members {
            try await execute(
                """
                insert into appeal_panelist (appeal_id, person_id, is_chair, called_by, called_at)
                values (\(appeal), \(member), \(member == chair), \(person), \(moment))
                on conflict (appeal_id, person_id) do update set is_chair = excluded.is_chair
                """)
        }
        try await execute("update appeal set panel_called_at = \(moment) where id = \(appeal)")
    }

    /// What was said in an appeal, in order.
    func statements(of appeal: ID<Appeal>) async throws -> [AppealStatementBody] {
        try await query(
            "select id, side, says, made_at from appeal_statement where appeal_id = \(appeal) order by id"
        ).map { row in
            let side: String = try row["side"]
            return AppealStatementBody(
                id: try row["id"], side: AppealStatementBody.Side(rawValue: side) ?? .institution,
                says: try row["says"], madeAt: try row["made_at"])
        }
    }

    /// Appeals by some condition over `a`, `p` and `o`, oldest first; their panels too.
    func appeals(_ condition: SQL, _ page: Page) async throws -> [AppealRecord] {
        var appeals = try await query(
            """
            \(AppealRecord.select) where \(condition) and a.id > \(page.afterID ?? .zero) order by a.id limit \(page.rows)
            """
        ).map(AppealRecord.init(row:))
        for index in appeals.indices { appeals[index].panel = try await panel(of: appeals[index].id) }
        return appeals
    }
}
