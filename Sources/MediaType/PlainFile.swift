import Glibc

/// A plain file, open for reading, and closed with the last who holds it.
public struct PlainFile: ~Copyable {
    /// Open until this value is let go.
    public let descriptor: Int32
    /// In bytes, when it was opened.
    public let size: Int64

    /// Opens the file at `path`, which must not be a symbolic link; a named pipe put there keeps nobody waiting.
    /// - Throws: ``MediaTypeError/unreadable(_:)``.
    public init(at path: String) throws {
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw MediaTypeError.unreadable(errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            let code = status.st_mode == 0 ? errno : EINVAL
            close(descriptor)
            throw MediaTypeError.unreadable(code)
        }
        self.descriptor = descriptor
        size = Int64(status.st_size)
    }

    deinit { close(descriptor) }
}
