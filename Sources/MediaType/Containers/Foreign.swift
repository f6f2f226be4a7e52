/// Whether there is a second file in a file: what one program takes for a picture and another for an archive. Bounded
/// searches, for what other programs find without help: archives from the end, PDF in the first 1,024 bytes, formats with
/// their mark at a fixed place, and whatever begins where the first file ends.
///
/// Left alone is what devices append: a film or a second picture behind a photo, trailers of makers, and parts of
/// documents, which documents are made of.
enum Foreign {
    static func isIn(_ bytes: Bytes, _ settled: Containers.Settled) -> Bool {
        let family = FileFamily.of(settled.type)
        // What is refused for what it is needs no second look.
        guard family != .archive, family != .program, family != .page else { return false }
        let isZip = bytes.has([0x50, 0x4b], at: 0)
        if !isZip, hasArchiveAtEnd(bytes) { return true }
        if isZip, let start = bytes.first("%PDF-", in: 0..<1_029), start > 0 { return true }
        let isProse = settled.type.type == "text" && settled.type.subtype != "rtf"
        if settled.type != "application/pdf", !isProse, settled.type != "message/rfc822",
            bytes.first("%PDF-", in: 0..<1_029) != nil
        {
            return true
        }
        let isFilm = settled.type.type == "video"
        if settled.type.subtype != "dicom", !isFilm || bytes.count < 1 << 30,
            Signatures.fixed.contains(where: { bytes.has($0.bytes, at: $0.offset) })
        {
            return true
        }
        if !isZip, settled.type.type != "text", settled.type != "message/rfc822" {
            // Each search ends after 32 MiB: of a long recording its beginning and its end are looked at.
            let ends = [0..<bytes.count, max(0, bytes.count - Bytes.longestSearch / 4)..<bytes.count]
            if Signatures.archives.contains(where: { sign in ends.contains { bytes.first(sign, in: $0) != nil } }) {
                return true
            }
        }
        let isMedia = ["image", "audio", "video"].contains(settled.type.type)
        if isMedia || settled.type == "application/pdf", hasPage(bytes, isMedia: isMedia) { return true }
        if isMedia, hasDocumentBehind(bytes) { return true }
        if isMedia || settled.isDocument, !isZip, hasARJ(bytes) { return true }
        // A tag of a song (ID3v1) at the end of what is none.
        if settled.type.type == "image" || settled.isDocument, !isZip, bytes.has("TAG", at: bytes.count - 128) {
            return true
        }
        return settled.end.map { hasFile(bytes, behind: $0, of: settled.type) } ?? false
    }

    /// An end record of a zip archive that leads to its directory, by its own figures or by those less what stands before.
    private static func hasArchiveAtEnd(_ bytes: Bytes) -> Bool {
        guard let record = ZipDirectory.endRecord(bytes), let size = bytes.little(4, at: record + 12),
            let start = bytes.little(4, at: record + 16)
        else { return false }
        let mark: [UInt8] = [0x50, 0x4b, 1, 2]
        return bytes.has(mark, at: start) || bytes.has(mark, at: record - size)
    }

    /// Markup that a browser or a server would run, in what should be a picture or a sound.
    private static func hasPage(_ bytes: Bytes, isMedia: Bool) -> Bool {
        let head = 0..<min(bytes.count, 1 << 20)
        let tail = max(0, bytes.count - (1 << 20))..<bytes.count
        let markup = ["<script", "<SCRIPT", "<html>", "<HTML>"]
        return (["<?php ", "<?php\n"] + (isMedia ? markup : [])).contains {
            bytes.first($0, in: head) != nil || bytes.first($0, in: tail) != nil
        }
    }

    /// A PDF at the end: some readers look for its beginning everywhere.
    private static func hasDocumentBehind(_ bytes: Bytes) -> Bool {
        bytes.first("%%EOF", in: max(0, bytes.count - 1_024)..<bytes.count) != nil
            && bytes.first("%PDF-", in: 0..<bytes.count) != nil
    }

    private static func hasARJ(_ bytes: Bytes) -> Bool {
        var offset = 0
        let limit = min(bytes.count, 4 << 20)
        while let found = bytes.first([0x60, 0xea], in: offset..<limit) {
            if Signatures.isARJ(bytes, at: found) { return true }
            offset = found + 1
        }
        return false
    }

    private static func hasFile(_ bytes: Bytes, behind end: Int, of type: MediaType) -> Bool {
        guard end < bytes.count else { return false }
        // Empty space between the two is usual.
        var offset = end
        let limit = min(bytes.count, end + 4_096)
        while offset < limit, let byte = bytes.big(1, at: offset), [0, 10, 13, 32].contains(byte) { offset += 1 }
        guard offset < bytes.count else { return false }
        // A photo that moves has its film behind it, and one with depth or more light a second photo.
        if type == "image/jpeg" {
            let isFilm = bytes.has("ftyp", at: offset + 4)
            if isFilm || bytes.has([0xff, 0xd8, 0xff], at: offset) { return false }
        }
        return Signatures.isFileHead(bytes, at: offset)
            || bytes.first("%PDF-", in: offset..<min(bytes.count, offset + 1_024)) != nil
    }
}
