/// A detection as the bytes in which a confined process answers: fields with a unit separator between them. Whoever reads
/// them trusts none: the process may have been taken over by the file it read.
extension Detection {
    private static let separator = "\u{1f}"

    /// As bytes, at most 4 KiB.
    public var answer: [UInt8] {
        let fields = [
            detected.description, magic.description, Self.cleaned(encoding), Self.cleaned(description),
            Self.cleaned(libmagicDatabase), findings.map(\.rawValue).sorted().joined(separator: ","),
            String(extent.unpackedBytes), String(extent.ratio), String(extent.pixels),
        ]
        return Array(fields.joined(separator: Self.separator).utf8)
    }

    /// What `answer` says of a file of `size` bytes; nil when it is no detection.
    public init?(answer: [UInt8], size: Int64) {
        let text = String(decoding: answer, as: UTF8.self)
        let fields = text.split(separator: Character(Self.separator), omittingEmptySubsequences: false)
        guard answer.count <= 4_096, fields.count == 9, let detected = MediaType(fields[0]),
            let magic = MediaType(fields[1]), let unpacked = Int64(fields[6]), let ratio = Int64(fields[7]),
            let pixels = Int64(fields[8]), min(unpacked, ratio, pixels) >= 0
        else { return nil }
        let names = fields[5].split(separator: ",")
        let findings = names.compactMap { Finding(rawValue: String($0)) }
        guard findings.count == names.count else { return nil }
        self.init(
            detected: detected, magic: magic, encoding: Self.cleaned(String(fields[2])),
            description: Self.cleaned(String(fields[3])), libmagicDatabase: Self.cleaned(String(fields[4])),
            findings: Set(findings), extent: Extent(unpackedBytes: unpacked, ratio: ratio, pixels: pixels), size: size)
    }

    /// Printable, and short.
    private static func cleaned(_ text: String) -> String {
        let signs = text.unicodeScalars.prefix(400).map { $0.value < 32 || $0.value == 127 ? "?" : $0 }
        return String(String.UnicodeScalarView(signs))
    }
}
