/// Which version of which framework, unit or policy: `lqf@1`.
///
/// Encoded as that one string, in files, in the database and on the wire alike.
public struct DocumentKey: Hashable, Sendable, CustomStringConvertible {
    /// A slug: lower-case letters, digits and single hyphens, starting with a letter, at most 64 characters.
    public let id: String
    /// One to three numbers without leading zeros, joined by dots: `1`, `2.1`.
    public let version: String

    /// Nil where either part is not of the shape its doc comment states.
    public init?(id: String, version: String) {
        guard Self.isSlug(id), Self.isVersion(version) else { return nil }
        self.id = id
        self.version = version
    }

    /// Reads `id@version`; nil where the text is anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        self.init(id: String(parts[0]), version: String(parts[1]))
    }

    /// `id@version`.
    public var description: String { "\(id)@\(version)" }

    /// Whether a text can be the id of a document, a criterion, a level or an outcome.
    public static func isSlug(_ text: String) -> Bool {
        guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
        guard text.utf8.count <= 64 else { return false }
        var before = first
        for byte in text.utf8.dropFirst() {
            let isHyphen = byte == UInt8(ascii: "-")
            guard !isHyphen || before != byte else { return false }
            guard
                isHyphen || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            else { return false }
            before = byte
        }
        return before != UInt8(ascii: "-")
    }

    /// Whether a text can be the version of a document.
    public static func isVersion(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 3
            && parts.allSatisfy { part in
                (1...4).contains(part.utf8.count)
                    && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
                    && (part == "0" || part.first != "0")
            }
    }
}

extension DocumentKey: Comparable {
    /// By id, then by version as numbers, so that `unit@10` comes after `unit@9`.
    public static func < (left: DocumentKey, right: DocumentKey) -> Bool {
        guard left.id == right.id else { return left.id < right.id }
        return left.versionNumbers.lexicographicallyPrecedes(right.versionNumbers)
    }

    private var versionNumbers: [Int] { version.split(separator: ".").compactMap { Int($0) } }
}

extension DocumentKey: Codable {
    /// Reads the string `id@version`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let key = DocumentKey(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\"\(text)\" is not id@version")
        }
        self = key
    }

    /// Writes the string `id@version`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
