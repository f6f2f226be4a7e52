import Assessment
import Foundation
import Postgres
import Seal

extension Connection {
    /// The claims that wait for a round under a policy, held in the order of their ids.
    func waitingForRound(at institution: ID<Institution>, _ policy: DocumentKey) async throws -> [ID<Moderation>] {
        try await query(
            """
            select m.id from moderation m join submission s on s.id = m.submission_id
                join portfolio p on p.id = s.portfolio_id and p.state in ('inAssessment', 'assessed')
            where m.institution_id = \(institution) and m.policy_id = \(policy.id)
                and m.policy_version = \(policy.version) and m.verdict is null and m.is_drawn is null
            order by m.id for update of m
            """
        ).map { try $0["id"] }
    }

    func insert(_ round: ModerationRoundBody, by person: ID<Person>) async throws {
        try await execute(
            """
            insert into moderation_round (id, institution_id, policy_id, policy_version, method, share, minimum, seed,
                population, size, drawn_by, drawn_at)
            values (\(round.id), \(round.institution), \(round.policy.id), \(round.policy.version),
                \(round.method.rawValue), \(round.shareValue), \(round.minimum), \(round.seed), \(round.population),
                \(round.size), \(person), \(round.drawnAt))
            """)
    }

    func draw(_ id: ID<Moderation>, _ digest: Digest, isDrawn: Bool, in round: ID<ModerationRound>) async throws {
        try await execute(
            """
            update moderation set round_id = \(round), draw_digest = \(digest), is_drawn = \(isDrawn) where id = \(id)
            """)
    }
}

extension Database {
    /// The rounds of an institution, newest first.
    func moderationRounds(at institution: ID<Institution>, _ page: Page) async throws -> [ModerationRoundBody] {
        let after: SQL = if let id = page.afterID { "and id < \(id)" } else { "" }
        return try await query(
            """
            \(ModerationRoundBody.query) where institution_id = \(institution) \(after)
            order by id desc limit \(page.rows)
            """
        ).map(ModerationRoundBody.init(row:))
    }

    func moderationRound(_ id: ID<ModerationRound>) async throws -> ModerationRoundBody? {
        try await query("\(ModerationRoundBody.query) where id = \(id)").first.map(ModerationRoundBody.init(row:))
    }

    /// What a round was drawn from, lowest digest first.
    func inputs(of round: ID<ModerationRound>) async throws -> [ModerationInputBody] {
        try await query(
            "select id, draw_digest, is_drawn from moderation where round_id = \(round) order by draw_digest"
        ).map { ModerationInputBody(id: try $0["id"], digest: try $0["draw_digest"], drawn: try $0["is_drawn"]) }
    }
}

extension ModerationRoundBody {
    fileprivate static let query: SQL = """
        select id, institution_id, policy_id, policy_version, method, share, minimum, seed, population, size, drawn_at
        from moderation_round
        """

    fileprivate init(row: Row) throws {
        let method: String = try row["method"]
        let share: Decimal? = try row["share"]
        self.init(
            id: try row["id"], institution: try row["institution_id"],
            policy: try DocumentKey(row, "policy_id", "policy_version"),
            method: ModerationSampling.Name(rawValue: method) ?? .baseRate, share: share?.description,
            minimum: try row["minimum"], seed: try row["seed"], population: try row["population"],
            size: try row["size"], drawnAt: try row["drawn_at"])
    }

    fileprivate var shareValue: Decimal? { share.flatMap { Decimal(string: $0) } }
}
