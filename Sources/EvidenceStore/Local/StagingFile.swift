import Glibc
import NIOCore
import Seal

/// The temporary file of one upload, with the digest of what was written to it. It blocks.
///
/// The lock it holds tells every other process that its writer lives. Let go, it takes the file with it.
///
/// `@unchecked Sendable`: its upload hands it to one job on the thread pool at a time, and starts the next only after
/// the one before has been awaited.
final class StagingFile: @unchecked Sendable {
    let name: String
    let folder: Folder
    private let file: OpenFile
    private(set) var digest = StreamingDigest()
    private(set) var size: Int64 = 0
    private var isGone = false

    private init(named name: String, in folder: Folder, file: OpenFile) {
        self.name = name
        self.folder = folder
        self.file = file
    }

    /// Makes an empty file in `folder` under a name nobody can guess.
    static func make(in folder: Folder) throws -> StagingFile {
        while true {
            let name = Digest.of(RandomBytes.next(32)).hex + ".part"
            let file = try folder.file(creating: name)
            // A sweep may have found the file before it was locked; then it is gone, and another is made.
            if file.lock(), try folder.status(of: name) != nil {
                return StagingFile(named: name, in: folder, file: file)
            }
        }
    }

    /// The finished file `source`, which stands at `path`, under a second name in `folder`; nil where the file system
    /// cannot link it. Its bytes are still to be counted in.
    static func link(to source: OpenFile, at path: String, in folder: Folder) throws -> StagingFile? {
        // A sweep passes the new name over while the file is locked; whoever else holds the lock is as good.
        _ = source.lock()
        let name = Digest.of(RandomBytes.next(32)).hex + ".part"
        guard linkat(AT_FDCWD, path, folder.descriptor, name, 0) == 0 else {
            switch errno {
            case EXDEV, EPERM, EMLINK, EACCES: return nil
            default: throw EvidenceStoreError.last("linkat")
            }
        }
        let linked = StagingFile(named: name, in: folder, file: source)
        // Between opening and linking, the path may have come to mean another file.
        guard let status = try folder.status(of: name), try source.isFile(status) else {
            throw EvidenceStoreError.notItsOwn
        }
        guard fchmod(source.descriptor, 0o600) == 0 else { throw EvidenceStoreError.last("fchmod") }
        return linked
    }

    deinit { discard() }

    /// Writes and hashes the bytes of `buffers`, each while it is still in the processor's cache.
    func append(_ buffers: [ByteBuffer]) throws {
        for buffer in buffers {
            try buffer.withUnsafeReadableBytes { bytes in
                try write(bytes)
                digest.update(bytes)
            }
        }
    }

    /// Hashes a piece of what stands in the file already; the pieces come in order.
    func count(_ piece: ByteBuffer) {
        piece.withUnsafeReadableBytes { digest.update($0) }
        size += Int64(piece.readableBytes)
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let start = rest.baseAddress, !rest.isEmpty {
            let count = Glibc.write(file.descriptor, start, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw EvidenceStoreError.last("write") }
            size += Int64(count)
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }

    /// At most `count` bytes of the content from `offset` on; fewer only at its end.
    func read(_ count: Int, at offset: Int64) throws -> ByteBuffer { try file.read(count, at: offset) }

    /// Makes the content durable.
    func sync() throws {
        guard fsync(file.descriptor) == 0 else { throw EvidenceStoreError.last("fsync") }
    }

    /// Gives the content the name `name` in `target` as well; false when that name is taken.
    func link(into target: Folder, as name: String) throws -> Bool {
        if linkat(folder.descriptor, self.name, target.descriptor, name, 0) == 0 { return true }
        guard errno == EEXIST else { throw EvidenceStoreError.last("linkat") }
        return false
    }

    /// Gives the content the name `name` in `target`, in place of whatever had it.
    func replace(_ name: String, in target: Folder) throws {
        guard renameat(folder.descriptor, self.name, target.descriptor, name) == 0 else {
            throw EvidenceStoreError.last("renameat")
        }
        isGone = true
    }

    /// Takes the temporary name away.
    func discard() {
        guard !isGone else { return }
        isGone = true
        unlinkat(folder.descriptor, name, 0)
    }
}
