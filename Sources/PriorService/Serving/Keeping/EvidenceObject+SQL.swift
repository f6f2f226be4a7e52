public import EvidenceStore
import Foundation
public import Postgres
import Seal

extension EvidenceObject {
    /// Whether anything refers to the object of the row `o`. Every foreign key to `evidence_object` that does not go with
    /// the object stands here; a test looks for one that is not.
    static let isReferenced: SQL = """
        (exists (select from evidence_file f where f.digest = o.digest)
            or exists (select from evidence_preview p where p.preview_digest = o.digest)
            or exists (select from blind_copy b where b.copy_digest = o.digest)
            or exists (select from testimonial_recording r where r.digest = o.digest)
            or exists (select from encounter_file n where n.digest = o.digest))
        """
}

extension Connection {
    /// Notes that something is about to refer to an object that was put into the store, in the transaction that refers to
    /// it. From here to the end of the transaction nobody clears the object away; from its commit on, nobody does for as
    /// long as something refers to it.
    ///
    /// - Throws: `EvidenceStoreError.unavailable` when it was put so long ago that it was cleared away meanwhile.
    func keep(_ object: StoredObject, at now: Date) async throws {
        let row = try await first("select size from evidence_object where digest = \(object.digest) for key share")
        guard row != nil else { throw EvidenceStoreError.unavailable("an object was cleared away before it was used") }
    }

    /// Takes the row of an object away unless something refers to it, or somebody put the object after `moment`. Until the
    /// end of the transaction, whoever puts the same bytes waits.
    func clear(_ digest: Digest, putBefore moment: Date) async throws -> Bool {
        do {
            return try await transaction { connection in
                try await connection.execute(
                    """
                    delete from evidence_object o
                    where o.digest = \(digest) and o.put_at < \(moment) and not \(EvidenceObject.isReferenced)
                    """) == 1
            }
        } catch let error as PostgresError where error.sqlState == "23503" {
            // Somebody began to refer to it in this very moment.
            return false
        }
    }

    /// Takes the place of an object that has no row, so that whoever puts the same bytes waits for the end of the
    /// transaction, before which it is to be freed again; false when it has a row.
    func claimStray(_ entry: StoreEntry, in backEnd: BackEnd) async throws -> Bool {
        try await execute(
            """
            insert into evidence_object (digest, size, back_end, stored_at, put_at)
            values (\(entry.digest), \(entry.size), \(backEnd), \(entry.storedAt), \(entry.storedAt))
            on conflict (digest) do nothing
            """) == 1
    }

    /// Frees the place of an object that has no row.
    func freeStray(_ entry: StoreEntry) async throws {
        try await execute("delete from evidence_object where digest = \(entry.digest)")
    }
}

extension Database {
    /// Notes that an object is about to be put into the store: before it is there, so that there is never one without.
    func claim(_ digest: Digest, size: Int64, in backEnd: BackEnd, at now: Date) async throws {
        try await execute(
            """
            insert into evidence_object as o (digest, size, back_end, stored_at, put_at)
            values (\(digest), \(size), \(backEnd), \(now), \(now))
            on conflict (digest) do update
            set put_at = greatest(o.put_at, excluded.put_at), back_end = excluded.back_end
            """)
    }

    /// The rows after `digest`, in order, at most `limit`.
    /// - Parameter condition: on the row `o`.
    func objects(after digest: Digest?, where condition: SQL, limit: Int) async throws -> [EvidenceObject] {
        try await query(
            """
            select o.digest, o.size, o.back_end, o.verified_as, \(EvidenceObject.isReferenced) as is_referenced
            from evidence_object o
            where o.digest > \(digest?.bytes ?? []) and \(condition)
            order by o.digest limit \(limit)
            """
        ).map(EvidenceObject.init(row:))
    }

    /// Which of some objects have a row, and whether something refers to it.
    func rows(of digests: [Digest]) async throws -> [Digest: Bool] {
        let rows = try await query(
            """
            select o.digest, \(EvidenceObject.isReferenced) as is_referenced from evidence_object o
            where o.digest in (\(SQL.joined(digests.map { SQL($0) }, separator: ", ")))
            """)
        return try rows.reduce(into: [:]) { $0[try $1["digest"]] = try $1["is_referenced"] as Bool }
    }

    /// Writes down what hashing an object again found.
    func note(_ digest: Digest, verifiedAs result: EvidenceObject.Found, at now: Date) async throws {
        try await execute(
            """
            update evidence_object set verified_at = \(now), verified_as = \(result.rawValue)
            where digest = \(digest)
            """)
    }

    /// The items of evidence that an object is the file of.
    func evidence(withObject digest: Digest) async throws -> [String] {
        try await query(
            "select evidence_id::text as id from evidence_file where digest = \(digest) order by evidence_id"
        ).map { try $0["id"] }
    }
}

extension BackEnd: PostgresEncodable, PostgresDecodable {}

extension EvidenceObject {
    fileprivate init(row: Row) throws {
        self.init(
            digest: try row["digest"], size: try row["size"], backEnd: try row["back_end"],
            isReferenced: try row["is_referenced"])
    }
}
