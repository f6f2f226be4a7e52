public import Foundation
public import Seal

/// Where the bytes of evidence are kept, each object under the SHA-256 of its content.
///
/// The same bytes are kept once, however often they are put. An object is either whole and durable or not there.
/// Every call may throw an ``EvidenceStoreError``. No call blocks a thread of the cooperative pool.
public protocol EvidenceStore: Sendable {
    /// Which kind of store takes new objects in.
    var backEnd: BackEnd { get }

    /// Throws where the store cannot take anything in at the moment. It answers soon, in either case.
    func check() async throws

    /// Opens an upload. Nothing of it can be read by ``open(_:range:)`` before it is finished.
    func begin() async throws -> any EvidenceUpload

    /// Puts the content of a finished local file in. The file stays, for the caller to remove; nobody may write to it
    /// any more, as a back end may keep the very file under a second name.
    ///
    /// - Parameters:
    ///   - expected: the digest it must have, if one is known.
    ///   - claim: called with digest and size once they are known and before anything is stored; what it throws ends it.
    /// - Throws: ``EvidenceStoreError/digestMismatch(expected:found:)``, ``EvidenceStoreError/full``.
    func put(
        fileAt path: String, expected: Digest?, claim: @Sendable (Digest, Int64) async throws -> Void
    ) async throws -> StoredObject

    /// The bytes of an object, or of one stretch of it, to be read as fast as they are taken.
    ///
    /// - Parameter range: zero-based offsets, cut to the object's size; nil for all of it.
    /// - Throws: ``EvidenceStoreError/missing(_:)``.
    func open(_ digest: Digest, range: Range<Int64>?) async throws -> EvidenceBytes

    /// The object's size in bytes; nil when it is not here.
    func size(of digest: Digest) async throws -> Int64?

    /// Reads the whole object again and compares it with its name.
    func verify(_ digest: Digest) async throws -> VerifyResult

    /// Takes the object away, durably; false when it was not here. Whoever reads it at that moment may finish.
    ///
    /// The caller sees to it that nothing refers to the object and nobody is putting it in again.
    @discardableResult
    func remove(_ digest: Digest) async throws -> Bool

    /// Every object that is here, in the order of their digests. What comes or goes meanwhile may be told or not.
    func entries() -> AsyncThrowingStream<StoreEntry, any Error>

    /// Removes what uploads left behind that ended without an end, in a process that was killed for instance.
    ///
    /// - Parameter moment: what began before is left behind where nothing better tells; the local disk knows by itself.
    /// - Returns: how many were removed.
    func sweepTemporary(before moment: Date) async throws -> Int

    /// A URL under which anybody can read an object for a while; nil where the store has no such thing.
    ///
    /// - Parameters:
    ///   - seconds: how long it works.
    ///   - type: the `Content-Type` it is answered with.
    ///   - disposition: the `Content-Disposition` it is answered with.
    func link(to digest: Digest, for seconds: Int, type: String, disposition: String) async throws -> String?
}

/// The kinds of store there are.
public enum BackEnd: String, Sendable, Hashable, CaseIterable {
    /// A folder on a local disk.
    case local
    /// A bucket of an S3 server.
    case s3
}

/// One object, as a walk through the store finds it.
public struct StoreEntry: Sendable, Hashable {
    /// The name the content goes by. It was not hashed again.
    public let digest: Digest
    /// The number of bytes.
    public let size: Int64
    /// When its bytes came to stand there.
    public let storedAt: Date

    /// An entry as a back end reports it.
    public init(digest: Digest, size: Int64, storedAt: Date) {
        self.digest = digest
        self.size = size
        self.storedAt = storedAt
    }
}

extension EvidenceStore {
    /// True when the object is here.
    public func contains(_ digest: Digest) async throws -> Bool {
        try await size(of: digest) != nil
    }

    /// Puts the content of a finished local file in. The file stays, for the caller to remove; nobody may write to it
    /// any more.
    public func put(fileAt path: String, expected: Digest?) async throws -> StoredObject {
        try await put(fileAt: path, expected: expected) { _, _ in }
    }

    /// No such URL.
    public func link(to digest: Digest, for seconds: Int, type: String, disposition: String) async throws -> String? {
        nil
    }

    /// The bytes of a whole object.
    public func open(_ digest: Digest) async throws -> EvidenceBytes {
        try await open(digest, range: nil)
    }
}

/// What a finished upload became.
public struct StoredObject: Sendable, Hashable {
    /// The name the content goes by.
    public let digest: Digest
    /// The number of bytes.
    public let size: Int64
    /// True when the same bytes were here already.
    public let existed: Bool

    /// A stored object as a back end reports it.
    public init(digest: Digest, size: Int64, existed: Bool) {
        self.digest = digest
        self.size = size
        self.existed = existed
    }
}

/// What reading an object again found.
public enum VerifyResult: Sendable, Hashable {
    /// The content is what its name says.
    case ok(size: Int64)
    /// There is no such object.
    case missing
    /// The content is not what its name says any more; it now has the digest `found`.
    case changed(found: Digest)
}
