import NIOCore
import NIOPosix
import Seal
import Synchronization

/// An upload that is gathered in a file of ``Staging`` and, once it is whole, handed to a back end.
///
/// Bytes gather in a batch while the batch before is hashed and written on a thread of the pool; there are never more
/// than the two.
final class StagedUpload: EvidenceUpload {
    private(set) var received = 0
    private let staging: Staging
    private let keep: @Sendable (StagingFile, Digest) async throws -> StoredObject
    private var file: StagingFile?
    private var batch: [ByteBuffer] = []
    private var batchMemory = 0
    private var writing: Task<Void, any Error>?

    /// - Parameter keep: makes the content of the file durable under its digest, and ends its temporary name.
    init(
        in staging: Staging, file: StagingFile,
        keep: @escaping @Sendable (StagingFile, Digest) async throws -> StoredObject
    ) {
        self.staging = staging
        self.file = file
        self.keep = keep
        staging.uploads.add(1, ordering: .relaxed)
    }

    deinit {
        staging.uploads.subtract(1, ordering: .relaxed)
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
        if batchMemory >= staging.batchLimit { try await startWriting() }
    }

    func staged() async throws -> StagedEvidence {
        let file = try await settled()
        return StagedEvidence(
            path: staging.path + file.name, size: file.size, digest: file.digest.finish())
    }

    func finish(expected: Digest?) async throws -> StoredObject {
        do {
            let file = try await settled()
            let digest = file.digest.finish()
            if let expected, expected != digest {
                throw EvidenceStoreError.digestMismatch(expected: expected, found: digest)
            }
            let stored = try await keep(file, digest)
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
        try? await staging.threads.runIfActive { file.discard() }
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
        let threads = staging.threads
        writing = Task { try await threads.runIfActive { try file.append(full) } }
    }
}
