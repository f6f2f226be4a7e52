/// PDF (ISO 32000): whether it is whole, and what in it runs, opens or is locked.
enum PDFDocument {
    /// Readers take a PDF whose header comes within the first 1,024 bytes (ISO 32000-1 annex H.3.4.1), libmagic only one that
    /// starts with it. What libmagic recognises as something else is two files at once.
    static func settle(_ answer: Magic.Answer, _ bytes: Bytes) -> Containers.Settled? {
        guard let start = bytes.first("%PDF-", in: 0..<1_029) else { return nil }
        let isCertain = start == 0 || answer.type == "application/pdf"
        let isPlain = answer.type == .unknown || answer.type.type == "text"
        guard isCertain || isPlain && bytes.first("%%EOF", in: start..<bytes.count) != nil else { return nil }
        var settled = Containers.Settled(type: "application/pdf", isDocument: true)
        let tail = max(0, bytes.count - (64 << 10))
        if let end = bytes.last("%%EOF", from: tail) {
            settled.end = end + 5
        } else if bytes.first("startxref", in: tail..<bytes.count) == nil {
            settled.findings.insert(.truncated)
        }
        var names = PDFNames()
        names.readFile(bytes)
        settled.findings.formUnion(names.findings)
        if start > 0, Signatures.isFileHead(bytes, before: start) { settled.findings.insert(.polyglot) }
        return settled
    }
}

/// The names in a PDF that make something happen, with the signs escaped by `#` put right (ISO 32000-1 7.3.5), outside of
/// streams and in the streams that hold objects.
struct PDFNames {
    private(set) var findings: Set<Detection.Finding> = []

    /// Object streams are unpacked to this many bytes in all, at most.
    private var left = 48 << 20
    private static let interesting: Set<String> = [
        "JS", "JavaScript", "Launch", "ImportData", "Encrypt", "EmbeddedFile", "OpenAction", "RichMedia", "URI",
        "SubmitForm", "GoToR", "GoToE",
    ]

    /// Reads a whole file: the objects between the streams, and the object streams.
    mutating func readFile(_ bytes: Bytes) {
        var offset = 0
        while offset < bytes.count {
            let stream = bytes.first("stream", in: offset..<bytes.count)
            let end = stream ?? bytes.count
            readObjects(bytes, offset..<end)
            guard let stream else { break }
            let data = start(of: stream, in: bytes)
            guard let data, let close = bytes.first("endstream", in: data..<bytes.count) else {
                offset = stream + 6
                continue
            }
            let dictionary = max(offset, stream - 2_048)..<stream
            readStream(bytes, dictionary, data..<close)
            offset = close + 9
        }
    }

    /// Where the data of a stream starts, if this word is the one before it: after the dictionary, and before a line's end.
    private func start(of word: Int, in bytes: Bytes) -> Int? {
        guard let next = bytes.big(1, at: word + 6), next == 13 || next == 10 else { return nil }
        return word + 6 + (next == 13 && bytes.big(1, at: word + 7) == 10 ? 2 : 1)
    }

    private mutating func readStream(_ bytes: Bytes, _ dictionary: Range<Int>, _ data: Range<Int>) {
        let about = bytes.text(dictionary.count, at: dictionary.lowerBound).map(Self.unescaped) ?? ""
        guard about.contains("/ObjStm"), left > 0 else {
            // A reader goes by offsets, so that an object may lie where only a stream seems to be.
            for sign in ["/JavaScript", "/Launch"] {
                if let found = bytes.first(sign, in: data), isValue(bytes, found) {
                    findings.insert(sign == "/Launch" ? .launch : .script)
                }
            }
            return
        }
        var unpacked: [UInt8] = []
        let inflation = Inflation(bytes, data, isWrapped: true, limit: min(left, 8 << 20)) { unpacked += $0 }
        left -= inflation.count
        unpacked.withUnsafeBytes { readObjects(Bytes($0), 0..<unpacked.count) }
    }

    /// Notes what the names between `range` do.
    private mutating func readObjects(_ bytes: Bytes, _ range: Range<Int>) {
        var offset = range.lowerBound
        var opens = -1_000
        while let slash = bytes.first([0x2f], in: offset..<range.upperBound) {
            let name = Self.name(bytes, at: slash + 1, before: range.upperBound)
            offset = slash + 1
            guard Self.interesting.contains(name) else { continue }
            switch name {
            case "JS": findings.insert(.script)
            case "JavaScript": if isValue(bytes, slash) { findings.insert(.script) }
            case "Launch", "ImportData": if isValue(bytes, slash) { findings.insert(.launch) }
            case "Encrypt": findings.insert(.locked)
            case "EmbeddedFile": findings.insert(.attachment)
            case "RichMedia": findings.insert(.embeddedObject)
            case "OpenAction": opens = slash
            default: if slash - opens < 120, isValue(bytes, slash) { findings.insert(.external) }
            }
        }
    }

    /// Whether the name at `slash` is the value of `/S`, which says what an action does.
    private func isValue(_ bytes: Bytes, _ slash: Int) -> Bool {
        let before = bytes.text(min(24, slash), at: slash - min(24, slash)) ?? ""
        let trimmed = Self.unescaped(before).reversed().drop { $0.isWhitespace || $0 == "\0" }
        return trimmed.starts(with: "S/")
    }

    private static func name(_ bytes: Bytes, at start: Int, before end: Int) -> String {
        let raw = bytes.text(min(40, max(0, end - start)), at: start) ?? ""
        return unescaped(String(raw.prefix { !" \t\r\n\0\u{c}/<>[]()%{}".contains($0) }))
    }

    /// `#61` is an a.
    private static func unescaped(_ text: String) -> String {
        guard text.contains("#") else { return text }
        var result = ""
        var rest = Substring(text)
        while let sign = rest.popFirst() {
            if sign == "#", rest.count >= 2, let code = UInt8(rest.prefix(2), radix: 16) {
                result.unicodeScalars.append(Unicode.Scalar(code))
                rest = rest.dropFirst(2)
            } else {
                result.append(sign)
            }
        }
        return result
    }
}
