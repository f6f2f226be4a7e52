import Assessment
import Foundation
import Postgres
import Seal

/// A file that somebody has taken up, to look into it or to make a copy of it.
struct Errand: Sendable {
    /// What is done with files in the background, in the order in which it is done: somebody waits for a copy.
    enum Kind: Sendable, CaseIterable {
        case blindCopy, look

        /// A table of those it is, or was, to be done with, one row for each object.
        var table: SQL {
            switch self {
            case .blindCopy: "blind_copy"
            case .look: "evidence_look"
            }
        }

        /// Raised when what comes of it changes, so that it is done again with everything.
        var version: Int {
            switch self {
            case .blindCopy: BlindCopier.version
            case .look: Looker.version
            }
        }

        /// What there is not, where it came to nothing.
        var product: String {
            switch self {
            case .blindCopy: "blind copy"
            case .look: "preview"
            }
        }
    }

    var kind: Kind
    var digest: Digest
    var mediaType: String
    /// How its text is encoded, by libmagic.
    var encoding: String?
    /// In bytes.
    var size: Int64
    /// Which try this is, from 1.
    var attempt: Int

    /// How often a file is tried.
    static let attempts = 3
    /// After how long somebody who took one up is given up for dead; longer than all programs together may take.
    static let lease: TimeInterval = 1_800
}

extension Database {
    /// Takes up the file that is due first, so that nobody else does. What is in quarantine waits.
    func takeUp(_ kind: Errand.Kind, at now: Date) async throws -> Errand? {
        try await first(
            """
            update \(kind.table) t set attempts = attempts + 1, due_at = \(now.addingTimeInterval(Errand.lease))
            where digest = (
                select l.digest from \(kind.table) l
                where l.state = 'pending' and l.due_at <= \(now)
                    and exists (select from evidence_file f where f.digest = l.digest and \(EvidenceFile.isFree))
                order by l.due_at limit 1 for update skip locked)
            returning digest, media_type, attempts,
                (select o.size from evidence_object o where o.digest = t.digest) as size,
                (select f.encoding from evidence_file f where f.digest = t.digest limit 1) as encoding
            """
        ).map { row in
            Errand(
                kind: kind, digest: try row["digest"], mediaType: try row["media_type"], encoding: try row["encoding"],
                size: try row["size"], attempt: try row["attempts"])
        }
    }

    /// Puts a file off to be tried again, or gives it up.
    func fail(_ errand: Errand, _ reason: String, isFinal: Bool, at now: Date) async throws {
        let state = isFinal ? "failed" : "pending"
        try await execute(
            """
            update \(errand.kind.table) set state = \(state), reason = \(reason), version = \(errand.kind.version),
                due_at = \(now.addingTimeInterval(Double(errand.attempt * errand.attempt) * 30))
            where digest = \(errand.digest)
            """)
    }

    /// Has done again what an older version of the maker did, and what lacked a program that is here now.
    func doAgain(_ kind: Errand.Kind, missing: [LookProgram], at now: Date) async throws {
        let reasons = LookProgram.allCases.filter { !missing.contains($0) }.map { LookFault.noProgram($0).description }
        let forgetting: SQL = kind == .blindCopy ? ", copy_digest = null, copy_type = null, copy_size = null" : ""
        try await execute(
            """
            update \(kind.table) set state = 'pending', attempts = 0, due_at = \(now), reason = null\(forgetting)
            where state <> 'pending' and (version < \(kind.version) or state = 'failed' and reason = any(\(reasons)))
            """)
    }
}
