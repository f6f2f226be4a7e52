import EvidenceStore
import Foundation
import Postgres
import Seal

extension BlindCopy {
    /// That of the row `f` of `evidence_file`, as JSON; null where none was wanted yet.
    static let column: SQL = """
        (select jsonb_build_object('state', c.state, 'reason', case c.state when 'failed' then c.reason end,
            'type', c.copy_type, 'size', c.copy_size, 'digest', encode(c.copy_digest, 'hex'))
        from blind_copy c where c.digest = f.digest)
        """
}

extension Connection {
    /// Notes that a copy of a file is wanted.
    func wantBlindCopy(of file: EvidenceFile, at now: Date) async throws {
        try await execute(
            """
            insert into blind_copy (digest, media_type, due_at) values (\(file.digest), \(file.acceptedType), \(now))
            on conflict (digest) do nothing
            """)
    }

    /// Notes the copy that was made.
    func keep(_ object: StoredObject, as type: String, of errand: Errand, at now: Date) async throws {
        try await keep(object, at: now)
        try await execute(
            """
            update blind_copy set state = 'made', reason = null, made_at = \(now), version = \(BlindCopier.version),
                copy_digest = \(object.digest), copy_type = \(type), copy_size = \(object.size)
            where digest = \(errand.digest)
            """)
    }
}
