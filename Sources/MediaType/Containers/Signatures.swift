/// The first bytes of kinds of files, for finding one file within another.
enum Signatures {
    /// Whether the bytes before `end` begin as a file of some kind does, so that they are no mere dirt before another file.
    static func isFileHead(_ bytes: Bytes, before end: Int) -> Bool {
        if heads.contains(where: { $0.count <= end && bytes.has($0, at: 0) }) { return true }
        return fixed.contains { $0.offset + $0.bytes.count <= end && bytes.has($0.bytes, at: $0.offset) }
    }

    /// Whether a file of some kind that could be opened begins at `offset`.
    static func isFileHead(_ bytes: Bytes, at offset: Int) -> Bool {
        heads.contains { bytes.has($0, at: offset) }
    }

    /// What stands at a place that is fixed by the format, and so may stand in another one: DICOM, tar, ISO 9660, ICC.
    static let fixed: [(offset: Int, bytes: [UInt8])] = [
        (36, Array("acsp".utf8)), (128, Array("DICM".utf8)), (257, Array("ustar".utf8)), (32_769, Array("CD001".utf8)),
        (34_817, Array("CD001".utf8)), (36_865, Array("CD001".utf8)),
    ]

    /// Archives that are opened wherever they begin.
    static let archives: [[UInt8]] = [
        [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07], [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
    ]

    /// Whether the main header of an ARJ archive begins at `offset`: its mark is short, so that what follows has to fit too.
    static func isARJ(_ bytes: Bytes, at offset: Int) -> Bool {
        guard let size = bytes.little(2, at: offset + 2), (30...2_600).contains(size),
            let first = bytes.big(1, at: offset + 4), (30...50).contains(first),
            let version = bytes.big(1, at: offset + 5), (1...120).contains(version),
            let oldest = bytes.big(1, at: offset + 6), (1...120).contains(oldest),
            let system = bytes.big(1, at: offset + 7), system <= 12
        else { return false }
        return bytes.big(1, at: offset + 10) == 2
    }

    private static let heads: [[UInt8]] = archives + fixedHeads + textHeads.map { Array($0.utf8) }

    private static let textHeads = [
        "%PDF-", "%!PS", "{\\rtf", "<!DOCTYPE html", "<!doctype html", "<html", "<HTML", "<script", "<SCRIPT", "<?php",
        "<svg", "#!/", "GIF87a", "GIF89a", "8BPS", "!<arch>\n", "MSCF", "ID3", "OggS", "fLaC", "RIFF", "070701",
        "FLV\u{1}",
        "BZh9", "NES\u{1a}", "IWAD", "PWAD", "ILDA", "LZIP", "wOFF", "wOF2", "FWS", "CWS", "MThd", "caff",
    ]

    private static let fixedHeads: [[UInt8]] = [
        [0x50, 0x4b, 3, 4], [0x50, 0x4b, 5, 6], [0x7f, 0x45, 0x4c, 0x46], [0x89, 0x50, 0x4e, 0x47, 13, 10],
        [0xd0, 0xcf, 0x11, 0xe0], [0x1f, 0x8b, 8], [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], [0x28, 0xb5, 0x2f, 0xfd],
        [0xca, 0xfe, 0xba, 0xbe], [0xcf, 0xfa, 0xed, 0xfe], [0x1a, 0x45, 0xdf, 0xa3], [0x49, 0x49, 0x2a, 0],
        [0x4d, 0x4d, 0, 0x2a], [0, 0x61, 0x73, 0x6d, 1], [0xd4, 0xc3, 0xb2, 0xa1], [0x0a, 0x0d, 0x0d, 0x0a],
        [0x4c, 0, 0, 0, 1, 0x14, 2, 0], [4, 0x22, 0x4d, 0x18], [0x60, 0xea], [0x4d, 0x5a, 0x90, 0],
        [0, 0, 0, 0x0c, 0x6a, 0x50], [0, 0, 1, 0, 1, 0], [0x42, 0x50, 0x47, 0xfb],
    ]
}
