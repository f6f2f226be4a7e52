import NIOCore
import NIOPosix
import Seal
import Synchronization

/// An upload to ``LocalEvidenceStore``.
///
/// Bytes gather in a batch while the batch before is hashed and written on a thread of the pool; there are never more
/// than the two.
final class LocalUpload: EvidenceUpload {
    private(set) var received = 0
    private let store: LocalEvidenceStore
    private var file: StagingFile?
    private var batch: [ByteBuffer] = []
    private var batchMemory = 0
    private var writing: Task<Void, any Error>?

    init(to store: LocalEvidenceStore, file: StagingFile) {
        self.store = store
        self.file = file
        store.uploads.add(1, ordering: .relaxed)
    }

    deinit {
        store.uploads.subtract(1, ordering: .relaxed)
        // A batch may still be on its way into the file; it loses only its name.
        file?.discard()
    }

    func write(_ buffer: ByteBuffer) async throws {
        guard file != nil else { throw EvidenceStoreError.ended }
        guard buffer.readableBytes > 0 else { return }
        received += buffer.readableBytes
        batch.append(buffer)
        // A small slice keeps the whole of its storage alive, so that is what counts.
        batchMemory += buffer.storageCapacity
        if batchMemory >= store.batchLimit { try await startWriting() }
    }

    func staged() async throws -> StagedEvidence {
        let file = try await settled()
        return StagedEvidence(
            path: store.temporaryPath + file.name, size: file.size, digest: file.digest.finish())
    }

    func finish(expected: Digest?) async throws -> StoredObject {
        do {
            let file = try await settled()
            let digest = file.digest.finish()
            if let expected, expected != digest {
                throw EvidenceStoreError.digestMismatch(expected: expected, found: digest)
            }
            let objects = store.objects
            let stored = try await store.threads.runIfActive { try objects.keep(file, as: digest) }
            self.file = nil
            return stored
        } catch {
            await abandon()
            throw error
        }
    }

    func abandon() async {
        guard let file else { return }
        self.file = nil
        batch = []
        _ = await writing?.result
        writing = nil
        try? await store.threads.runIfActive { file.discard() }
    }

    /// The file, once everything taken in is in it.
    private func settled() async throws -> StagingFile {
        try await startWriting()
        try await writing?.value
        writing = nil
        guard let file else { throw EvidenceStoreError.ended }
        return file
    }

    private func startWriting() async throws {
        guard let file else { throw EvidenceStoreError.ended }
        // A failed write stays here, so that every later call fails like it.
        try await writing?.value
        guard !batch.isEmpty else { return }
        let full = batch
        batch = []
        batchMemory = 0
        let threads = store.threads
        writing = Task { try await threads.runIfActive { try file.append(full) } }
    }
}
