import HTTPTypes

extension HTTPField.Name {
    static let idempotencyKey = known("Idempotency-Key")
    /// Says that the answer is the first one, sent again.
    static let idempotencyReplayed = known("Idempotency-Replayed")
    /// RFC 8288.
    static let link = known("Link")
    /// How many there are of what a page is one of.
    static let totalCount = known("X-Total-Count")
    static let requestID = known("X-Request-Id")
    static let contentDigest = known("Content-Digest")
    static let reprDigest = known("Repr-Digest")
    static let crossOriginResourcePolicy = known("Cross-Origin-Resource-Policy")
    static let referrerPolicy = known("Referrer-Policy")

    /// Only for the constants above, which are all field names by RFC 9110; `Expires` stands for one that is not, so
    /// that a slip here shows in the first test instead of ending the process.
    private static func known(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .expires }
}

extension JSONValue {
    /// The value as JSON text.
    var text: String { String(decoding: data, as: UTF8.self) }
}
