import Assessment
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Postgres
import Seal

/// One request on its way through: what was asked, by whom, and what it may be answered from. A handler gets this and
/// nothing else.
struct Call: Sendable {
    let route: Route
    let request: Request
    let caller: Caller
    let resources: Resources
    /// Taken once, so that everything a request does happens at one moment.
    let now: Date
    let requestID: String
    let logger: Logger
    /// The path's parameters by name.
    let parameters: [String: String]
    /// The body as JSON, for routes that take JSON: already checked against the route's shape.
    let json: JSONValue?
    /// SHA-256 of the body as it came, for routes that take JSON or a form.
    let bodyDigest: Digest?
    /// The fields of a form body.
    let form: [String: String]

    /// The address the connection came from; a header never changes it.
    let source: String
    private let askForBody: @Sendable () -> Void

    init(
        route: Route, request: Request, caller: Caller, resources: Resources, now: Date, requestID: String,
        logger: Logger, parameters: [String: String], json: JSONValue?, bodyDigest: Digest?, form: [String: String],
        source: String, askForBody: @escaping @Sendable () -> Void
    ) {
        self.route = route
        self.request = request
        self.caller = caller
        self.resources = resources
        self.now = now
        self.requestID = requestID
        self.logger = logger
        self.parameters = parameters
        self.json = json
        self.bodyDigest = bodyDigest
        self.form = form
        self.source = source
        self.askForBody = askForBody
    }

    /// The body as it comes, for routes that take bytes: once everything that can be refused before has been, so that a
    /// client that asked first (`Expect: 100-continue`) sends nothing in vain.
    func bytes() -> HummingbirdCore.RequestBody {
        askForBody()
        return request.body
    }

    /// The signed-in person.
    func person() throws -> Caller.SignedIn {
        guard case .person(let person) = caller else { throw Problem.unauthenticated }
        return person
    }

    /// The institution's machine.
    func client() throws -> Caller.InstitutionClient {
        guard case .client(let client) = caller else { throw Problem.unauthenticated }
        return client
    }

    /// The digest of the one-time link that was sent as the credential.
    func link() throws -> Digest {
        guard case .link(let digest) = caller else { throw Problem.unauthenticated }
        return digest
    }

    /// An id from the path. What is no id names nothing: 404.
    func id<Subject>(_ name: String = "id", of subject: Subject.Type = Subject.self) throws -> ID<Subject> {
        guard let text = parameters[name], let id = ID<Subject>(text) else { throw Problem.notFound() }
        return id
    }

    /// Text from the path.
    func text(_ name: String) throws -> String {
        guard let text = parameters[name] else { throw Problem.notFound() }
        return text
    }

    /// The body, decoded.
    func body<Body: RequestBody>(_ type: Body.Type = Body.self) throws -> Body {
        guard let json else { throw Problem.invalid("", "missing", "Send a JSON body.") }
        do {
            return try StrictJSON.decode(type, from: json)
        } catch {
            throw Problem.invalid(error.pointer, error.code.rawValue, error.detail)
        }
    }

    /// A new id, made at this request's moment.
    func newID<Subject>(of subject: Subject.Type = Subject.self) -> ID<Subject> {
        resources.world.id(subject, at: now)
    }

    /// A query parameter that may be given once.
    func query(_ name: String) throws -> String? {
        let values = request.uri.queryParameters.getAll(name)
        guard values.count <= 1 else { throw Problem.invalidQuery(name, "Give `\(name)` once.") }
        return values.first.map { String($0) }
    }

    /// The version that the client last read, from `If-Match: "7"`.
    func expectedVersion() throws -> Int {
        guard let header = request.headers[.ifMatch] else { throw Problem.versionRequired }
        let digits = header.utf8.dropFirst().dropLast()
        // No regular expression: it would be compiled for every write.
        guard header.utf8.first == UInt8(ascii: "\""), header.utf8.last == UInt8(ascii: "\""),
            let version = Int(digits: digits)
        else {
            throw Problem(
                .badRequest, "invalid-if-match", "If-Match is not an ETag of this service",
                "Send the ETag exactly as you got it, quotes included, as \"7\".")
        }
        return version
    }
}
