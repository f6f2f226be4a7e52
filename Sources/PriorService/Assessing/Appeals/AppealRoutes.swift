import Assessment
import Foundation
import Postgres
import Seal

/// A learner's objection to a decision: lodging it, reading it, taking it back.
enum AppealRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Recommendation.self)
        let body = try call.body(NewAppealBody.self)
        return try await call.change { change in
            let (portfolio, recommended) = try await change.connection.appealable(id, by: person)
            let policy = try call.resources.rubrics.policy(portfolio.policy)
            let ground = try policy.appeal.heard(body.ground)
            try await change.requireOpenWindow(on: recommended, of: portfolio)
            let items = try await change.newEvidence(body.evidence ?? [], on: ground, of: portfolio)
            let appeal = try await change.lodge(body, items, on: recommended, of: portfolio, by: person.id)
            return try .created(
                appeal.body(for: .learner, panelSize: policy.appeal.panelSize), at: "/api/appeals/\(appeal.id)")
        }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Appeal.self)
        return try await call.resources.database.withConnection { connection in
            guard let appeal = try await connection.appeal(id) else { throw Problem.notFound("appeal") }
            let sight = try await connection.sight(of: appeal, for: person)
            return try .ok(try await connection.body(of: appeal, for: sight, call.resources))
        }
    }

    static func listOfPortfolio(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Portfolio.self)
        return try await list(call) { connection, page in
            let (_, sight) = try await connection.portfolio(id, seenBy: person)
            let appeals = try await connection.appeals("s.portfolio_id = \(id)", page)
            return (appeals, sight == .staff ? .staff : .learner)
        }
    }

    static func listOfInstitution(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Institution.self)
        try person.require(.readPortfolios, at: id, of: "institution")
        let open: SQL = try call.query("open") == "true" ? "and o.appeal_id is null and a.withdrawn_at is null" : ""
        return try await list(call) { connection, page in
            (try await connection.appeals("a.institution_id = \(id) \(open)", page), .staff)
        }
    }

    /// The panels that I am called to.
    static func listOfMine(_ call: Call) async throws -> Answer {
        let person = try call.person()
        return try await list(call) { connection, page in
            let mine: SQL = """
                exists (select from appeal_panelist m where m.appeal_id = a.id and m.person_id = \(person.id))
                """
            return (try await connection.appeals(mine, page), .panel)
        }
    }

    static func withdraw(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Appeal.self)
        return try await call.change { change in
            var (appeal, _) = try await change.connection.hold(id)
            let sight = try await change.connection.sight(of: appeal, for: person)
            guard sight == .learner || sight == .adviser else {
                throw Problem.forbidden("Only the learner, and whoever advises them, takes an appeal back.")
            }
            try appeal.appeal.require(.lodged, .called, .heard, .opined)
            let from = appeal.appeal.state
            try await change.connection.execute("update appeal set withdrawn_at = \(call.now) where id = \(id)")
            if let credit = appeal.credit { try await change.reinstate(credit, because: "The appeal was taken back.") }
            change.record(
                "appeal.withdrawn", of: id, at: appeal.institution, from: from.rawValue,
                to: Appeal.State.withdrawn.rawValue)
            appeal.withdrawnAt = call.now
            return try .created(
                try await change.connection.body(of: appeal, for: sight, call.resources), at: "/api/appeals/\(id)")
        }
    }

    private static func list(
        _ call: Call, _ find: (Connection, Page) async throws -> ([AppealRecord], AppealSight)
    ) async throws -> Answer {
        let page = try call.page(keys: 1)
        let bodies = try await call.resources.database.withConnection { connection in
            let (appeals, sight) = try await find(connection, page)
            var bodies: [AppealBody] = []
            for appeal in appeals {
                bodies.append(try await connection.body(of: appeal, for: sight, call.resources))
            }
            return bodies
        }
        return try call.list(bodies, page) { [$0.id.description] }
    }
}

extension Connection {
    /// An appeal as who asks may see it.
    func body(of appeal: AppealRecord, for sight: AppealSight, _ resources: Resources) async throws -> AppealBody {
        guard let portfolio = try await portfolio(appeal.portfolio) else { throw Problem.unexpected }
        return appeal.body(for: sight, panelSize: try resources.panelSize(under: portfolio.policy))
    }

    /// A decided recommendation that the person may object to, with its portfolio held until the transaction ends.
    fileprivate func appealable(
        _ id: ID<Recommendation>, by person: Caller.SignedIn
    ) async throws -> (PortfolioRecord, RecommendationRecord) {
        guard let record = try await recommendation(id) else { throw Problem.notFound("recommendation") }
        let (portfolio, sight) = try await portfolio(
            record.portfolio, seenBy: person, forUpdate: true, as: "recommendation")
        if case .staff = sight {
            throw Problem.forbidden("Only the learner, and whoever advises them, appeals.")
        }
        guard try await showsRecommendations(of: portfolio, to: sight) else { throw Problem.notFound("recommendation") }
        return (portfolio, record)
    }
}

extension AppealRules {
    /// - Throws: 422 for a ground that the policy does not hear.
    fileprivate func heard(_ id: String) throws -> Ground {
        if let ground = ground(id) { return ground }
        let known = (grounds.value ?? []).map(\.id).joined(separator: ", ")
        throw Problem.invalid("/ground", "unknown", "The policy hears these grounds: \(known).")
    }
}
