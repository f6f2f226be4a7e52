import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import Postgres

/// Around every request, also those that no route answers: one log line, one count, the headers every answer has, and the
/// one place where an error becomes a problem document.
struct RequestFrame: RouterMiddleware {
    let resources: Resources
    let routes: [Route]

    @concurrent func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let started = ContinuousClock.now
        resources.metrics.began()
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let problem = isUnrouted(error) ? .unrouted(request, routes) : Problem(for: error)
            if problem.status.code >= 500 { log(error, problem, context) }
            response =
                request.uri.path.hasPrefix(CASERefusal.prefix)
                ? (error as? CASERefusal ?? CASERefusal(problem)).response(problem.headers)
                : problem.response(requestID: context.requestID)
        }
        if request.method == .head { response = response.createHeadResponse() }
        dress(&response, context)
        let seconds = (ContinuousClock.now - started).inSeconds
        let route = context.endpointPath ?? "none"
        resources.metrics.ended(
            method: request.method.rawValue, route: route, status: response.status.code, seconds: seconds)
        resources.logger.info(
            "request",
            metadata: [
                "requestId": .string(context.requestID), "method": .string(request.method.rawValue),
                "route": .string(route),
                "status": .stringConvertible(response.status.code),
                "milliseconds": .stringConvertible((seconds * 1000).rounded()),
            ])
        return response
    }

    /// Whether the router itself found no route; what a handler does not find, it says with a `Problem`.
    private func isUnrouted(_ error: any Error) -> Bool {
        (error as? any HTTPResponseError)?.status == .notFound
    }

    /// Headers of every answer, ASVS 3.4 and 14.3.2: nothing here is for a browser to run, frame, guess at or keep.
    private func dress(_ response: inout Response, _ context: Context) {
        response.headers[.requestID] = context.requestID
        response.headers[.xContentTypeOptions] = "nosniff"
        response.headers[.referrerPolicy] = "no-referrer"
        response.headers[.crossOriginResourcePolicy] = "same-origin"
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'; sandbox"
        }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if resources.settings.publicURL.hasPrefix("https:") {
            response.headers[.strictTransportSecurity] = "max-age=31536000; includeSubDomains"
        }
    }

    /// Logged once, at the boundary. A PostgreSQL error says its code and constraint, never a value.
    private func log(_ error: any Error, _ problem: Problem, _ context: Context) {
        resources.logger.error(
            "request failed",
            metadata: [
                "requestId": .string(context.requestID), "route": .string(context.endpointPath ?? "none"),
                "problem": .string(problem.type), "error": .string(String(describing: error)),
            ])
    }
}

extension Problem {
    /// What a client is told of an error.
    init(for error: any Error) {
        switch error {
        case let problem as Problem:
            self = problem
        case let error as any RuleError:
            self = error.problem
        case let error as PostgresError
        where error.isConnectionLoss || error.kind == .poolExhausted || error.kind == .closed:
            self = .unavailable
        case let error as PostgresError where error.constraint == "scorecard_pins_the_version":
            self = .rubricMoved
        case let error as any HTTPResponseError where error.status.code < 500:
            self = Problem(error.status, "bad-request", error.status.reasonPhrase, "The request cannot be understood.")
        default:
            self = .unexpected
        }
    }
}
