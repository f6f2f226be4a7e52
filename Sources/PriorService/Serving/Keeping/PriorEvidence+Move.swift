public import EvidenceStore
import Foundation
import NIOCore
import Postgres
import Seal

extension PriorEvidence {
    /// Why nothing can be moved.
    public enum MoveFault: Error, Sendable, CustomStringConvertible {
        /// New files still go elsewhere.
        case notTheTarget(BackEnd)
        /// No bucket is set up.
        case noBucket

        /// What to do.
        public var description: String {
            switch self {
            case .notTheTarget(let backEnd):
                "New files go to `\(backEnd.rawValue)`. Set PRIOR_STORE to where the files are to be, start every service anew, then move."
            case .noBucket: "There is no bucket: set PRIOR_S3_ENDPOINT and what belongs to it."
            }
        }
    }

    /// What a move came to.
    public struct Move: Sendable {
        /// How many objects were copied, checked, and taken away where they were.
        public var moved = 0
        /// Their bytes.
        public var bytes: Int64 = 0
        /// Digests of objects that are not what they were, in hexadecimal: they stay where they are.
        public var damaged: [String] = []
        /// How many objects stay where they are because nothing refers to them; the sweeper takes them.
        public var left = 0
    }

    /// Moves every object to the back end that new files go to. The service may run meanwhile: it looks in both places. Cut
    /// short at any moment, it goes on where it was when it is started again, because an object leaves its old place only
    /// when it was read in full from its new one.
    ///
    /// - Parameter tell: is given the number of objects and bytes moved so far, every now and then.
    public func move(to target: BackEnd, tell: (Int, Int64) -> Void) async throws -> Move {
        guard settings.store.backEnd == target else { throw MoveFault.notTheTarget(settings.store.backEnd) }
        guard let bucket = try settings.s3Store() else { throw MoveFault.noBucket }
        let local = try settings.localStore()
        let (from, into): (any EvidenceStore, any EvidenceStore) = target == .s3 ? (local, bucket) : (bucket, local)
        try await into.check()
        var move = Move()
        for try await entry in from.entries() {
            // What has no row belongs to nobody; what nothing refers to yet may be an upload under way.
            guard try await database.rows(of: [entry.digest])[entry.digest] != nil else {
                move.left += 1
                continue
            }
            guard try await copy(entry, from, into) else {
                move.damaged.append(entry.digest.hex)
                continue
            }
            try await leave(entry.digest, from, target)
            move.moved += 1
            move.bytes += entry.size
            if move.moved.isMultiple(of: 100) { tell(move.moved, move.bytes) }
        }
        return move
    }

    /// Copies an object and reads the copy; false when it is not what it was.
    private func copy(_ entry: StoreEntry, _ from: any EvidenceStore, _ into: any EvidenceStore) async throws -> Bool {
        if try await into.size(of: entry.digest) == entry.size,
            try await into.verify(entry.digest) == .ok(size: entry.size)
        {
            return true
        }
        let upload = try await into.begin()
        do {
            for try await buffer in try await from.open(entry.digest) { try await upload.write(buffer) }
            _ = try await upload.finish(expected: entry.digest)
        } catch EvidenceStoreError.digestMismatch, EvidenceStoreError.changed {
            await upload.abandon()
            return false
        } catch {
            await upload.abandon()
            throw error
        }
        return try await into.verify(entry.digest) == .ok(size: entry.size)
    }

    /// Takes an object away from its old place; whoever puts the same bytes at this moment waits.
    private func leave(_ digest: Digest, _ from: any EvidenceStore, _ target: BackEnd) async throws {
        try await database.transaction { connection in
            try await connection.execute(
                "update evidence_object set back_end = \(target) where digest = \(digest)")
            try await from.remove(digest)
        }
    }
}
