import Foundation

/// What the service answered.
struct Reply: Sendable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]
    var bytes: Data

    /// The answer as JSON; null where it has no body.
    var json: JSON {
        get throws { bytes.isEmpty ? .null : try JSON(bytes) }
    }
}

/// A problem document (RFC 9457) that was expected.
struct Refusal: Sendable {
    var status: Int
    /// The problem's stable name, as `not-found`.
    var type: String
    var detail: String
    var document: JSON

    /// - Throws: `Surprise` when the answer is no problem document.
    init(_ reply: Reply) throws {
        let document = try reply.json
        status = reply.status
        type = try document.text("type").replacing("/problems/", with: "")
        detail = try document.text("detail")
        self.document = document
    }
}
