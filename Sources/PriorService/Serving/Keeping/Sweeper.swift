import EvidenceStore
import Foundation
import Logging
import Postgres
import Seal

/// Clears away what nobody will ever ask for: objects that no record refers to, because the upload failed after them or the
/// service was killed; rows whose object never came; and what uploads left half done.
///
/// It may run in any number of processes beside any number of uploads: the row of an object is deleted in a transaction
/// that ends after the object is gone, whoever puts the same bytes waits for its end and then puts them anew, and whoever
/// refers to the object at that moment keeps it, by the foreign key.
struct Sweeper: Sendable {
    let store: any EvidenceStore
    let database: Database
    /// Younger than this, an object may still get its record.
    let grace: Duration

    /// What one sweep did.
    struct Sweep: Sendable {
        /// Objects, or rows alone, that nothing referred to.
        var orphans = 0
        /// Objects without a row.
        var strays = 0
        /// Left-overs of uploads.
        var temporary = 0
    }

    /// Clears everything away that is older than the grace at `now`.
    func sweep(at now: Date) async throws -> Sweep {
        let moment = now.addingTimeInterval(-grace.inSeconds)
        var sweep = Sweep()
        sweep.orphans = try await sweepOrphans(before: moment)
        sweep.strays = try await sweepStrays(before: moment)
        sweep.temporary = try await store.sweepTemporary(before: moment)
        KeepingCounts.add(.swept, sweep.orphans + sweep.strays)
        return sweep
    }

    /// Clears objects away that nothing refers to. It asks PostgreSQL only, so it may be done often.
    func sweepOrphans(before moment: Date) async throws -> Int {
        var (count, last) = (0, Digest?.none)
        while true {
            let page = try await database.objects(
                after: last, where: "o.put_at < \(moment) and not \(EvidenceObject.isReferenced)", limit: 500)
            for object in page {
                let isCleared = try await database.transaction { connection in
                    guard try await connection.clear(object.digest, putBefore: moment) else { return false }
                    try await store.remove(object.digest)
                    return true
                }
                if isCleared { count += 1 }
            }
            guard let end = page.last else { return count }
            last = end.digest
        }
    }

    /// Clears objects away that have no row: of a database brought back from an older backup, for instance. It goes
    /// through the whole store.
    private func sweepStrays(before moment: Date) async throws -> Int {
        var (count, batch) = (0, [StoreEntry]())
        for try await entry in store.entries() where entry.storedAt < moment {
            batch.append(entry)
            if batch.count == 500 {
                count += try await sweepStrays(among: batch)
                batch = []
            }
        }
        return try await count + sweepStrays(among: batch)
    }

    private func sweepStrays(among entries: [StoreEntry]) async throws -> Int {
        guard !entries.isEmpty else { return 0 }
        let known = try await database.rows(of: entries.map(\.digest))
        var count = 0
        for entry in entries where known[entry.digest] == nil {
            let isCleared = try await database.transaction { connection in
                guard try await connection.claimStray(entry, in: store.backEnd) else { return false }
                let isGone = try await store.remove(entry.digest)
                try await connection.freeStray(entry)
                return isGone
            }
            if isCleared { count += 1 }
        }
        return count
    }
}
