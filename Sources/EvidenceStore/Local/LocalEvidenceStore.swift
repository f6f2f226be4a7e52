public import Foundation
import NIOCore
public import NIOPosix
public import Seal

/// Evidence on a local disk.
///
///     DIRECTORY/objects/ab/cd/abcd…   one file (0600) for each object, named by its digest
///     DIRECTORY/tmp/….part            uploads under way
///
/// An upload is written to `tmp`, synced, linked to its name and the folders synced, in that order: an object that can
/// be seen is whole, and one that was acknowledged survives a crash. What a killed process left in `tmp` is swept by
/// the next that starts. Several processes may share a directory.
public final class LocalEvidenceStore: EvidenceStore {
    /// The number of abandoned temporary files that were swept when the store was opened.
    public let sweptAtStart: Int

    /// A local disk.
    public let backEnd = BackEnd.local
    private let objects: ObjectFolders
    private let staging: Staging
    private var threads: NIOThreadPool { staging.threads }

    /// Opens the store in `directory`, made where it is not there, and sweeps what earlier processes left. It blocks
    /// for as long as that takes: open it once, at the start.
    ///
    /// - Parameter threads: where it hashes, reads and writes; it must be running for as long as the store is used.
    /// - Throws: ``EvidenceStoreError``.
    public init(directory: String, threads: NIOThreadPool = .singleton) throws {
        let root = try Folder.at(directory)
        objects = ObjectFolders(root: try root.folder(making: "objects"))
        staging = try Staging(in: root, at: directory, threads: threads)
        try root.sync()
        sweptAtStart = try staging.sweep()
    }

    /// Throws where nothing can be written.
    public func check() async throws { _ = try await staging.file() }

    /// Removes the temporary files that no living upload holds; the locks tell, and not the time.
    public func sweepTemporary(before moment: Date) async throws -> Int {
        let staging = staging
        return try await threads.runIfActive { try staging.sweep() }
    }

    /// Opens an upload.
    public func begin() async throws -> any EvidenceUpload {
        let (objects, threads) = (objects, threads)
        return StagedUpload(in: staging, file: try await staging.file()) { file, digest in
            try await threads.runIfActive { try objects.keep(file, as: digest) }
        }
    }

    /// Takes over a finished local file. On the same file system it is linked, not copied: nobody may write to it later.
    public func put(
        fileAt path: String, expected: Digest?, claim: @Sendable (Digest, Int64) async throws -> Void
    ) async throws -> StoredObject {
        let objects = objects
        let file = try await staging.file(from: path)
        let digest = file.digest.finish()
        if let expected, expected != digest {
            throw EvidenceStoreError.digestMismatch(expected: expected, found: digest)
        }
        try await claim(digest, file.size)
        return try await threads.runIfActive { try objects.keep(file, as: digest) }
    }

    /// The bytes of an object, or of one stretch of it.
    public func open(_ digest: Digest, range: Range<Int64>?) async throws -> EvidenceBytes {
        let (objects, threads) = (objects, threads)
        let file = try await threads.runIfActive { try objects.open(digest) }
        return EvidenceBytes(size: file.size, range: range) { offset, count in
            try await threads.runIfActive {
                let buffer = try file.read(count, at: offset)
                guard buffer.readableBytes == count else { throw EvidenceStoreError.changed(digest) }
                return buffer
            }
        }
    }

    /// The object's size in bytes; nil when it is not here.
    public func size(of digest: Digest) async throws -> Int64? {
        let objects = objects
        return try await threads.runIfActive {
            do {
                return try objects.open(digest).size
            } catch EvidenceStoreError.missing {
                return nil
            }
        }
    }

    /// Reads the whole object again and compares it with its name.
    public func verify(_ digest: Digest) async throws -> VerifyResult {
        let (objects, threads) = (objects, threads)
        do {
            let file = try await threads.runIfActive { try objects.open(digest) }
            var hash = StreamingDigest()
            for offset in stride(from: 0, to: file.size, by: 1 << 20) {
                // One short job for each piece, so that a long object does not keep a thread from others.
                hash = try await threads.runIfActive { [hash] in
                    var hash = hash
                    try file.read(1 << 20, at: offset).withUnsafeReadableBytes { hash.update($0) }
                    return hash
                }
            }
            let found = hash.finish()
            return found == digest ? .ok(size: file.size) : .changed(found: found)
        } catch EvidenceStoreError.missing {
            return .missing
        }
    }

    /// Takes the object away; false when it was not here.
    @discardableResult
    public func remove(_ digest: Digest) async throws -> Bool {
        let objects = objects
        return try await threads.runIfActive { try objects.remove(digest) }
    }

    /// Every object that is here, in the order of their digests.
    public func entries() -> AsyncThrowingStream<StoreEntry, any Error> {
        let walk = ObjectWalk(over: objects, on: threads)
        return AsyncThrowingStream { try await walk.next() }
    }
}
