/// A media type without parameters, such as `application/pdf` (RFC 9110 section 8.3.1), in lower case.
public struct MediaType: Sendable, Hashable {
    /// The part before the slash.
    public let type: String
    /// The part after the slash.
    public let subtype: String

    /// The media type in `text`; parameters such as `; charset=utf-8` are passed over. Nil when it is none.
    public init?(_ text: some StringProtocol) {
        // Bytes, not characters: each upload reads every type that its policy takes.
        let essence = Array(String(text).utf8).prefix { $0 != UInt8(ascii: ";") }
        let parts = essence.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map(Self.trimmed)
        guard parts.count == 2, parts.allSatisfy({ (1...127).contains($0.count) && $0.allSatisfy(Self.isTokenSign) })
        else { return nil }
        self.init(type: Self.lowercased(parts[0]), subtype: Self.lowercased(parts[1]))
    }

    init(type: String, subtype: String) {
        self.type = type
        self.subtype = subtype
    }

    private static func trimmed(_ part: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var part = part
        while let first = part.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") { part.removeFirst() }
        while let last = part.last, last == UInt8(ascii: " ") || last == UInt8(ascii: "\t") { part.removeLast() }
        return part
    }

    private static func lowercased(_ part: ArraySlice<UInt8>) -> String {
        String(decoding: part.map { isLetter($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isTokenSign(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }

    /// The same type by the name this service uses for it: what programs have called `audio/x-m4a` is `audio/mp4`.
    public var canonical: MediaType {
        Self.canonicalNames[description].flatMap(MediaType.init) ?? self
    }

    private static let canonicalNames = [
        "application/csv": "text/csv", "application/ogg": "audio/ogg", "application/x-pdf": "application/pdf",
        "application/x-rtf": "text/rtf", "application/rtf": "text/rtf",
        "application/x-zip-compressed": "application/zip",
        "audio/mp3": "audio/mpeg", "audio/opus": "audio/ogg", "audio/vnd.wave": "audio/wav", "audio/wave": "audio/wav",
        "audio/x-aac": "audio/aac", "audio/x-aiff": "audio/aiff", "audio/x-flac": "audio/flac",
        "audio/x-hx-aac-adts": "audio/aac", "audio/x-m4a": "audio/mp4", "audio/x-wav": "audio/wav",
        "image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/x-ms-bmp": "image/bmp",
        "text/xml": "application/xml",
        "video/avi": "video/x-msvideo", "video/x-m4v": "video/mp4",
    ]
}

extension MediaType: CustomStringConvertible, ExpressibleByStringLiteral {
    /// `type/subtype`.
    public var description: String { "\(type)/\(subtype)" }

    /// A media type written in source. One that is malformed there is `application/octet-stream`.
    public init(stringLiteral text: String) {
        self = MediaType(text) ?? .unknown
    }

    /// `application/octet-stream`: nothing is known.
    public static let unknown = MediaType(type: "application", subtype: "octet-stream")
}

extension MediaType: Codable {
    /// Reads `type/subtype`; anything else is corrupt data.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let type = MediaType(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "A media type is type/subtype.")
        }
        self = type
    }

    /// Writes `type/subtype`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
