import Assessment
import Postgres

/// Posted credits, for their learner and for the institution that posted them.
enum CreditRoutes {
    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let credits = try await call.resources.database.credits(of: person.id, page)
        return try call.list(credits, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Credit.self)
        return try await call.resources.database.withConnection { connection in
            try .ok(try await connection.credit(id, seenBy: person))
        }
    }
}

extension Connection {
    /// A credit that the person may see: its learner, and staff of the institution that posted it.
    func credit(_ id: ID<Credit>, seenBy person: Caller.SignedIn) async throws -> CreditBody {
        guard let credit = try await credit(id) else { throw Problem.notFound("credit") }
        guard credit.learner.id == person.id || person.holds(.readPortfolios, at: credit.institution.id) else {
            throw Problem.notFound("credit")
        }
        let isStaff = person.holds(.readPortfolios, at: credit.institution.id)
        let isReleased = try await isReleased(id)
        guard isStaff || isReleased else { throw Problem.notFound("credit") }
        return credit
    }
}
