/// What a look into the container changes about libmagic's answer.
///
/// libmagic judges by the first entries and brands it knows; what phones and office programs write differs by order and
/// brand and means the same. Every reader here is bounded in work and reads only what the format's own index names.
enum Containers {
    /// The type a file really has, and what was found on the way.
    struct Settled {
        var type: MediaType
        var findings: Set<Detection.Finding> = []
        var extent = Detection.Extent()
        /// Where the format's own content ends, where that was looked for.
        var end: Int?
        /// Whether it is a document, which may carry other files and must not be two at once.
        var isDocument = false
    }

    /// What libmagic 5.44 has no name for.
    private static let rest: [([UInt8], MediaType)] = [
        ([0xe4, 0x52, 0x5c, 0x7b, 0x8c, 0xd8, 0xa7, 0x4d], "application/onenote"),
        (Array("wvpk".utf8), "audio/x-wavpack"),
        (Array("MAC ".utf8), "audio/x-ape"), (Array("DSD ".utf8), "audio/x-dsf"), (Array("TTA1".utf8), "audio/x-tta"),
        (Array("AC10".utf8), "image/vnd.dwg"), (Array("!BDN".utf8), "application/vnd.ms-outlook-pst"),
        (Array("IIU\0".utf8), "image/x-panasonic-rw2"), (Array("FOVb".utf8), "image/x-sigma-x3f"),
        (Array("FUJIFILMCCD-RAW".utf8), "image/x-fuji-raf"), ([0xff, 0x0a], "image/jxl"),
        ([0, 0, 0, 0x0c, 0x4a, 0x58, 0x4c, 0x20], "image/jxl"),
    ]

    static func settle(_ answer: Magic.Answer, _ bytes: Bytes) -> Settled {
        if bytes.has("PK\u{3}\u{4}", at: 0) || bytes.has("PK\u{5}\u{6}", at: 0) {
            return ZipContainer.settle(answer.type, bytes)
        }
        if bytes.big(4, at: 0) == 0xd0cf_11e0 { return OfficeBinary.settle(answer.type, bytes) }
        if BaseMedia.isOne(bytes) { return BaseMedia.settle(answer.type, bytes) }
        if let picture = Pictures.settle(answer.type, bytes) { return picture }
        if let recording = Recordings.settle(answer.type, bytes) { return recording }
        if let document = PDFDocument.settle(answer, bytes) ?? RichText.settle(bytes) { return document }
        if answer.encoding != "binary" || answer.type.type == "text" || answer.type.subtype == "svg+xml" {
            return Texts.settle(answer, bytes)
        }
        let known = rest.first { bytes.has($0.0, at: 0) }
        if answer.type == .unknown, let known { return Settled(type: known.1) }
        if answer.type == .unknown { return Texts.unknown(answer, bytes) ?? Settled(type: .unknown) }
        return Settled(type: answer.type)
    }
}
