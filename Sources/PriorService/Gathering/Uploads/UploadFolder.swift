import Assessment
import EvidenceStore
import Foundation
import Glibc
import NIOCore
import NIOPosix

/// The folder of files on their way in, `uploads` in the data directory: one plain file (0600) for each upload, named by
/// its id. Its length is how far the upload is.
final class UploadFolder: Sendable {
    let path: String
    let threads: NIOThreadPool
    private let descriptor: Int32

    /// Opens the folder, made (0700) where it is not there.
    init(_ path: String, threads: NIOThreadPool = .singleton) throws {
        if mkdir(path, 0o700) != 0, errno != EEXIST { throw EvidenceStoreError.ofLast("mkdir") }
        descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw EvidenceStoreError.ofLast("open") }
        self.path = path
        self.threads = threads
    }

    deinit { close(descriptor) }

    /// Opens the upload's file, made where it is not there, for whoever alone may write to it.
    /// - Returns: nil while another process has it.
    func open(_ id: ID<Upload>) async throws -> UploadFile? {
        try await threads.runIfActive { [self] in
            let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK
            let file = openat(descriptor, id.description, flags, mode_t(0o600))
            guard file >= 0 else { throw EvidenceStoreError.ofLast("openat") }
            let opened = UploadFile(descriptor: file, path: path + "/" + id.description, threads: threads)
            let status = try opened.status()
            guard status.isPlain else { throw EvidenceStoreError.notItsOwn }
            // The kernel gives the lock back when the descriptor is closed, also by a kill.
            guard flock(file, LOCK_EX | LOCK_NB) == 0 else { return nil }
            // Its name must last as long as the bytes that are acknowledged.
            if status.size == 0, fsync(descriptor) != 0 { throw EvidenceStoreError.ofLast("fsync") }
            return opened
        }
    }

    /// How many bytes of an upload are here.
    func size(of id: ID<Upload>) async throws -> Int64 {
        try await threads.runIfActive { [self] in
            try FileStatus.of(id.description, in: descriptor)?.size ?? 0
        }
    }

    /// Takes an upload's file away, where it is there.
    func remove(_ ids: [ID<Upload>]) async throws {
        try await threads.runIfActive { [self] in
            for id in ids where unlinkat(descriptor, id.description, 0) != 0 && errno != ENOENT {
                throw EvidenceStoreError.ofLast("unlinkat")
            }
        }
    }

    /// The uploads that have a file.
    func all() async throws -> [ID<Upload>] {
        try await threads.runIfActive { [self] in
            let names: [String]
            do {
                names = try FileManager.default.contentsOfDirectory(atPath: path)
            } catch {
                throw EvidenceStoreError.system(operation: "readdir", code: EIO)
            }
            return names.compactMap { ID<Upload>($0) }.sorted()
        }
    }
}

/// The open file of an upload, locked against other processes until it is let go.
final class UploadFile: Sendable {
    let path: String
    private let descriptor: Int32
    private let threads: NIOThreadPool

    fileprivate init(descriptor: Int32, path: String, threads: NIOThreadPool) {
        self.descriptor = descriptor
        self.path = path
        self.threads = threads
    }

    deinit { close(descriptor) }

    /// In bytes.
    func size() throws -> Int64 { try status().size }

    /// Writes all of `buffer` at `offset`.
    func write(_ buffer: ByteBuffer, at offset: Int64) async throws {
        try await threads.runIfActive { [self] in
            try buffer.withUnsafeReadableBytes { bytes in
                var (rest, position) = (bytes, offset)
                while let start = rest.baseAddress, !rest.isEmpty {
                    let count = pwrite(descriptor, start, rest.count, off_t(position))
                    if count < 0, errno == EINTR { continue }
                    guard count >= 0 else { throw EvidenceStoreError.ofLast("pwrite") }
                    position += Int64(count)
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                }
            }
        }
    }

    /// Makes what was written durable.
    func sync() async throws {
        try await threads.runIfActive { [self] in
            guard fdatasync(descriptor) == 0 else { throw EvidenceStoreError.ofLast("fdatasync") }
        }
    }

    /// Takes the bytes from `size` on away, durably.
    func cut(to size: Int64) async throws {
        try await threads.runIfActive { [self] in
            // One that the store has linked is an object of the store and never changes again.
            guard try status().links <= 1 else { throw EvidenceStoreError.notItsOwn }
            guard ftruncate(descriptor, off_t(size)) == 0 else { throw EvidenceStoreError.ofLast("ftruncate") }
            guard fdatasync(descriptor) == 0 else { throw EvidenceStoreError.ofLast("fdatasync") }
        }
    }

    /// Appends the whole of another upload's file.
    func append(_ other: UploadFile) async throws {
        let (from, whole) = (try size(), try other.size())
        for offset in stride(from: Int64(0), to: whole, by: 1 << 20) {
            let piece = try await other.read(Int(min(1 << 20, whole - offset)), at: offset)
            try await write(piece, at: from + offset)
        }
    }

    private func read(_ count: Int, at offset: Int64) async throws -> ByteBuffer {
        try await threads.runIfActive { [self] in
            var buffer = ByteBuffer()
            while buffer.readableBytes < count {
                let position = off_t(offset) + off_t(buffer.readableBytes)
                let wanted = count - buffer.readableBytes
                let got = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { space in
                    let got = pread(descriptor, space.baseAddress, wanted, position)
                    guard got > 0 else { throw EvidenceStoreError.ofLast("pread") }
                    return got
                }
                if got == 0 { break }
            }
            return buffer
        }
    }

    fileprivate func status() throws -> FileStatus { try FileStatus(of: descriptor) }
}

extension EvidenceStoreError {
    /// The error that the system call `operation` just left in `errno`.
    fileprivate static func ofLast(_ operation: String) -> EvidenceStoreError {
        switch errno {
        case ENOSPC, EDQUOT, EFBIG: .full
        case ELOOP, ENOTDIR: .notItsOwn
        case let code: .system(operation: operation, code: code)
        }
    }
}
