import HTTPTypes
import Hummingbird

/// One line of the routes table: what a client may send, what it may get back, who may ask, and which function answers.
/// Everything a client sees of a route is declared here; the router, the OpenAPI document and the permission matrix are
/// all made from it.
struct Route: Sendable {
    typealias Handler = @Sendable (Call) async throws -> Answer

    /// What a request carries.
    enum Taking: Sendable {
        case nothing
        /// JSON of this shape, checked before the handler runs.
        case json(any RequestBody.Type)
        /// `application/x-www-form-urlencoded` with these fields.
        case form([Schema.Field])
        /// Bytes of any type, streamed: the handler reads them.
        case bytes

        /// Whether the body is read before the handler runs.
        var isReadAtOnce: Bool {
            switch self {
            case .json, .form: true
            case .nothing, .bytes: false
            }
        }
    }

    /// One answer that is not a problem.
    struct Giving: Sendable {
        var status: HTTPResponse.Status
        var body: Content
        enum Content: Sendable {
            case nothing
            case json(any AnswerBody.Type)
            case list(of: any AnswerBody.Type)
            /// Some other media type, described in words.
            case other(mediaType: String)
        }
    }

    /// How a client is told what cannot be done.
    enum Refusing: Sendable {
        /// A problem document, RFC 9457.
        case problem
        /// JSON of this shape, where a standard that the route follows has one of its own.
        case json(any Described.Type)
    }

    var method: HTTPRequest.Method
    /// With parameters as in OpenAPI, `/api/portfolios/{id}`.
    var path: String
    /// A stable name, `createPortfolio`; the OpenAPI operation id.
    var name: String
    /// One sentence for the reader of the OpenAPI document.
    var says: String
    var access: Access
    var takes: Taking = .nothing
    /// The media type of a body of bytes, where it must have one.
    var bodyType = "application/octet-stream"
    /// The shape of a body of bytes, for the reader of the OpenAPI document: the handler reads and checks it.
    var bodyShape: (any Described.Type)?
    var gives: [Giving]
    var query: [Schema.Field] = []
    /// Header fields beside those every route of its kind has, for the reader of the OpenAPI document: the handler reads
    /// and checks them.
    var headers: [Schema.Field] = []
    /// Statuses of problems beyond those every route of its kind has.
    var problems: [HTTPResponse.Status] = []
    var refuses = Refusing.problem
    /// Whether a write must carry `If-Match`.
    var isVersioned = false
    /// Whether the answer holds a secret, which is shown once and never kept.
    var handsOutSecret = false
    var handler: Handler

    /// The folder of the document it is shown under: `/api/portfolios/…` → `portfolios`.
    var tag: String {
        let parts = path.split(separator: "/")
        return parts.first == "api" ? String(parts.dropFirst().first ?? "api") : "service"
    }

    var parameters: [String] {
        path.split(separator: "/").compactMap { $0.hasPrefix("{") ? String($0.dropFirst().dropLast()) : nil }
    }
}

extension Route.Giving {
    static func ok(_ type: any AnswerBody.Type) -> Self { Self(status: .ok, body: .json(type)) }
    static func created(_ type: any AnswerBody.Type) -> Self { Self(status: .created, body: .json(type)) }
    static func list(of type: any AnswerBody.Type) -> Self { Self(status: .ok, body: .list(of: type)) }
    static func other(_ mediaType: String, _ status: HTTPResponse.Status = .ok) -> Self {
        Self(status: status, body: .other(mediaType: mediaType))
    }
    static let noContent = Self(status: .noContent, body: .nothing)
}

extension Route {
    /// Statuses that a problem from this route may have.
    var problemStatuses: [HTTPResponse.Status] {
        // 401 also where no credential is needed: one that is sent and no good is refused, not overlooked.
        // 431 is the edge's, where query and header fields together are more than 32 KiB.
        var statuses: [HTTPResponse.Status] = [
            .badRequest, .unauthorized, .tooManyRequests, .requestHeaderFieldsTooLarge, .serviceUnavailable,
        ]
        switch access {
        case .anyone, .person, .link, .operator, .clientSecret: break
        case .staff, .client: statuses.append(.forbidden)
        }
        if !parameters.isEmpty { statuses += [.notFound, .forbidden] }
        switch takes {
        case .nothing: break
        case .json, .form, .bytes:
            statuses += [.requestTimeout, .contentTooLarge, .unsupportedMediaType, .unprocessableContent]
        }
        if method != .get { statuses += [.conflict, .unprocessableContent] }
        if isVersioned { statuses += [.preconditionFailed, .preconditionRequired] }
        return Array(Set(statuses + problems)).sorted { $0.code < $1.code }
    }
}
