import CLibArchive

/// Writes an archive a piece at a time: what goes in comes out again, packed, and is taken away between pieces. It holds no
/// more than the piece at hand and, of a ZIP file, some hundred bytes for each entry.
///
/// Not `Sendable`: it belongs to whoever reads the archive. Every call works at once on memory and never waits.
public final class ArchiveWriter {
    private let format: ArchiveFormat
    private let archive: OpaquePointer
    private let entry: OpaquePointer
    private let outlet = Outlet()
    private var current: (path: String, announced: Int64, written: Int64)?

    /// What libarchive wrote and nobody has taken yet. It is handed to C, so that it is an object with an address.
    private final class Outlet {
        var bytes: [UInt8] = []
    }

    /// Begins an archive without entries.
    /// - Throws: ``ArchiveError/libarchive(_:)``
    public init(_ format: ArchiveFormat) throws(ArchiveError) {
        guard let archive = archive_write_new() else { throw .libarchive("there is no memory") }
        guard let entry = archive_entry_new() else {
            archive_write_free(archive)
            throw .libarchive("there is no memory")
        }
        (self.format, self.archive, self.entry) = (format, archive, entry)
        switch format {
        case .zip: try check(archive_write_set_format_zip(archive))
        case .tar: try check(archive_write_set_format_pax_restricted(archive))
        }
        try check(archive_write_set_bytes_per_block(archive, 65_536))
        try check(archive_write_set_bytes_in_last_block(archive, 1))
        let context = Unmanaged.passUnretained(outlet).toOpaque()
        try check(
            archive_write_open(
                archive, context, nil,
                { _, context, bytes, count in
                    guard let context, let bytes else { return -1 }
                    let outlet = Unmanaged<Outlet>.fromOpaque(context).takeUnretainedValue()
                    outlet.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
                    return count
                }, nil))
    }

    deinit {
        // Freeing closes, and closing writes to the outlet, which is still here.
        archive_entry_free(entry)
        archive_write_free(archive)
    }

    /// Begins an entry; the one before has to be whole.
    ///
    /// - Parameters:
    ///   - path: plain ASCII, parts between slashes.
    ///   - size: the number of bytes that will be written, exactly.
    ///   - modifiedAt: seconds since 1970 in UTC.
    ///   - isCompressed: whether packing it again would be in vain, as of a photo or a film.
    /// - Throws: ``ArchiveError``
    public func begin(_ path: String, size: Int64, modifiedAt: Int64, isCompressed: Bool) throws(ArchiveError) {
        try finishEntry()
        guard Self.isSafe(path) else { throw .unsafePath(path) }
        if format == .zip {
            try check(
                isCompressed
                    ? archive_write_zip_set_compression_store(archive)
                    : archive_write_zip_set_compression_deflate(archive))
        }
        archive_entry_clear(entry)
        archive_entry_set_pathname(entry, path)
        archive_entry_set_size(entry, size)
        archive_entry_set_filetype(entry, 0o100000)
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_mtime(entry, .init(modifiedAt), 0)
        try check(archive_write_header(archive, entry))
        current = (path, size, 0)
    }

    /// Writes the next bytes of the entry that was begun.
    /// - Throws: ``ArchiveError/wrongSize(path:announced:found:)`` when they are more than were announced.
    public func write(_ bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
        guard var entry = current else { throw .libarchive("no entry was begun") }
        entry.written += Int64(bytes.count)
        guard entry.written <= entry.announced else {
            throw .wrongSize(path: entry.path, announced: entry.announced, found: entry.written)
        }
        current = entry
        guard !bytes.isEmpty else { return }
        guard archive_write_data(archive, bytes.baseAddress, bytes.count) == bytes.count else { throw fault }
    }

    /// Ends the archive. What is still to be taken is the rest of it.
    public func finish() throws(ArchiveError) {
        try finishEntry()
        try check(archive_write_close(archive))
    }

    /// What came out since it was last asked; it may be nothing.
    public func take() -> [UInt8] {
        defer { outlet.bytes = [] }
        return outlet.bytes
    }

    private func finishEntry() throws(ArchiveError) {
        guard let entry = current else { return }
        guard entry.written == entry.announced else {
            throw .wrongSize(path: entry.path, announced: entry.announced, found: entry.written)
        }
        try check(archive_write_finish_entry(archive))
        current = nil
    }

    private func check(_ code: Int32) throws(ArchiveError) {
        guard code == ARCHIVE_OK else { throw fault }
    }

    private var fault: ArchiveError {
        .libarchive(archive_error_string(archive).map { String(cString: $0) } ?? "no reason given")
    }

    private static func isSafe(_ path: String) -> Bool {
        path.utf8.allSatisfy { (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
            && path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
                !["", ".", ".."].contains($0)
            }
    }
}
