/// The SHA-256 of a document as data: its canonical JSON (RFC 8785: keys sorted, no white space) without the key
/// `status`. Comments, layout and being superseded do not count; every word a learner or an assessor reads does.
///
/// A scorecard pins the fingerprint beside the version: a published version whose fingerprint changed is another text.
public struct Fingerprint: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public let rawValue: String

    /// Nil where the text is not 64 lower-case hexadecimal digits.
    public init?(rawValue: String) {
        let isHex = rawValue.utf8.allSatisfy { byte in
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
        }
        guard rawValue.utf8.count == 64, isHex else { return nil }
        self.rawValue = rawValue
    }

    /// The hexadecimal digits.
    public var description: String { rawValue }
}
