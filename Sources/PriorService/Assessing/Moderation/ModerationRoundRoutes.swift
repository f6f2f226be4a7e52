import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// Rounds of moderation: a coordinator draws, anybody who reads can draw it again and see the same.
enum ModerationRoundRoutes {
    static func draw(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        let body = try call.body(NewModerationRoundBody.self)
        try person.require(.assign, at: institution, of: "institution")
        return try await call.change { change in
            let key = try await change.policy(of: institution, named: body.policy)
            let waiting = try await change.connection.waitingForRound(at: institution, key)
            guard !waiting.isEmpty else { throw ModerationError.nothingToDraw }
            let round = try await change.draw(waiting, at: institution, key, by: person.id)
            change.record("moderationRound.drawn", of: round.id, at: institution, to: "\(round.size)")
            if round.size > 0 {
                try await change.askModerators(
                    to: round.id, at: institution, under: call.resources.rubrics.policy(key))
            }
            return try .created(round, at: "/api/moderation-rounds/\(round.id)")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        try person.require(.readPortfolios, at: institution, of: "institution")
        let page = try call.page(keys: 1)
        let rounds = try await call.resources.database.moderationRounds(at: institution, page)
        return try call.list(rounds, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: ModerationRound.self)
        guard var round = try await call.resources.database.moderationRound(id) else { throw Problem.notFound("round") }
        try person.require(.readPortfolios, at: round.institution, of: "round")
        round.inputs = try await call.resources.database.inputs(of: id)
        return try .ok(round)
    }
}

extension Change {
    /// The policy named, or the one the institution follows.
    fileprivate func policy(of institution: ID<Institution>, named text: String?) async throws -> DocumentKey {
        if let text {
            guard let key = DocumentKey(text), call.resources.rubrics.policies[key] != nil else {
                throw Problem.invalid("/policy", "unknown", "Send a policy's `id@version`.")
            }
            return key
        }
        let row = try await connection.first(
            "select policy_id, policy_version from institution where id = \(institution)")
        guard let row else { throw Problem.notFound("institution") }
        return try DocumentKey(row, "policy_id", "policy_version")
    }

    fileprivate func draw(
        _ waiting: [ID<Moderation>], at institution: ID<Institution>, _ key: DocumentKey, by person: ID<Person>
    ) async throws -> ModerationRoundBody {
        let rules = try call.resources.rubrics.policy(key).moderation
        let sampling = rules.sampling?.value ?? ModerationSampling(method: .baseRate, drawn: .inRounds)
        let baseRate = rules.baseRate.value ?? 0
        var round = ModerationRoundBody(
            id: call.newID(), institution: institution, policy: key, method: sampling.name,
            seed: try ModerationDraw.seed(call.resources.world), population: waiting.count,
            size: sampling.size(of: waiting.count, baseRate: baseRate), drawnAt: call.now)
        switch sampling.method {
        case .baseRate: round.share = baseRate.description
        case .squareRoot: break
        case .shareWithMinimum(let share, let minimum):
            round.share = share.description
            round.minimum = minimum
        }
        try await connection.insert(round, by: person)
        let inOrder = waiting.map { (id: $0, digest: ModerationDraw.digest($0, seed: round.seed)) }
            .sorted { $0.digest < $1.digest }
        for (place, input) in inOrder.enumerated() {
            try await connection.draw(input.id, input.digest, isDrawn: place < round.size, in: round.id)
        }
        return round
    }
}
