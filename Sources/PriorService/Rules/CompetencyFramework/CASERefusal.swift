import CASE
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What a client of the CASE service is told when something cannot be done: `imsx_StatusInfo` in place of a problem document.
struct CASERefusal: RuleError {
    var status: HTTPResponse.Status
    var code: CASEStatus.Code
    var words: String

    init(_ status: HTTPResponse.Status, _ code: CASEStatus.Code, _ words: String) {
        self.status = status
        self.code = code
        self.words = words
    }

    /// The prefix of every address that answers so.
    static let prefix = "/ims/case/"

    /// Any problem in the words of the binding.
    init(_ problem: Problem) {
        let code: CASEStatus.Code =
            switch problem.status {
            case .notFound, .methodNotAllowed: .unknownObject
            case .unauthorized: .unauthorisedRequest
            case .forbidden: .forbidden
            case .tooManyRequests, .serviceUnavailable: .serverBusy
            default: problem.status.code < 500 ? .invalidSelectionField : .internalServerError
            }
        self.init(problem.status, code, problem.detail)
    }

    /// The same for the log and for whoever reads problems.
    var problem: Problem {
        Problem(status, status == .notFound ? "not-found" : "invalid-query", status.reasonPhrase, words)
    }

    func response(_ headers: HTTPFields) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        let bytes = (try? CASEStatus.body(code, words).data()) ?? Data("{}".utf8)
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
