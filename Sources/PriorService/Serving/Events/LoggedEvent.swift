import Foundation
import Postgres
import Seal

/// One event as it lies in the log, with the reason beside it where there is one, for verifying.
struct LoggedEvent: Sendable {
    var chain: UUID
    var position: Int
    var id: UUID
    var at: Date
    var actorKind: String
    var actor: UUID?
    var kind: String
    var subjectKind: String
    var subject: UUID
    var from: String?
    var to: String?
    var whyDigest: Digest?
    var previousHash: Digest
    var hash: Digest
    var why: (salt: [UInt8], text: String)?

    /// The hash that the event's own fields come to. The form is that of `event_form` in the migration that makes the log,
    /// built here a second time so that a changed function in the database cannot vouch for itself: each field as its
    /// length in bytes, a colon and its bytes, or `-` for none.
    var computedHash: Digest {
        let microseconds = Int64((at.timeIntervalSinceReferenceDate * 1_000_000).rounded()) + Self.referenceDate
        let fields: [String?] = [
            chain.text, String(position), id.text, String(microseconds), actorKind, actor?.text, kind, subjectKind,
            subject.text, from, to, whyDigest?.hex, previousHash.hex,
        ]
        return Digest.of(fields.map { field in field.map { "\($0.utf8.count):\($0)" } ?? "-" }.joined())
    }

    /// Whether the reason, where it was not erased, is the one that was given.
    var hasReasonAsGiven: Bool {
        guard let why else { return true }
        return whyDigest == Digest.of(why.salt + Array(why.text.utf8))
    }

    /// Microseconds from 1970 to Foundation's reference date in 2001.
    private static let referenceDate: Int64 = 978_307_200_000_000
}

extension LoggedEvent {
    init(row: Row) throws {
        chain = try row["chain_id"]
        position = try row["position"]
        id = try row["id"]
        at = try row["at"]
        actorKind = try row["actor_kind"]
        actor = try row["actor_id"]
        kind = try row["kind"]
        subjectKind = try row["subject_kind"]
        subject = try row["subject_id"]
        from = try row["from_state"]
        to = try row["to_state"]
        whyDigest = try row["why_digest"]
        previousHash = try row["previous_hash"]
        hash = try row["hash"]
        let salt: [UInt8]? = try row["salt"]
        let text: String? = try row["why"]
        if let salt, let text { why = (salt, text) }
    }
}

extension UUID {
    /// As PostgreSQL writes it.
    fileprivate var text: String { uuidString.lowercased() }
}
