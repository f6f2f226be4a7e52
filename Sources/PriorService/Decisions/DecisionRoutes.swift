import Assessment
import Foundation
import Postgres
import Rubrics

/// The institution's word on a recommendation, and the credit that it posts.
enum DecisionRoutes {
    /// Locks go in one order everywhere: the portfolio, the learner's record, the feeds, the event chains.
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Recommendation.self)
        let body = try call.body(NewDecisionBody.self)
        return try await call.change { change in
            let (portfolio, recommended) = try await change.connection.undecided(id, by: person)
            let decision = try recommended.recommendation.decision(body, on: CalendarDate(call.now))
            var record = DecisionRecord(
                id: call.newID(), recommendation: id, decision: decision, decidedBy: person.id, decidedAt: call.now)
            if decision.isGrant { try await change.requireRoom(for: decision, on: recommended, of: portfolio) }
            try await change.connection.insert(record, at: portfolio.institution)
            change.record(
                "recommendation.decided", of: id, at: portfolio.institution, to: body.verdict.rawValue, why: body.reason
            )
            let isLast = try await change.connection.recommendationsToDecide(in: recommended.submission) == 0
            if isLast {
                try await change.connection.move(portfolio, to: .decided, at: call.now)
                change.record(
                    "portfolio.decided", of: portfolio.id, at: portfolio.institution, from: "recommended", to: "decided"
                )
            }
            if decision.isGrant {
                record.credit = try await change.post(record, on: recommended, to: portfolio.learner)
            }
            if isLast { try await change.closeOrHold(recommended.submission, of: portfolio) }
            return try .created(record.body, at: "/api/recommendations/\(id)")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let page = try call.page(keys: 1)
        let records = try await call.resources.database.withConnection { connection -> [RecommendationRecord] in
            let (portfolio, sight) = try await connection.portfolio(id, seenBy: person)
            guard try await connection.showsRecommendations(of: portfolio, to: sight) else { return [] }
            return try await connection.decided(of: id, page)
        }
        return try call.list(records.compactMap(\.decision?.body), page) { [$0.recommendation.description] }
    }
}

/// The end of a case.
enum ClosureRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        return try await call.change { change in
            guard let portfolio = try await change.connection.portfolio(id, forUpdate: true) else {
                throw Problem.notFound("portfolio")
            }
            try person.require(.recommend, at: portfolio.institution, of: "portfolio")
            try await change.connection.requireReleased(portfolio)
            let closed = try await change.connection.move(portfolio, to: .closed, at: call.now)
            change.record(
                "portfolio.closed", of: id, at: portfolio.institution, from: portfolio.state.rawValue,
                to: closed.state.rawValue)
            return try .created(
                ClosureBody(portfolio: id, state: closed.state, closedAt: call.now), at: "/api/portfolios/\(id)")
        }
    }
}

extension Recommendation {
    fileprivate func decision(_ body: NewDecisionBody, on today: CalendarDate) throws(DecisionError) -> Decision {
        try decision(
            body.verdict, credits: body.credits.flatMap { Decimal(string: $0, locale: nil) }, reason: body.reason ?? "",
            today: today)
    }
}

extension Connection {
    /// A recommendation that waits for its decision, with its portfolio held until the transaction ends, for a registrar who
    /// is no party to the case.
    fileprivate func undecided(
        _ id: ID<Recommendation>, by person: Caller.SignedIn
    ) async throws -> (PortfolioRecord, RecommendationRecord) {
        guard let seen = try await recommendation(id) else { throw Problem.notFound("recommendation") }
        try person.require(.decide, at: seen.institution, of: "recommendation")
        guard let portfolio = try await portfolio(seen.portfolio, forUpdate: true) else { throw Problem.unexpected }
        // Read again under the lock: another registrar may have decided it meanwhile.
        guard let record = try await recommendation(id) else { throw Problem.unexpected }
        let parties = CaseParties(learner: portfolio.learner, assessors: try await assessors(of: record.submission))
        try parties.requireIndependent(person.id)
        if let decision = record.decision {
            throw Problem.conflict(
                "already-decided", "The recommendation is decided",
                "It was decided as `\(decision.decision.verdict.rawValue)`. A decision is never changed; an appeal is the way."
            ).with("state", .string(decision.decision.verdict.rawValue)).with("allowed", [])
        }
        guard portfolio.state == .recommended else {
            throw Problem.conflict(
                "portfolio-state", "Not in this state", "Decisions follow once every claim has its recommendation."
            ).with("state", .string(portfolio.state.rawValue)).with("allowed", ["recommended"])
        }
        return (portfolio, record)
    }

    /// The decided recommendations of a portfolio.
    fileprivate func decided(of portfolio: ID<Portfolio>, _ page: Page) async throws -> [RecommendationRecord] {
        try await query(
            """
            \(RecommendationRecord.select)
            where s.portfolio_id = \(portfolio) and d.id is not null and r.id > \(page.afterID ?? .zero)
            order by r.id limit \(page.rows)
            """
        ).map(RecommendationRecord.init(row:))
    }
}
