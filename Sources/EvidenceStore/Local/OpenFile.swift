import Glibc
import NIOCore

/// An open plain file, closed when it is let go.
final class OpenFile: Sendable {
    let descriptor: Int32
    /// Its size when it was opened.
    let size: Int64

    /// Takes `descriptor` over.
    init(descriptor: Int32) throws {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = EvidenceStoreError.last("fstat")
            close(descriptor)
            throw error
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw EvidenceStoreError.notItsOwn
        }
        self.descriptor = descriptor
        size = Int64(status.st_size)
    }

    /// Opens the plain file at `path` for reading; a link in its last place is not followed.
    static func at(_ path: String) throws -> OpenFile {
        let descriptor = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw EvidenceStoreError.last("open") }
        return try OpenFile(descriptor: descriptor)
    }

    deinit { close(descriptor) }

    /// True when `other` tells of this file.
    func isFile(_ other: stat) throws -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw EvidenceStoreError.last("fstat") }
        return status.st_dev == other.st_dev && status.st_ino == other.st_ino
    }

    /// At most `count` bytes from `offset` on; fewer only at the end of the file.
    func read(_ count: Int, at offset: Int64) throws -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        while buffer.readableBytes < count {
            let wanted = count - buffer.readableBytes
            let position = offset + Int64(buffer.readableBytes)
            let got = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { space in
                let got = pread(descriptor, space.baseAddress, wanted, off_t(position))
                guard got >= 0 else { throw EvidenceStoreError.last("pread") }
                return got
            }
            if got == 0 { break }
        }
        return buffer
    }

    /// Takes the only lock on the file; false when another process, or another descriptor, has it. The kernel gives
    /// it back when the descriptor is closed, also by a kill.
    func lock() -> Bool {
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }
}
