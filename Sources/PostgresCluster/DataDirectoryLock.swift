import Foundation

/// Holds a data directory for this process: a `flock` on the file `lock` in it, kept as long as this value lives.
///
/// The kernel lets go of it when the process ends, however it ends, so nothing stale can be left behind. The file
/// also carries the holder's process id, for the message that the next one prints.
public final class DataDirectoryLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock without waiting. The directory must exist. Throws ``ClusterError/inUse(dataDirectory:processID:)``
    /// when another process, or another lock in this one, has it.
    public init(dataDirectory: String) throws(ClusterError) {
        let path = dataDirectory + "/lock"
        // Not inherited (O_CLOEXEC): a PostgreSQL that outlives us must not keep the directory locked.
        let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard opened >= 0 else { throw .file(path: path, doing: "Opening the lock file", errorNumber: errno) }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            close(opened)
            guard number == EWOULDBLOCK else { throw .file(path: path, doing: "Locking", errorNumber: number) }
            let holder = text(of: path).flatMap { Int32($0.prefix { $0 != "\n" }) }
            throw .inUse(dataDirectory: dataDirectory, processID: holder)
        }
        ftruncate(opened, 0)
        let line = Array("\(getpid())\n".utf8)
        _ = line.withUnsafeBytes { write(opened, $0.baseAddress, $0.count) }
        descriptor = opened
    }

    deinit {
        // Said aloud, not left to close: a child between fork and exec still has a copy of the descriptor.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
