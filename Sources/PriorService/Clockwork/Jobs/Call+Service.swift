import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore

extension Call {
    /// What the service asks of itself, so that a step is the same whether a person takes it or time does. Nobody asks, and
    /// there is no body.
    init(ofServiceAt now: Date, _ resources: Resources) {
        let head = HTTPRequest(method: .post, scheme: nil, authority: nil, path: Route.ofService.path)
        self.init(
            route: .ofService, request: Request(head: head, body: .init(buffer: ByteBuffer())), caller: .nobody,
            resources: resources, now: now, requestID: "", logger: resources.logger, parameters: [:], json: nil,
            bodyDigest: nil, form: [:], source: "local", askForBody: {})
    }
}

extension Route {
    /// No route of the table: it stands in the calls that no request makes.
    fileprivate static let ofService = Route(
        method: .post, path: "/", name: "service", says: "The service itself.", access: .operator, gives: [],
        handler: { _ in .noContent })
}
