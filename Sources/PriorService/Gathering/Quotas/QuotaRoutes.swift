import Assessment
import Foundation
import Postgres

/// How much is held, and how much may be.
enum QuotaRoutes {
    static func showPortfolio(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        return try await call.resources.database.withConnection { connection in
            let (portfolio, _) = try await connection.portfolio(id, seenBy: person)
            return try .ok(UsageBody(try await connection.usage(of: portfolio, call.resources).portfolio))
        }
    }

    static func showInstitution(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Institution.self)
        try person.require(.administer, at: id, of: "institution")
        return try await call.resources.database.withConnection { connection in
            try .ok(UsageBody(try await connection.usage(of: id, call.resources.settings)))
        }
    }

    static func limit(_ call: Call) async throws -> Answer {
        let body = try call.body(QuotaBody.self)
        let id = try call.id(of: Institution.self)
        return try await call.change { change in
            guard try await change.connection.policy(of: id) != nil else { throw Problem.notFound("institution") }
            try await change.connection.limit(id, bytes: body.maximumBytes, items: body.maximumItems)
            change.record("institution.limited", of: id, at: id)
            return try .ok(UsageBody(try await change.connection.usage(of: id, call.resources.settings)))
        }
    }
}
