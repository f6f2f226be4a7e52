import HTTPTypes
import Hummingbird

/// Why the edge ended a connection or refused a request. A handler that is reading the request's body is thrown this;
/// what it answers then goes nowhere, as the edge has answered or there is nobody left to answer.
enum EdgeFault: String, Error {
    /// The header was not complete in time.
    case slowHeader
    /// The body came in too slowly.
    case slowBody
    /// The client took the answer too slowly.
    case slowReader
    /// The header was too large.
    case largeHeader
    /// Not HTTP, or HTTP that two servers could read in two ways.
    case malformed
    /// The client went away before the end of its request.
    case cutShort
    /// TRACE or CONNECT.
    case method
    /// The service is stopping and the request was not whole in time.
    case stopping

    /// What the edge answers, where the client is still there.
    var status: HTTPResponse.Status {
        switch self {
        case .slowHeader, .slowBody, .slowReader: .requestTimeout
        case .largeHeader: .requestHeaderFieldsTooLarge
        case .malformed, .cutShort: .badRequest
        case .method: .methodNotAllowed
        case .stopping: .serviceUnavailable
        }
    }
}

extension EdgeFault: HTTPResponseError {
    func response(from request: Request, context: some RequestContext) throws -> Response { Response(status: status) }
}
