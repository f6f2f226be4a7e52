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
            let decided = try await change.decide(id, body, by: person)
            return try .created(decided, at: "/api/recommendations/\(id)")
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

extension Connection {
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
