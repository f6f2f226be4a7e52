import Assessment
import Foundation
import Postgres
import Rubrics

/// What a case waits for, as it stands in its table.
struct CaseClockRecord: Sendable {
    var portfolio: ID<Portfolio>
    var institution: ID<Institution>
    var clock: CaseClock?
    var holder: CaseStep.Holder
    var since: Date
    var dueAt: Date?
}

extension Connection {
    /// The facts of a case on which its clock depends.
    func caseFacts(of portfolio: PortfolioRecord, isHeld: Bool) async throws -> CaseFacts {
        var facts = CaseFacts(state: portfolio.state, stateSince: portfolio.stateSince)
        let last = try await first(
            "select id from submission where portfolio_id = \(portfolio.id) order by number desc limit 1")
        guard let submission: ID<Submission> = try last?["id"] else { return facts }
        if portfolio.state == .decided, isHeld {
            facts.isHeldBack = try await release(of: submission) == nil
        }
        facts.seats = try await query(
            """
            select assigned_at, accept_by, due_at, accepted_at, completed_at from assignment
            where submission_id = \(submission) and declined_at is null and lapsed_at is null order by id
            """
        ).map { row in
            let acceptedAt: Date? = try row["accepted_at"]
            let completedAt: Date? = try row["completed_at"]
            return CaseFacts.Seat(
                since: try acceptedAt ?? row["assigned_at"], acceptBy: try row["accept_by"], dueAt: try row["due_at"],
                isAccepted: acceptedAt != nil, isCompleted: completedAt != nil)
        }
        let appeal = try await first(
            """
            select a.panel_called_at is not null as is_called, a.lodged_at, a.decide_by from appeal a
            where a.submission_id = \(submission) and a.withdrawn_at is null
                and not exists (select from appeal_outcome o where o.appeal_id = a.id)
            order by a.decide_by, a.id limit 1
            """)
        facts.appeal = try appeal.map { row in
            CaseFacts.Open(
                isCalled: try row["is_called"], lodgedAt: try row["lodged_at"], decideBy: try row["decide_by"])
        }
        let held = try await first(
            """
            select m.moderator_id is not null as is_taken, \(ModerationRecord.waitsSince) as since
            from moderation m left join moderation_round d on d.id = m.round_id
            where m.submission_id = \(submission) and m.verdict is null and m.is_drawn order by 2, m.id limit 1
            """)
        facts.moderation = try held.map { .init(isTaken: try $0["is_taken"], since: try $0["since"]) }
        facts.moderatedAt = try await one(
            "select max(decided_at) as at from moderation where submission_id = \(submission)")["at"]
        return facts
    }

    /// Cases that wait, the one that is due first, or was, in front; those without a limit come last.
    /// - Parameter after: the end of the page before: when it was due, and which it was.
    func caseClocks(
        at institution: ID<Institution>, holder: CaseStep.Holder?, kind: CaseClock?, lateAt: Date?,
        after: (dueAt: Date?, portfolio: ID<Portfolio>)?, _ page: Page
    ) async throws -> [CaseClockRecord] {
        let held: SQL = if let holder { "and c.holder = \(holder.rawValue)" } else { "" }
        let step: SQL = if let kind { "and c.step = \(kind.rawValue)" } else { "" }
        let late: SQL = if let lateAt { "and c.due_at <= \(lateAt)" } else { "" }
        let due: SQL = "coalesce(c.due_at, 'infinity'::timestamptz)"
        let from: SQL =
            switch after {
            case (let end?, let id)?: "and (\(due), c.portfolio_id) > (\(end), \(id))"
            case (nil, let id)?: "and (\(due), c.portfolio_id) > ('infinity'::timestamptz, \(id))"
            case nil: ""
            }
        return try await query(
            """
            select c.portfolio_id, c.institution_id, c.step, c.holder, c.since, c.due_at from case_clock c
            where c.institution_id = \(institution) and c.holder <> 'nobody' \(held) \(step) \(late) \(from)
            order by \(due), c.portfolio_id limit \(page.rows)
            """
        ).map { row in
            let (step, holder): (String?, String) = (try row["step"], try row["holder"])
            return CaseClockRecord(
                portfolio: try row["portfolio_id"], institution: try row["institution_id"],
                clock: step.flatMap(CaseClock.init(rawValue:)), holder: CaseStep.Holder(rawValue: holder) ?? .nobody,
                since: try row["since"], dueAt: try row["due_at"])
        }
    }
}

extension Resources {
    /// Works out the clocks of some cases that changed; those that another process has in hand are passed over.
    /// - Parameter institution: only of this one; of all when nil.
    /// - Returns: how many there were.
    func workOutStaleClocks(
        of institution: ID<Institution>? = nil, atMost count: Int, _ connection: Connection, at now: Date
    ) async throws -> Int {
        let which: SQL = if let institution { "and institution_id = \(institution)" } else { "" }
        let stale = try await connection.query(
            """
            select portfolio_id, since from case_clock where is_stale \(which) order by portfolio_id limit \(count)
            for update skip locked
            """)
        for row in stale {
            guard let portfolio = try await connection.portfolio(try row["portfolio_id"]) else { continue }
            try await workOutClock(of: portfolio, before: try row["since"], connection, at: now)
        }
        return stale.count
    }

    /// Works out what a case waits for and writes it down. What was done about the step before does not count for a new one, of
    /// which whoever has it in hand now is told.
    private func workOutClock(
        of portfolio: PortfolioRecord, before: Date?, _ connection: Connection, at now: Date
    ) async throws {
        let (policy, time) = try await connection.clocks(of: portfolio, rubrics)
        let step = policy.step(of: try await connection.caseFacts(of: portfolio, isHeld: policy.isHeld), in: time)
        let times = policy.watchTimes(of: step, in: time)
        try await connection.execute(
            """
            update case_clock set is_stale = false, step = \(step.clock?.rawValue), holder = \(step.holder.rawValue),
                since = \(step.since), due_at = \(step.due), remind_at = \(times.remindAt),
                escalate_at = \(times.escalateAt), lapse_at = \(times.lapseAt),
                reminded_at = case when step is not distinct from \(step.clock?.rawValue)
                    and since is not distinct from \(step.since) then reminded_at end,
                escalated_at = case when step is not distinct from \(step.clock?.rawValue)
                    and since is not distinct from \(step.since) then escalated_at end
            where portfolio_id = \(portfolio.id)
            """)
        // What stood there before anybody looked is no news, nor is what stood still. A state that began is, but not each
        // offer that is made and declined in it.
        let began = portfolio.stateSince
        let isNews = before.map { $0 < began } ?? (began > now.addingTimeInterval(-86_400))
        guard policy.watch != nil, isNews, let news = step.news(of: portfolio.state) else { return }
        let notice = Notice(
            kind: news.kind, about: .init(portfolio.id), institution: portfolio.institution,
            until: step.due.map(time.lastDay(before:)) ?? time.day(of: now))
        let people =
            if let role = news.role { try await connection.holders(of: role, at: portfolio.institution) } else {
                [portfolio.learner]
            }
        for person in people { try await tell(person, notice, connection, at: now) }
    }
}

extension CaseStep {
    /// What is told of a step that begins, and to whom: to a role, or to the learner.
    fileprivate func news(of state: Portfolio.State) -> (kind: NoticeKind, role: Role?)? {
        guard clock != .appealDecision, clock != .moderation else { return nil }
        switch state {
        case .submitted: return (.submissionArrived, .coordinator)
        case .returned: return (.submissionReturned, nil)
        case .admitted: return (.submissionAdmitted, nil)
        case .assessed: return (.recommendationDue, .coordinator)
        case .recommended: return (.decisionDue, .registrar)
        case .draft, .inAssessment, .decided, .closed, .withdrawn, .lapsed: return nil
        }
    }
}
