import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// Claims: which units a learner wants recognised.
enum ClaimRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewClaimBody.self)
        let unit = try publishedUnit(body.unit, call)
        let id = try call.id(of: Portfolio.self)
        return try await call.change { change in
            let portfolio = try await change.connection.portfolio(id, changedBy: person)
            let claim = ClaimBody(
                id: call.newID(), portfolio: id, unit: unit.key.description, title: unit.title, route: body.route,
                purpose: body.purpose, madeAt: call.now)
            try await change.connection.insert(claim, of: unit.key, in: portfolio)
            let version = try await change.connection.touch(portfolio)
            change.record("claim.made", of: claim.id, at: portfolio.institution)
            return try .created(claim, at: "/api/portfolios/\(id)").version(version)
        }
    }

    static func withdraw(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Claim.self)
        return try await call.change { change in
            guard let holding = try await change.connection.portfolio(holding: id) else {
                throw Problem.notFound("claim")
            }
            let portfolio = try await change.connection.portfolio(holding, changedBy: person, as: "claim")
            try await change.connection.withdraw(id, at: call.now)
            try await change.connection.touch(portfolio)
            change.record("claim.withdrawn", of: id, at: portfolio.institution)
            return .noContent
        }
    }

    private static func publishedUnit(_ text: String, _ call: Call) throws -> Assessment.Unit {
        guard let key = DocumentKey(text), let unit = call.resources.rubrics.units[key]?.value else {
            throw Problem.invalid("/unit", "unknown", "There is no such unit. GET /api/units lists them.")
        }
        guard unit.status == .published else {
            throw Problem.invalid(
                "/unit", "not_published", "This version is `\(unit.status.rawValue)`; claim a published one.")
        }
        return unit
    }
}
