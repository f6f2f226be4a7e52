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
        if answer.type == .unknown { return Texts.unknown(answer, bytes) ?? Settled(type: .unknown) }
        return Settled(type: answer.type)
    }
}
