import Assessment
import EvidenceStore
import Foundation
import Postgres
import Seal

/// A file that somebody has taken up to look into.
struct DueLook: Sendable {
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
    static let lease: TimeInterval = 900
}

extension Database {
    /// Takes up the file that is due first, so that nobody else does. What is in quarantine waits.
    func takeUpLook(at now: Date) async throws -> DueLook? {
        try await first(
            """
            update evidence_look set attempts = attempts + 1, due_at = \(now.addingTimeInterval(DueLook.lease))
            where digest = (
                select l.digest from evidence_look l
                where l.state = 'pending' and l.due_at <= \(now)
                    and exists (select from evidence_file f where f.digest = l.digest and \(EvidenceFile.isFree))
                order by l.due_at limit 1 for update skip locked)
            returning digest, media_type, attempts,
                (select o.size from evidence_object o where o.digest = evidence_look.digest) as size,
                (select f.encoding from evidence_file f where f.digest = evidence_look.digest limit 1) as encoding
            """
        ).map { row in
            DueLook(
                digest: try row["digest"], mediaType: try row["media_type"], encoding: try row["encoding"],
                size: try row["size"], attempt: try row["attempts"])
        }
    }

    /// Puts a file off to be tried again, or gives it up.
    func fail(_ look: DueLook, _ reason: String, isFinal: Bool, at now: Date) async throws {
        let state = isFinal ? "failed" : "pending"
        try await execute(
            """
            update evidence_look set state = \(state), reason = \(reason), version = \(Looker.version),
                due_at = \(now.addingTimeInterval(Double(look.attempt * look.attempt) * 30))
            where digest = \(look.digest)
            """)
    }

    /// Has looked at again what an older version of the maker saw, and what lacked a program that is here now.
    func lookAgain(missing: [LookProgram], at now: Date) async throws {
        let reasons = LookProgram.allCases.filter { !missing.contains($0) }.map { LookFault.noProgram($0).description }
        try await execute(
            """
            update evidence_look set state = 'pending', attempts = 0, due_at = \(now), reason = null
            where state <> 'pending' and (version < \(Looker.version) or state = 'failed' and reason = any(\(reasons)))
            """)
    }
}

extension Connection {
    /// Notes what a look found, in place of what an earlier one did.
    func keep(
        _ looked: Looked, _ pictures: [(picture: Looked.Picture, object: StoredObject)], of look: DueLook, at now: Date
    ) async throws {
        try await execute("delete from evidence_preview where digest = \(look.digest)")
        for (picture, object) in pictures {
            try await keep(object, at: now)
            try await execute(
                """
                insert into evidence_preview (digest, page, box, width, height, media_type, size, preview_digest)
                values (\(look.digest), \(picture.page), \(picture.box), \(picture.width), \(picture.height),
                    'image/webp', \(object.size), \(object.digest))
                """)
        }
        let facts = try JSONText(encoding: looked.facts)
        try await execute(
            """
            insert into evidence_metadata (digest, facts, latitude, longitude)
            values (\(look.digest), \(facts), \(looked.place?.latitude), \(looked.place?.longitude))
            on conflict (digest) do update set facts = excluded.facts, latitude = excluded.latitude,
                longitude = excluded.longitude
            """)
        try await execute(
            """
            update evidence_look set state = 'made', reason = null, made_at = \(now), version = \(Looker.version)
            where digest = \(look.digest)
            """)
    }
}
