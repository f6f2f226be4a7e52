/// What an archive does not allow.
public enum ArchiveError: Error, Sendable, Hashable, CustomStringConvertible {
    /// libarchive refused; in its words.
    case libarchive(String)
    /// A path in an archive that is being written is not plain ASCII, or is absolute, or leads out of it.
    case unsafePath(String)
    /// The content of the entry has another length than was announced, in bytes.
    case wrongSize(path: String, announced: Int64, found: Int64)

    /// For a log line.
    public var description: String {
        switch self {
        case .libarchive(let words): "libarchive: \(words)"
        case .unsafePath(let path): "the path \(path) has no place in an archive"
        case .wrongSize(let path, let announced, let found): "\(path) has \(found) bytes and not \(announced)"
        }
    }
}
