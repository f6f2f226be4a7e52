import CLibArchive

/// Reads a ZIP file, or a tar file that may be packed by gzip, entry by entry.
///
/// libarchive is C and archives come from strangers: it is used in `prior-sandbox` only, where a fault in it reaches
/// nothing. Every call blocks.
public final class ArchiveReader {
    /// One entry, as the archive names it. Nothing of it is checked.
    public struct Entry: Sendable, Hashable {
        /// What an entry can be.
        public enum Kind: String, Sendable {
            case file = "f"
            case folder = "d"
            /// A symbolic or a hard link.
            case link = "l"
            /// A device, a pipe, a socket.
            case other = "x"
        }

        /// The bytes of its path.
        public var path: [UInt8]
        /// What it says that it is.
        public var kind: Kind
    }

    private let archive: OpaquePointer

    /// Opens the archive behind a descriptor of a plain file.
    /// - Throws: ``ArchiveError/libarchive(_:)`` where it is no archive of a kind that is read.
    public init(descriptor: Int32) throws(ArchiveError) {
        guard let archive = archive_read_new() else { throw .libarchive("there is no memory") }
        self.archive = archive
        // A ZIP file is read by the directory at its end alone: what stands before each entry could say otherwise.
        archive_read_support_format_zip_seekable(archive)
        archive_read_support_format_tar(archive)
        archive_read_support_filter_gzip(archive)
        guard archive_read_open_fd(archive, descriptor, 65_536) == ARCHIVE_OK else { throw fault }
    }

    deinit { archive_read_free(archive) }

    /// The next entry; nil after the last.
    /// - Throws: ``ArchiveError/libarchive(_:)`` where the archive is broken at this point.
    public func next() throws(ArchiveError) -> Entry? {
        var entry: OpaquePointer?
        let code = archive_read_next_header(archive, &entry)
        if code == ARCHIVE_EOF { return nil }
        guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let entry else { throw fault }
        let name = archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry)
        guard let name else { throw .libarchive("an entry has no name that can be read") }
        let path = String(cString: name)
        let isLink = archive_entry_hardlink(entry) != nil || archive_entry_symlink(entry) != nil
        let kind: Entry.Kind =
            switch (isLink, archive_entry_filetype(entry)) {
            case (true, _): .link
            case (_, 0o100000): .file
            case (_, 0o040000): .folder
            case (_, 0o120000): .link
            default: .other
            }
        return Entry(path: Array(path.utf8), kind: kind)
    }

    /// The next bytes of the entry; 0 after the last.
    ///
    /// Bytes whose checksum in the archive does not fit are given all the same: whoever knows their digest will tell.
    /// - Throws: ``ArchiveError/libarchive(_:)`` where they cannot be unpacked.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        if count == Int(ARCHIVE_WARN) { return 0 }
        guard count >= 0 else { throw fault }
        return count
    }

    private var fault: ArchiveError {
        .libarchive(archive_error_string(archive).map { String(cString: $0) } ?? "no reason given")
    }
}
