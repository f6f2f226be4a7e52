import Assessment
import Postgres

extension Connection {
    /// As what a person sees an encounter; nil where they may not know of it. Who conducts it is that first, whatever else
    /// they are.
    func sight(of record: EncounterRecord, for person: Caller.SignedIn) async throws -> EncounterSight? {
        if record.conductor == person.id { return .conductor }
        guard let portfolio = try await portfolio(record.portfolio) else { return nil }
        return try await sight(of: portfolio, for: person).map {
            switch $0 {
            case .learner: .learner
            case .adviser: .adviser
            case .staff: .staff
            }
        }
    }

    /// An encounter that the person may see, and as what.
    /// - Throws: 404 where there is none, or they may not know of it.
    func encounter(
        _ id: ID<Encounter>, seenBy person: Caller.SignedIn
    ) async throws -> (EncounterRecord, EncounterSight) {
        guard let record = try await encounter(id) else { throw Problem.notFound("encounter") }
        guard let sight = try await sight(of: record, for: person) else { throw Problem.notFound("encounter") }
        return (record, sight)
    }
}

extension Change {
    /// The encounter in the path and its portfolio, both held, the portfolio first, and as what the caller sees it.
    /// - Parameter needsOpenPortfolio: whether it is part of gathering evidence, which ends when the portfolio is handed in.
    func encounter(
        needsOpenPortfolio: Bool = true
    ) async throws -> (EncounterRecord, PortfolioRecord, EncounterSight) {
        let id = try call.id(of: Encounter.self)
        let missing = Problem.notFound("encounter")
        let (seen, sight) = try await connection.encounter(id, seenBy: try call.person())
        guard let portfolio = try await connection.portfolio(seen.portfolio, forUpdate: true) else { throw missing }
        guard let record = try await connection.encounter(id, forUpdate: true) else { throw missing }
        if needsOpenPortfolio { try portfolio.state.requireOpen() }
        return (record, portfolio, sight)
    }

    /// The same for an act of its conductor, who must still be allowed to conduct such encounters.
    func encounterToConduct(
        _ act: Encounter.Act, needsOpenPortfolio: Bool = true
    ) async throws -> (EncounterRecord, PortfolioRecord) {
        let (record, portfolio, sight) = try await encounter(needsOpenPortfolio: needsOpenPortfolio)
        guard sight == .conductor else { throw Problem.notConductor }
        try record.encounter.require(act, by: .conductor)
        try call.person().require(record.kind.permission, at: record.institution, of: "encounter")
        return (record, portfolio)
    }
}

extension Problem {
    /// Something that only who conducts the encounter does.
    static let notConductor = Problem.forbidden("Only who conducts the encounter does this.")
}

extension EncounterError: RuleError {
    var problem: Problem {
        switch self {
        case .notNow(let state, let allowed):
            Problem.conflict(
                "encounter-state", "This cannot be done with the encounter now",
                allowed.isEmpty
                    ? "It is `\(state.rawValue)`, and there is nothing for you to do."
                    : "It is `\(state.rawValue)`. You can: \(allowed.map(\.rawValue).joined(separator: ", "))."
            ).with("state", .string(state.rawValue)).with("allowed", .array(allowed.map { .string($0.rawValue) }))
        }
    }
}
