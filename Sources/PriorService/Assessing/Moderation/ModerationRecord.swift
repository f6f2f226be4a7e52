import Assessment
import Foundation
import Postgres
import Seal

/// A moderation as it stands in its table.
struct ModerationRecord: Sendable {
    var id: ID<Moderation>
    var institution: ID<Institution>
    var submission: ID<Submission>
    var claim: ID<Claim>
    var unit: DocumentKey
    var policy: DocumentKey
    var outcome: RubricResult.Outcome
    var scorecard: ID<Scorecard>
    var settledAt: Date
    var grounds: [String] = []
    var round: ID<ModerationRound>?
    var seed: Digest?
    var digest: Digest?
    /// Nil while it waits for a round.
    var isDrawn: Bool?
    var moderator: ID<Person>?
    var takenAt: Date?
    /// When it was last given back, or taken from who had it.
    var offeredAt: Date?
    var verdict: Moderation.Verdict?
    var note = ""
    var reasons: [Moderation.Reason] = []
    var decidedAt: Date?

    var moderation: Moderation {
        if let verdict { return Moderation(state: verdict == .agreed ? .agreed : .sentBack) }
        guard let isDrawn else { return Moderation(state: .waiting) }
        guard isDrawn else { return Moderation(state: .passed) }
        return Moderation(state: moderator == nil ? .open : .taken)
    }
}

/// How a draw is made, so that anybody can make it again: SHA-256 of the seed in hexadecimal, a colon, and the id. Of a round
/// those with the lowest digests are drawn; one that comes by itself is drawn where the first four bytes of its digest, as a
/// number, are below the base rate's share of 2^32.
enum ModerationDraw {
    /// 32 bytes that nobody can foretell.
    static func seed(_ world: World) throws -> Digest {
        guard let seed = Digest(bytes: world.randomBytes(32)) else { throw Problem.unexpected }
        return seed
    }

    static func digest(_ id: ID<Moderation>, seed: Digest) -> Digest { Digest.of("\(seed.hex):\(id)") }

    static func number(_ digest: Digest) -> UInt32 {
        digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}

extension ModerationRecord {
    /// The state as SQL over `m`.
    static let state: SQL = """
        case when m.verdict is not null then m.verdict when m.is_drawn is null then 'waiting'
            when not m.is_drawn then 'passed' when m.moderator_id is null then 'open' else 'taken' end
        """

    /// What holds a claim back, as SQL over `m`.
    static let holds: SQL = "m.verdict is null and m.is_drawn is not false"

    /// Since when it waits for whoever is to do the next thing, as SQL over `m` and its round `d`.
    static let waitsSince: SQL = "coalesce(m.taken_at, m.offered_at, d.drawn_at, m.settled_at)"

    static let query: SQL = """
        select m.id, m.institution_id, m.submission_id, m.claim_id, m.unit_id, m.unit_version, m.policy_id,
            m.policy_version, m.outcome, m.scorecard_id, m.settled_at, m.grounds, m.round_id, m.seed, m.draw_digest,
            m.is_drawn, m.moderator_id, m.taken_at, m.offered_at, m.verdict, m.note, m.reasons, m.decided_at
        from moderation m
        """

    init(row: Row) throws {
        let reasons: JSONText = try row["reasons"]
        self.init(
            id: try row["id"], institution: try row["institution_id"], submission: try row["submission_id"],
            claim: try row["claim_id"], unit: try DocumentKey(row, "unit_id", "unit_version"),
            policy: try DocumentKey(row, "policy_id", "policy_version"), outcome: try row["outcome"],
            scorecard: try row["scorecard_id"], settledAt: try row["settled_at"], grounds: try row["grounds"],
            round: try row["round_id"], seed: try row["seed"], digest: try row["draw_digest"],
            isDrawn: try row["is_drawn"], moderator: try row["moderator_id"], takenAt: try row["taken_at"],
            offeredAt: try row["offered_at"], verdict: try row["verdict"], note: try row["note"],
            reasons: try reasons.decode(),
            decidedAt: try row["decided_at"])
    }
}
