public import NIOCore
public import Seal

/// One object on its way in: written piece by piece, looked at, then finished or abandoned.
///
/// It belongs to one task; it is not `Sendable`, so that two can never write to it at once. One that is let go
/// unfinished leaves nothing behind.
public protocol EvidenceUpload: AnyObject {
    /// The bytes taken in so far.
    var received: Int { get }

    /// Takes `buffer` in. It returns at once while earlier bytes are being hashed and written, and waits when too many
    /// are on their way: memory stays bounded however slow the disk and however fast the sender.
    ///
    /// - Throws: ``EvidenceStoreError/full`` and others, possibly about an earlier piece.
    func write(_ buffer: ByteBuffer) async throws

    /// Brings everything taken in so far to a file, for whoever must see the whole content before it is accepted.
    ///
    /// The file is there until the upload is finished, abandoned or let go. More may be written afterwards.
    func staged() async throws -> StagedEvidence

    /// Makes the object durable under its digest and ends the upload.
    ///
    /// When it throws, nothing was stored and the upload has ended.
    ///
    /// - Parameter expected: the digest the sender announced, if any.
    /// - Throws: ``EvidenceStoreError/digestMismatch(expected:found:)``, ``EvidenceStoreError/full``.
    func finish(expected: Digest?) async throws -> StoredObject

    /// Ends the upload and leaves nothing behind. Harmless when it has ended already.
    func abandon() async
}

extension EvidenceUpload {
    /// Makes the object durable under its digest and ends the upload.
    public func finish() async throws -> StoredObject {
        try await finish(expected: nil)
    }
}

/// The content of an upload that is not yet accepted.
public struct StagedEvidence: Sendable, Hashable {
    /// The absolute path of a file that holds exactly what was taken in. It is read only, never moved or changed.
    public let path: String
    /// The number of bytes in it.
    public let size: Int64
    /// The digest of them.
    public let digest: Digest

    /// Staged content as a back end reports it.
    public init(path: String, size: Int64, digest: Digest) {
        self.path = path
        self.size = size
        self.digest = digest
    }
}
