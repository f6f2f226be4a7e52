import EvidenceStore
import Foundation
import NIOCore
import Postgres
import Seal

/// The evidence store of the service: every object has its row before it is there, so that the sweeper knows of every
/// upload under way in every process, and nobody clears away what somebody else is just putting in again.
struct KeptStore: EvidenceStore {
    let store: any EvidenceStore
    let database: Database
    let world: World

    var backEnd: BackEnd { store.backEnd }

    func check() async throws { try await store.check() }

    func begin() async throws -> any EvidenceUpload {
        KeptUpload(try await store.begin()) { try await claim($0, $1) }
    }

    func put(
        fileAt path: String, expected: Digest?, claim: @Sendable (Digest, Int64) async throws -> Void
    ) async throws -> StoredObject {
        try await store.put(fileAt: path, expected: expected) { digest, size in
            try await claim(digest, size)
            try await self.claim(digest, size)
        }
    }

    func open(_ digest: Digest, range: Range<Int64>?) async throws -> EvidenceBytes {
        try await store.open(digest, range: range)
    }

    func size(of digest: Digest) async throws -> Int64? { try await store.size(of: digest) }
    func verify(_ digest: Digest) async throws -> VerifyResult { try await store.verify(digest) }
    func remove(_ digest: Digest) async throws -> Bool { try await store.remove(digest) }
    func entries() -> AsyncThrowingStream<StoreEntry, any Error> { store.entries() }
    func sweepTemporary(before moment: Date) async throws -> Int { try await store.sweepTemporary(before: moment) }

    func link(to digest: Digest, for seconds: Int, type: String, disposition: String) async throws -> String? {
        try await store.link(to: digest, for: seconds, type: type, disposition: disposition)
    }

    private func claim(_ digest: Digest, _ size: Int64) async throws {
        try await database.claim(digest, size: size, in: backEnd, at: world.now())
    }
}

/// An upload whose object gets its row before it is stored.
private final class KeptUpload: EvidenceUpload {
    private let upload: any EvidenceUpload
    private let claim: (Digest, Int64) async throws -> Void

    init(_ upload: any EvidenceUpload, claim: @escaping (Digest, Int64) async throws -> Void) {
        self.upload = upload
        self.claim = claim
    }

    var received: Int { upload.received }
    func write(_ buffer: ByteBuffer) async throws { try await upload.write(buffer) }
    func staged() async throws -> StagedEvidence { try await upload.staged() }
    func abandon() async { await upload.abandon() }

    func finish(expected: Digest?) async throws -> StoredObject {
        do {
            let staged = try await upload.staged()
            // What is not as announced gets no row; finishing says so.
            if expected ?? staged.digest == staged.digest { try await claim(staged.digest, staged.size) }
        } catch {
            await upload.abandon()
            throw error
        }
        return try await upload.finish(expected: expected)
    }
}
