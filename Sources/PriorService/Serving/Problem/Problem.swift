import Foundation
import HTTPTypes
import Hummingbird

/// What a client is told when something cannot be done: an RFC 9457 problem document. Thrown anywhere below a route and
/// turned into an answer in one place.
///
/// `type` is a short name, served as the path `/problems/<type>`; the same name always means the same thing, and every
/// one is listed in `docs/api/problems.md`. Nothing here may carry SQL, a file path or another person's data.
struct Problem: Error, Sendable {
    var status: HTTPResponse.Status
    var type: String
    var title: String
    /// What was wrong, where, and what would be accepted, in words for the person at the other end.
    var detail: String
    /// Each fault of a request that is well formed and wrong.
    var faults: [Fault] = []
    /// Members beside the standard ones, such as the present state of the thing and what it allows.
    var members: [(name: String, value: JSONValue)] = []
    var headers: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ type: String, _ title: String, _ detail: String) {
        self.status = status
        self.type = type
        self.title = title
        self.detail = detail
    }

    /// The same problem with a member more.
    func with(_ name: String, _ value: JSONValue) -> Problem {
        var copy = self
        copy.members.append((name, value))
        return copy
    }

    /// The same problem with a header more.
    func with(header name: HTTPField.Name, _ value: String) -> Problem {
        var copy = self
        copy.headers[name] = value
        return copy
    }
}

/// One fault in a request body or query.
struct Fault: Sendable, Equatable {
    /// RFC 6901 pointer into the body; for a query parameter `?name`.
    var pointer: String
    /// A short stable name of the rule broken.
    var code: String
    /// What would be accepted.
    var detail: String
}

extension Problem {
    static func notFound(_ what: String = "resource") -> Problem {
        Problem(
            .notFound, "not-found", "Not found",
            "There is no such \(what), or you may not see it.")
    }

    static let unauthenticated = Problem(
        .unauthorized, "credential-required", "Credential required",
        "Send `Authorization: Bearer <token>`; people get a token from POST /api/sessions, institutions from POST /api/oauth/token."
    ).with(header: .wwwAuthenticate, #"Bearer realm="prior""#)

    static func forbidden(_ detail: String) -> Problem {
        Problem(.forbidden, "not-permitted", "Not permitted", detail)
    }

    /// A state conflict: the present state, and what would be allowed.
    static func conflict(_ type: String, _ title: String, _ detail: String) -> Problem {
        Problem(.conflict, type, title, detail)
    }

    static func invalid(_ faults: [Fault]) -> Problem {
        var problem = Problem(
            .unprocessableContent, "invalid-body", "The body is well formed and wrong",
            faults.count == 1
                ? "One field is wrong: \(faults[0].detail)" : "\(faults.count) fields are wrong; each is in `errors`.")
        problem.faults = faults
        return problem
    }

    static func invalid(_ pointer: String, _ code: String, _ detail: String) -> Problem {
        invalid([Fault(pointer: pointer, code: code, detail: detail)])
    }

    static func invalidQuery(_ name: String, _ detail: String) -> Problem {
        var problem = Problem(.badRequest, "invalid-query", "A query parameter is wrong", detail)
        problem.faults = [Fault(pointer: "?\(name)", code: "invalid", detail: detail)]
        return problem
    }

    static let versionRequired = Problem(
        .preconditionRequired, "version-required", "If-Match required",
        "Two people may edit this. Send the ETag you last read as If-Match.")

    static func versionMismatch(present: String) -> Problem {
        Problem(
            .preconditionFailed, "version-mismatch", "Somebody changed it since you read it",
            "Read it again, look at what changed, and send your change with the new ETag."
        ).with("presentVersion", .string(present)).with(header: .eTag, present)
    }

    static let unavailable = Problem(
        .serviceUnavailable, "unavailable", "Not available at the moment",
        "The database does not answer. Nothing was changed; send the same request again in a few seconds."
    ).with(header: .retryAfter, "5")

    static let unexpected = Problem(
        .internalServerError, "unexpected", "Something went wrong here",
        "It is our fault and it was logged under this request id. Nothing was half done.")
}
