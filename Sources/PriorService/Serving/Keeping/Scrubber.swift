import EvidenceStore
import Foundation
import Logging
import Postgres
import Seal

/// Hashes every object again, slowly and in turn, those first that were not looked at for the longest time, so that decay
/// is found while there is still a backup.
struct Scrubber: Sendable {
    let store: any EvidenceStore
    let database: Database
    let logger: Logger

    /// How long an object is left in peace after it was found as it was.
    static let again = Duration.seconds(7 * 86_400)

    /// Looks at the one object whose turn it is.
    /// - Returns: how many bytes it has; nil when every object was looked at lately.
    func scrubNext(at now: Date) async throws -> Int64? {
        let row = try await database.first(
            """
            select o.digest, o.size, \(EvidenceObject.isReferenced) as is_referenced from (
                select digest, size from evidence_object
                where (verified_at is null or verified_at < \(now.addingTimeInterval(-Self.again.inSeconds)))
                    and put_at < \(now.addingTimeInterval(-60))
                order by verified_at nulls first, digest limit 8
            ) o order by random() limit 1
            """)
        guard let row else { return nil }
        let digest: Digest = try row["digest"]
        let size: Int64 = try row["size"]
        let found = EvidenceObject.Found(try await store.verify(digest))
        try await database.note(digest, verifiedAs: found, at: now)
        KeepingCounts.add(.scrubbed, 1)
        KeepingCounts.add(.scrubbedBytes, Int(size))
        // A row that nothing refers to yet may be waiting for its object.
        let isReferenced: Bool = try row["is_referenced"]
        if found == .changed || found == .missing && isReferenced {
            KeepingCounts.add(found == .changed ? .changed : .missing, 1)
            logger.critical(
                "an object of the evidence store is not what it was: bring it back from a backup",
                metadata: ["object": .string(digest.hex), "found": .string(found.rawValue)])
        }
        return size
    }
}
