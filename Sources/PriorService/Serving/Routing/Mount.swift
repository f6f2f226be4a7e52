import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import Postgres
import Seal

/// What Hummingbird carries along with a request.
struct Context: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Shown to the client and in the log line.
    let requestID: String
    /// The address the connection came from, without its port.
    let source: String
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
        self.source = source.channel.remoteAddress?.ipAddress ?? "local"
        requestID = Self.hexadecimal(RandomBytes.next(10))
    }
}

extension Context {
    /// Two digits for each byte.
    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits: StaticString = "0123456789abcdef"
        return String(unsafeUninitializedCapacity: bytes.count * 2) { text in
            for (place, byte) in bytes.enumerated() {
                text[place * 2] = digits.utf8Start[Int(byte >> 4)]
                text[place * 2 + 1] = digits.utf8Start[Int(byte & 15)]
            }
            return bytes.count * 2
        }
    }
}

extension Context {
    /// Tells a client that waits to be asked (`Expect: 100-continue`) to send its body, now that somebody will read it.
    func askForBody(of request: Request) {
        guard request.headers[.expect] != nil else { return }
        channel.triggerUserOutboundEvent(BodyIsWanted(), promise: nil)
    }
}

/// The router made from the routes table.
func router(for routes: [Route], _ resources: Resources) -> Router<Context> {
    // HEAD is answered as GET is, without the body (RFC 9110 section 9.3.2); a stream is not begun.
    let router = Router(context: Context.self, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: RequestFrame(resources: resources, routes: routes))
    for route in routes {
        router.on(RouterPath(route.routerPath), method: route.method) { request, context in
            try await answer(request, context, by: route, resources).response
        }
    }
    return router
}

/// One request by one route: who asks, may they knock, is the body of the right shape, then the handler.
private func answer(
    _ request: Request, _ context: Context, by route: Route, _ resources: Resources
) async throws -> Answer {
    let now = resources.world.now()
    let credential = route.access == .clientSecret ? Credential.none : try Credential(request.headers)
    let caller = try await Caller(credential, resources, at: now)
    try caller.require(route.access)
    if case .client(let client) = caller {
        try resources.clientRates.count(client.institution, perSecond: resources.settings.clientRate)
    }
    try RequestQuery.check(request, for: route)
    if route.takes.isReadAtOnce { context.askForBody(of: request) }
    let body = try await RequestBytes.read(request, for: route, resources)
    let parameters = Dictionary(
        uniqueKeysWithValues: route.parameters.compactMap { name in
            context.parameters.get(name).map { (name, $0) }
        })
    // PostgreSQL's text holds no NUL, and what is not UTF-8 is no name of anything.
    guard parameters.values.allSatisfy({ !$0.utf8.contains(0) && !$0.unicodeScalars.contains("\u{FFFD}") }) else {
        throw Problem.notFound()
    }
    let call = Call(
        route: route, request: request, caller: caller, resources: resources, now: now, requestID: context.requestID,
        logger: resources.logger, parameters: parameters, json: body.json, bodyDigest: body.digest, form: body.form,
        source: context.source, askForBody: { context.askForBody(of: request) })
    do {
        return try await route.handler(call)
    } catch {
        // Nothing was done: a write that throws is rolled back. What was not found may have been published meanwhile.
        guard !route.takesStream, Problem(for: error).maySpeakOfSomethingNew, await resources.hasLearntMore() else {
            throw error
        }
        return try await route.handler(call)
    }
}

extension Route {
    /// Whether the body is read by the handler, and can be read once only.
    fileprivate var takesStream: Bool { if case .bytes = takes { true } else { false } }
}

extension Problem {
    /// Whether another process may have published what this one does not find.
    fileprivate var maySpeakOfSomethingNew: Bool {
        [.notFound, .unprocessableContent, .internalServerError].contains(status)
    }
}

extension Route {
    /// `/api/portfolios/{id}` as Hummingbird writes it, `/api/portfolios/:id`.
    fileprivate var routerPath: String {
        path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.hasPrefix("{") ? ":\($0.dropFirst().dropLast())" : String($0) }
            .joined(separator: "/")
    }
}

extension Problem {
    /// What a request that no route answers is told: 405 with what the address takes, whatever the method is called, or 404.
    static func unrouted(_ request: Request, _ routes: [Route]) -> Problem {
        let parts = request.uri.path.split(separator: "/")
        let allowed = routes.filter { $0.isAt(parts) }.map(\.method.rawValue)
        guard !allowed.isEmpty else { return .notFound() }
        let names = Set(allowed + (allowed.contains("GET") ? ["HEAD"] : [])).sorted().joined(separator: ", ")
        return Problem(
            .methodNotAllowed, "method-not-allowed", "Not that method", "This address takes \(names)."
        ).with(header: .allow, names)
    }
}

extension Route {
    /// Whether a path, taken apart, is one of this route's.
    fileprivate func isAt(_ parts: [Substring]) -> Bool {
        let pattern = path.split(separator: "/")
        return pattern.count == parts.count && zip(pattern, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
    }
}
