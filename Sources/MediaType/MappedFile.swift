import Glibc

/// A whole plain file, mapped to memory for reading.
final class MappedFile {
    let bytes: UnsafeRawBufferPointer

    /// Maps the file at `path`, which must not be a symbolic link unless that is said.
    convenience init(path: String, isLink: Bool = false) throws {
        let descriptor = open(path, O_RDONLY | (isLink ? 0 : O_NOFOLLOW) | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw MediaTypeError.unreadable(errno) }
        defer { close(descriptor) }
        try self.init(descriptor: descriptor)
    }

    /// Maps the open file `descriptor`.
    init(descriptor: Int32) throws {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw MediaTypeError.unreadable(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw MediaTypeError.unreadable(EINVAL) }
        let size = Int(status.st_size)
        guard size > 0 else {
            bytes = UnsafeRawBufferPointer(start: nil, count: 0)
            return
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw MediaTypeError.unreadable(errno)
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
    }
}
