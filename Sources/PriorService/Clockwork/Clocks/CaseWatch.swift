import Assessment
import Foundation
import Postgres
import Rubrics

/// Looks after the clocks of cases: reminds, tells the coordinators what is late, and lets a portfolio lapse, never without
/// notice. Each thing is done in a transaction of its own that also notes it, so that any number of servers may look at once
/// and each is done once.
struct CaseWatch: Sendable {
    let resources: Resources

    /// Does everything that is due.
    func run(at now: Date) async throws {
        while try await step(workOut, at: now) {}
        while try await step(remindOne, at: now) {}
        while try await step(escalateOne, at: now) {}
        while try await step(lapseOne, at: now) {}
        while try await step(lapseModeration, at: now) {}
    }

    private func step(_ work: (Change) async throws -> Bool, at now: Date) async throws -> Bool {
        let call = Call(ofServiceAt: now, resources)
        return try await resources.database.transaction { connection in
            let change = Change(connection: connection, call: call)
            let isDone = try await work(change)
            try await change.finish()
            return isDone
        }
    }

    private func workOut(_ change: Change) async throws -> Bool {
        try await resources.workOutStaleClocks(atMost: 100, change.connection, at: change.call.now) > 0
    }

    private func remindOne(_ change: Change) async throws -> Bool {
        let now = change.call.now
        let due = try await change.connection.first(
            """
            select portfolio_id, step, holder, due_at from case_clock
            where remind_at <= \(now) and reminded_at is null and not is_stale order by remind_at limit 1
            for update skip locked
            """)
        guard let due, let portfolio = try await change.connection.portfolio(try due["portfolio_id"]) else {
            return false
        }
        try await change.connection.execute(
            "update case_clock set reminded_at = \(now) where portfolio_id = \(portfolio.id)")
        let (step, holder): (String?, String) = (try due["step"], try due["holder"])
        guard let clock = step.flatMap(CaseClock.init(rawValue:)), let dueAt: Date = try due["due_at"] else {
            return true
        }
        let (policy, time) = try await change.connection.clocks(of: portfolio, resources.rubrics)
        let until = time.lastDay(before: dueAt)
        let institution = portfolio.institution
        switch CaseStep.Holder(rawValue: holder) {
        case .learner:
            let lapses = policy.watch?.lapses.value?.contains(clock) == true
            try await change.notify(
                portfolio.learner, lapses ? .portfolioLapsing : .stepReminder, of: portfolio.id, at: institution,
                until: until, step: clock)
        case .coordinator:
            try await change.notify(
                every: .coordinator, .stepReminder, of: portfolio.id, at: institution, until: until, step: clock)
        case .registrar:
            try await change.notify(every: .registrar, .decisionDue, of: portfolio.id, at: institution, until: until)
        case .panel:
            for member in try await change.connection.openPanel(on: portfolio.id) {
                try await change.notify(
                    member, .stepReminder, of: portfolio.id, at: institution, until: until, step: clock)
            }
        case .moderators, .moderator:
            for held in try await change.connection.openModerations(on: portfolio.id) {
                let moderators = try await change.connection.moderators(of: held)
                for moderator in moderators {
                    try await change.notify(
                        moderator, .stepReminder, of: held.id, at: institution, until: until, step: clock)
                }
            }
        case .assessors, .nobody, nil: break
        }
        return true
    }

    private func escalateOne(_ change: Change) async throws -> Bool {
        let now = change.call.now
        let late = try await change.connection.first(
            """
            select portfolio_id, step, since from case_clock
            where escalate_at <= \(now) and escalated_at is null and not is_stale order by escalate_at limit 1
            for update skip locked
            """)
        guard let late, let portfolio = try await change.connection.portfolio(try late["portfolio_id"]) else {
            return false
        }
        try await change.connection.execute(
            "update case_clock set escalated_at = \(now) where portfolio_id = \(portfolio.id)")
        let step: String? = try late["step"]
        let (_, time) = try await change.connection.clocks(of: portfolio, resources.rubrics)
        change.record("case.late", of: portfolio.id, at: portfolio.institution, to: step)
        try await change.notify(
            every: .coordinator, .stepOverdue, of: portfolio.id, at: portfolio.institution,
            since: time.day(of: try late["since"]), step: step.flatMap(CaseClock.init(rawValue:)))
        return true
    }

    /// The portfolio is held first, as by everyone who changes it. Between the reminder and the lapse lies a day at the least, also
    /// where the service stood still when the reminder was due.
    private func lapseOne(_ change: Change) async throws -> Bool {
        let now = change.call.now
        let found = try await change.connection.first(
            """
            select p.id from portfolio p join case_clock c on c.portfolio_id = p.id
            where c.lapse_at <= \(now) and not c.is_stale and p.state in ('draft', 'returned')
                and (c.remind_at is null or c.reminded_at <= \(now.addingTimeInterval(-86_400)))
            order by c.lapse_at limit 1 for update of p skip locked
            """)
        guard let found, let portfolio = try await change.connection.portfolio(try found["id"]) else { return false }
        try await change.connection.move(portfolio, to: .lapsed, at: now)
        change.record(
            "portfolio.lapsed", of: portfolio.id, at: portfolio.institution, from: portfolio.state.rawValue,
            to: "lapsed")
        try await change.notify(portfolio.learner, .portfolioLapsed, of: portfolio.id, at: portfolio.institution)
        return true
    }
}

extension Connection {
    /// The members of the panels of a portfolio's open appeals.
    fileprivate func openPanel(on portfolio: ID<Portfolio>) async throws -> [ID<Person>] {
        try await query(
            """
            select distinct m.person_id from appeal_panelist m join appeal a on a.id = m.appeal_id
                join submission s on s.id = a.submission_id
            where s.portfolio_id = \(portfolio) and a.withdrawn_at is null
                and not exists (select from appeal_outcome o where o.appeal_id = a.id)
            order by m.person_id
            """
        ).map { try $0["person_id"] }
    }
}
