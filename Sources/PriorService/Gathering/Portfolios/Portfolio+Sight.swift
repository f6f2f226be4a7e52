import Assessment
import Postgres

/// As what a person sees a live portfolio. Assessors do not: they see the submission they are assigned.
enum PortfolioSight: Sendable {
    case learner, adviser
    /// Staff of its institution with the permission `readPortfolios`.
    case staff
}

extension Connection {
    /// As what the person sees the portfolio; nil where they may not know that it is there.
    func sight(of portfolio: PortfolioRecord, for person: Caller.SignedIn) async throws -> PortfolioSight? {
        if portfolio.learner == person.id { return .learner }
        if try await isAdviser(person.id, of: portfolio.id) { return .adviser }
        return person.holds(.readPortfolios, at: portfolio.institution) ? .staff : nil
    }

    /// A portfolio that the person may see, and as what.
    /// - Parameter what: what the caller asked for, so that a thing in someone else's portfolio and one that is not there
    ///   get the same answer.
    /// - Throws: 404 where there is none, or the person may not know of it.
    func portfolio(
        _ id: ID<Portfolio>, seenBy person: Caller.SignedIn, forUpdate: Bool = false, as what: String = "portfolio"
    ) async throws -> (PortfolioRecord, PortfolioSight) {
        guard let portfolio = try await portfolio(id, forUpdate: forUpdate) else { throw Problem.notFound(what) }
        guard let sight = try await sight(of: portfolio, for: person) else { throw Problem.notFound(what) }
        return (portfolio, sight)
    }

    /// A portfolio whose contents the person, its learner or adviser, may change now; its row is held until the transaction
    /// ends.
    /// - Throws: 404 where the person may not know of it, 403 where they only see it, 409 where its state forbids it.
    func portfolio(
        _ id: ID<Portfolio>, changedBy person: Caller.SignedIn, as what: String = "portfolio"
    ) async throws -> PortfolioRecord {
        let (portfolio, sight) = try await portfolio(id, seenBy: person, forUpdate: true, as: what)
        if case .staff = sight {
            throw Problem.forbidden("Only its learner, and whoever advises them, may change a portfolio.")
        }
        try portfolio.state.requireOpen()
        return portfolio
    }
}
