import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What a handler answers. Its bytes can be looked at, so that an answer to a request with an Idempotency-Key can be kept
/// in the transaction of its effect; what is too large to hold is a stream.
struct Answer: Sendable {
    enum Body: Sendable {
        case nothing
        case bytes(ByteBuffer)
        case stream(ResponseBody)
    }

    var status: HTTPResponse.Status
    var headers: HTTPFields = [:]
    var body: Body = .nothing

    /// The answer as Hummingbird sends it.
    var response: Response {
        switch body {
        case .nothing: Response(status: status, headers: headers)
        case .bytes(let bytes): Response(status: status, headers: headers, body: .init(byteBuffer: bytes))
        case .stream(let stream): Response(status: status, headers: headers, body: stream)
        }
    }
}

extension Answer {
    /// A JSON answer. Times are RFC 3339 in UTC with milliseconds.
    static func json(_ status: HTTPResponse.Status, _ body: some Encodable) throws -> Answer {
        json(status, bytes: ByteBuffer(bytes: try JSONEncoder.wire().encode(body)))
    }

    /// A JSON answer that is already written.
    static func json(_ status: HTTPResponse.Status, bytes: ByteBuffer) -> Answer {
        Answer(status: status, headers: [.contentType: "application/json"], body: .bytes(bytes))
    }

    /// 200 with a body.
    static func ok(_ body: some AnswerBody) throws -> Answer { try json(.ok, body) }

    /// 201 with the address of what was made.
    static func created(_ body: some AnswerBody, at location: String) throws -> Answer {
        var answer = try json(.created, body)
        answer.headers[.location] = location
        return answer
    }

    /// 204.
    static let noContent = Answer(status: .noContent)

    /// The same answer with the version of the thing as its ETag, to be sent back as If-Match.
    func version(_ version: Int) -> Answer {
        var copy = self
        copy.headers[.eTag] = "\"\(version)\""
        return copy
    }
}

extension JSONEncoder {
    /// How everything that leaves the service is written: times in RFC 3339, slashes as they are.
    static func wire(_ formatting: OutputFormatting = []) -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting.union([.sortedKeys, .withoutEscapingSlashes])
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(RFC3339.string(date))
        }
        return encoder
    }
}
