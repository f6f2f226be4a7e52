import HTTPTypes
import Hummingbird
import NIOCore

extension Problem {
    /// The problem as an `application/problem+json` answer, with the request id that is also in the log line.
    func response(requestID: String) -> Response { answer(requestID: requestID).response }

    /// The same as an answer of a handler, where what was done on the way is to be kept although it was refused.
    func answer(requestID: String) -> Answer {
        var document: JSONValue = [
            "type": .string("/problems/\(type)"),
            "title": .string(title),
            "status": .number(String(status.code)),
            "detail": .string(detail),
            "requestId": .string(requestID),
        ]
        if !faults.isEmpty {
            document["errors"] = .array(
                faults.map {
                    ["pointer": .string($0.pointer), "code": .string($0.code), "detail": .string($0.detail)]
                })
        }
        for member in members { document[member.name] = member.value }
        var headers = headers
        headers[.contentType] = "application/problem+json"
        return Answer(status: status, headers: headers, body: .bytes(ByteBuffer(bytes: document.data)))
    }
}
