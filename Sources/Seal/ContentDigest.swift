import Foundation

extension Digest {
    /// The value of a `Content-Digest` or `Repr-Digest` field that carries this digest (RFC 9530), such as
    /// `sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:`.
    public var contentDigest: String {
        "sha-256=:\(Data(bytes).base64EncodedString()):"
    }

    /// The SHA-256 digest in the value of a `Content-Digest` or `Repr-Digest` field; nil when it holds none that
    /// can be read. Other algorithms beside it are passed over, as RFC 9530 section 2 asks.
    public init?(contentDigest field: String) {
        for member in field.split(separator: ",") {
            let trimmed = member.trimmingCharacters(in: .whitespaces)
            guard trimmed.hasPrefix("sha-256=:"), trimmed.hasSuffix(":"), trimmed.utf8.count > 10 else { continue }
            guard let data = Data(base64Encoded: String(trimmed.dropFirst(9).dropLast())) else { return nil }
            self.init(bytes: data)
            return
        }
        return nil
    }
}
