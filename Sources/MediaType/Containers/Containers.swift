/// What a look into the container changes about libmagic's answer.
///
/// libmagic judges by the first entries and brands it knows; what phones and office programs write differs by order and
/// brand and means the same. Every reader here is bounded in work and reads only what the format's own index names.
enum Containers {
    /// The type a file really has, and what was found on the way.
    struct Settled {
        var type: MediaType
        var findings: Set<Detection.Finding> = []
    }

    static func settle(_ answer: Magic.Answer, _ bytes: Bytes) -> Settled {
        if bytes.has("PK\u{3}\u{4}", at: 0) || bytes.has("PK\u{5}\u{6}", at: 0) {
            return ZipContainer.settle(answer.type, bytes)
        }
        if BaseMedia.isOne(bytes) { return BaseMedia.settle(answer.type, bytes) }
        if let picture = Pictures.settle(answer.type, bytes) { return picture }
        if let document = Documents.settle(answer, bytes) { return document }
        if answer.encoding != "binary" || answer.type.type == "text" {
            return Settled(type: Texts.settle(answer, bytes))
        }
        if bytes.has("caff", at: 0) { return Settled(type: "audio/x-caf") }
        if answer.type == .unknown, Texts.isShortText(bytes) { return Settled(type: "text/plain") }
        return Settled(type: answer.type)
    }
}
