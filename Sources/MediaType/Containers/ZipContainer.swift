/// Zip archives that are documents: OOXML, OpenDocument and EPUB, by the names in the central directory
/// (PKWARE APPNOTE 4.3.12 and 4.3.16), in whatever order a producer wrote them.
enum ZipContainer {
    static func settle(_ magic: MediaType, _ bytes: Bytes) -> Containers.Settled {
        guard let end = endOfDirectory(bytes) else {
            return Containers.Settled(type: guess(magic), findings: [.truncated])
        }
        guard let entries = names(bytes, end) else {
            return Containers.Settled(type: guess(magic), findings: [.truncated])
        }
        var findings: Set<Detection.Finding> = []
        let open = entries.names
        if open.contains(where: { $0.hasSuffix("vbaProject.bin") || $0.hasPrefix("Basic/") }) {
            findings.insert(.macros)
        }
        if entries.isEncrypted { findings.insert(.encrypted) }
        return Containers.Settled(type: type(of: open, bytes) ?? guess(magic), findings: findings)
    }

    private static func type(of names: Set<String>, _ bytes: Bytes) -> MediaType? {
        if names.contains("[Content_Types].xml") {
            let parts: [(String, String)] = [
                ("word/document", "wordprocessingml.document"), ("xl/workbook", "spreadsheetml.sheet"),
                ("ppt/presentation", "presentationml.presentation"),
            ]
            let kinds = parts.filter { part in names.contains { $0.hasPrefix(part.0) } }
            // Two main parts at once is no document that any program wrote.
            guard kinds.count == 1 else { return "application/zip" }
            return MediaType("application/vnd.openxmlformats-officedocument.\(kinds[0].1)")
        }
        if names.contains("mimetype"), let type = storedMediaType(bytes) { return type }
        return nil
    }

    /// The media type that OpenDocument and EPUB files say at a fixed place: their first entry, stored.
    private static func storedMediaType(_ bytes: Bytes) -> MediaType? {
        guard bytes.little(2, at: 26) == 8, bytes.has("mimetype", at: 30), let length = bytes.little(4, at: 18),
            let extra = bytes.little(2, at: 28), length < 100, let text = bytes.text(length, at: 38 + extra)
        else { return nil }
        let known = text.hasPrefix("application/vnd.oasis.opendocument.") || text == "application/epub+zip"
        return known ? MediaType(text) : nil
    }

    /// Without names to go by, libmagic's answer holds where it is a document's, and else it is an archive.
    private static func guess(_ magic: MediaType) -> MediaType {
        magic == .unknown ? "application/zip" : magic
    }

    /// The place of the end-of-central-directory record, searched from the end over the longest comment there can be.
    private static func endOfDirectory(_ bytes: Bytes) -> Int? {
        var offset = bytes.count - 22
        let last = max(0, bytes.count - 22 - 65_535)
        while offset >= last {
            if bytes.has("PK\u{5}\u{6}", at: offset) { return offset }
            offset -= 1
        }
        return nil
    }

    /// The names of the entries, and whether any is encrypted; nil when the directory is not where it should be.
    private static func names(_ bytes: Bytes, _ end: Int) -> (names: Set<String>, isEncrypted: Bool)? {
        guard let count = bytes.little(2, at: end + 10), let size = bytes.little(4, at: end + 12),
            var offset = bytes.little(4, at: end + 16)
        else { return nil }
        // An archive that needs ZIP64 is no document; its directory is not read.
        guard offset != 0xffff_ffff, count != 0xffff else { return ([], false) }
        guard offset <= end, size <= end - offset else { return nil }
        var names: Set<String> = []
        var isEncrypted = false
        for _ in 0..<count {
            guard bytes.has("PK\u{1}\u{2}", at: offset), let flags = bytes.little(2, at: offset + 8),
                let length = bytes.little(2, at: offset + 28), let extra = bytes.little(2, at: offset + 30),
                let comment = bytes.little(2, at: offset + 32), let name = bytes.utf8(length, at: offset + 46)
            else { return nil }
            if names.count < 4_096 { names.insert(name) }
            if flags & 1 == 1 { isEncrypted = true }
            offset += 46 + length + extra + comment
        }
        return (names, isEncrypted)
    }
}
