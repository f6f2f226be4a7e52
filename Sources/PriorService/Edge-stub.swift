import UnixSignals
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle
struct EdgeLimits: Sendable { init(_ s: Settings) {} }
func edgeServer(limits: EdgeLimits) -> HTTPServerBuilder { .http1() }
func runServices(_ services: [any ServiceLifecycle.Service], limits: EdgeLimits, logger: Logger) async throws {
    let group = ServiceGroup(configuration: .init(services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
}
