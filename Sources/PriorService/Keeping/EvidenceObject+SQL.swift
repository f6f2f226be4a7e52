import EvidenceStore
import Foundation
import Postgres
import Seal

extension Connection {
    /// Notes that something is about to refer to an object that was put into the store, in the transaction that refers to
    /// it. From here to the end of the transaction nobody clears the object away; from its commit on, nobody does for as
    /// long as something refers to it.
    func keep(_ object: StoredObject, at now: Date) async throws {
        try await execute(
            """
            insert into evidence_object (digest, size, back_end, stored_at, put_at)
            values (\(object.digest), \(object.size), 'local', \(now), \(now))
            on conflict (digest) do nothing
            """)
    }
}
