import Assessment
import Foundation
import HTTPTypes
import Postgres

/// Portfolios: opened by whoever is signed in, seen by their learner, their adviser and the institution's staff. Assessors
/// see the submission they are given, never the learner's own copy.
enum PortfolioRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewPortfolioBody.self)
        return try await call.change { change in
            guard let policy = try await change.connection.policy(of: body.institution) else {
                throw Problem.invalid("/institution", "unknown", "There is no such institution.")
            }
            let portfolio = PortfolioRecord(
                id: call.newID(), institution: body.institution, learner: person.id, title: body.title, state: .draft,
                stateSince: call.now, policy: policy, version: 1, createdAt: call.now)
            try await change.connection.insert(portfolio)
            change.record("portfolio.opened", of: portfolio.id, at: portfolio.institution, to: portfolio.state.rawValue)
            return try .created(
                PortfolioBody(portfolio, learnerName: person.name), at: "/api/portfolios/\(portfolio.id)"
            ).version(portfolio.version)
        }
    }

    /// The caller's own; with `?institution=`, those lodged there, for its staff.
    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let state = try call.query("state").flatMap(Portfolio.State.init(rawValue:))
        let portfolios: [PortfolioBody]
        if let institution = try call.query("institution").flatMap({ ID<Institution>($0) }) {
            guard person.holds(.readPortfolios, at: institution) else {
                throw Problem.forbidden("Only the institution's own staff see what is lodged there.")
            }
            portfolios = try await call.resources.database.portfolios(lodgedAt: institution, in: state, page)
        } else {
            portfolios = try await call.resources.database.portfolios(of: person.id, in: state, page)
        }
        return try call.list(portfolios, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let body = try await call.resources.database.withConnection { connection in
            let (portfolio, _) = try await connection.portfolio(id, seenBy: person)
            return PortfolioDetailBody(
                portfolio: PortfolioBody(portfolio, learnerName: try await connection.name(of: portfolio.learner)),
                claims: try await connection.claims(of: id, titled: call.resources.rubrics),
                advisers: try await connection.advisers(of: id))
        }
        return try .ok(body).version(body.portfolio.version)
    }

    static func rename(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let expected = try call.expectedVersion()
        let body = try call.body(PortfolioChangeBody.self)
        let id = try call.id(of: Portfolio.self)
        return try await call.change { change in
            var portfolio = try await change.connection.portfolio(id, changedBy: person)
            try portfolio.requireVersion(expected)
            portfolio.title = body.title
            portfolio.version = try await change.connection.rename(portfolio)
            change.record("portfolio.renamed", of: id, at: portfolio.institution)
            let name = try await change.connection.name(of: portfolio.learner)
            return try .ok(PortfolioBody(portfolio, learnerName: name)).version(portfolio.version)
        }
    }

    static func withdraw(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(NewWithdrawalBody.self)
        let id = try call.id(of: Portfolio.self)
        return try await call.change { change in
            let (portfolio, sight) = try await change.connection.portfolio(id, seenBy: person, forUpdate: true)
            guard case .learner = sight else { throw Problem.forbidden("Only its learner may withdraw a portfolio.") }
            let moved = try await change.connection.move(portfolio, to: .withdrawn, at: call.now)
            change.record(
                "portfolio.withdrawn", of: id, at: portfolio.institution, from: portfolio.state.rawValue,
                to: moved.state.rawValue, why: body.reason)
            return try .created(PortfolioBody(moved, learnerName: person.name), at: "/api/portfolios/\(id)")
                .version(moved.version)
        }
    }

    static func completeness(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        let body = try await call.resources.database.withConnection { connection in
            let (portfolio, _) = try await connection.portfolio(id, seenBy: person)
            let completeness = try await connection.completeness(
                of: portfolio, by: call.resources.rubrics, on: call.now)
            return CompletenessBody(
                completeness, of: portfolio, rubrics: call.resources.rubrics,
                returnReasons: try await connection.returnReasons(of: id).map(ReturnReasonBody.init),
                testimonials: try await connection.awaitedTestimonials(of: id, at: call.now),
                observations: try await connection.observationsNotCountersigned(of: id))
        }
        return try .ok(body)
    }
}
