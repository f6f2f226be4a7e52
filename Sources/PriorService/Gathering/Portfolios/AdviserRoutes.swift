import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Who helps a learner build a portfolio: said by the institution's coordinator.
enum AdviserRoutes {
    static func put(_ call: Call) async throws -> Answer {
        let adviser = try call.id("person", of: Person.self)
        return try await change(call) { change, portfolio in
            guard adviser != portfolio.learner else {
                throw Problem.conflict("adviser-is-learner", "Nobody advises themselves", "Name somebody else.")
            }
            guard try await change.connection.holds(.adviser, adviser, at: portfolio.institution) else {
                throw Problem.conflict(
                    "not-an-adviser", "Not an adviser there",
                    "The person has no role `adviser` at the institution. Invite them to it first.")
            }
            try await change.connection.addAdviser(adviser, to: portfolio, at: call.now)
            change.record(
                "portfolio.adviserAdded", of: portfolio.id, at: portfolio.institution, why: adviser.description)
        }
    }

    static func remove(_ call: Call) async throws -> Answer {
        let adviser = try call.id("person", of: Person.self)
        return try await change(call) { change, portfolio in
            guard try await change.connection.endAdviser(adviser, of: portfolio, at: call.now) else {
                throw Problem.notFound("adviser")
            }
            change.record(
                "portfolio.adviserRemoved", of: portfolio.id, at: portfolio.institution, why: adviser.description)
        }
    }

    private static func change(
        _ call: Call, _ body: (Change, PortfolioRecord) async throws -> Void
    ) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        return try await call.change { change in
            let (portfolio, _) = try await change.connection.portfolio(id, seenBy: person, forUpdate: true)
            try person.require(.assign, at: portfolio.institution, of: "portfolio")
            try await body(change, portfolio)
            try await change.connection.touch(portfolio)
            return .noContent
        }
    }
}
