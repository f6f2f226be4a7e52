import Glibc

/// What the kernel says of a file (stat(2)). The C type itself is kept within this target: beside Foundation, which module
/// `stat` belongs to differs between a debug and a static release build.
public struct FileStatus: Sendable, Hashable {
    /// Whether it is a plain file: no folder, link, pipe or device.
    public let isPlain: Bool
    /// In bytes.
    public let size: Int64
    /// How many names it has.
    public let links: Int

    /// Of an open file.
    /// - Throws: ``EvidenceStoreError/system(operation:code:)``.
    public init(of descriptor: Int32) throws {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw EvidenceStoreError.last("fstat") }
        self.init(status)
    }

    /// Of `name` in the open folder `folder`, a link not followed; nil when there is nothing.
    public static func of(_ name: String, in folder: Int32) throws -> FileStatus? {
        var status = stat()
        if fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 { return FileStatus(status) }
        guard errno == ENOENT else { throw EvidenceStoreError.last("fstatat") }
        return nil
    }

    private init(_ status: stat) {
        isPlain = status.st_mode & S_IFMT == S_IFREG
        size = Int64(status.st_size)
        links = Int(status.st_nlink)
    }
}
