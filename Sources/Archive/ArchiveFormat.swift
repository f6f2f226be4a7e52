/// The forms in which many files travel as one.
public enum ArchiveFormat: String, Sendable, Hashable, CaseIterable {
    /// ZIP, with its 64-bit fields where an entry is larger than 4 GiB or there are more than 65,535 of them.
    case zip
    /// POSIX tar, with pax records only where they are needed.
    case tar

    /// As which it is sent.
    public var mediaType: String {
        switch self {
        case .zip: "application/zip"
        case .tar: "application/x-tar"
        }
    }
}
