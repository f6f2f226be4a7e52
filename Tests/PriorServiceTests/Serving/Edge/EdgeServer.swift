import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

@testable import PriorService

/// A small service behind the edge, with one route for each way of treating a body.
final class EdgeServer: Sendable {
    /// What its handlers saw of bodies that did not come to a good end.
    let broken = Mutex<[String]>([])
    /// Bytes of bodies its handlers took.
    let taken = Mutex(0)

    private var router: Router<BasicRequestContext> {
        let router = Router()
        router.get("/") { _, _ in "ok\n" }
        router.get("/slow") { _, _ in
            try await Task.sleep(for: .seconds(2))
            return "ok\n"
        }
        router.post("/slow") { _, _ in
            try await Task.sleep(for: .seconds(2))
            return "ok\n"
        }
        router.get("/big") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    let part = ByteBuffer(repeating: 0x61, count: 64 * 1_024)
                    for _ in 0..<4_096 { try await writer.write(part) }
                    try await writer.finish(nil)
                })
        }
        router.post("/deny") { _, _ -> HTTPResponse.Status in .unauthorized }
        router.post("/collect") { request, _ in
            let body = try await self.noting { try await request.body.collect(upTo: 100_000) }
            return "\(body.readableBytes)\n"
        }
        router.post("/disk") { request, _ in
            // A disk that takes 64 KiB in a quarter of a second.
            var bytes = 0
            var due = 64 * 1_024
            for try await part in request.body {
                bytes += part.readableBytes
                if bytes > due {
                    try await Task.sleep(for: .milliseconds(250))
                    due += 64 * 1_024
                }
            }
            return "\(bytes)\n"
        }
        router.post("/sink") { request, _ in
            let bytes = try await self.noting {
                var bytes = 0
                for try await part in request.body {
                    bytes += part.readableBytes
                    self.taken.withLock { $0 += part.readableBytes }
                }
                return bytes
            }
            return "\(bytes)\n"
        }
        return router
    }

    private func noting<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch {
            broken.withLock { $0.append("\(error)") }
            throw error
        }
    }

    /// Runs the service on a free port, and stops it when `body` is done.
    /// - Returns: how long stopping took.
    @discardableResult
    static func run(
        _ limits: EdgeLimits = .short, _ body: @escaping @Sendable (EdgeServer, Int) async throws -> Void
    ) async throws -> Duration {
        let server = EdgeServer()
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        var logger = Logger(label: "edge")
        logger.logLevel = .error
        let application = Application(
            router: server.router,
            server: .edge(limits: limits),
            configuration: .edge(address: .hostname("127.0.0.1", port: 0), limits: limits, logger: logger),
            onServerRunning: { channel in found.yield(channel.localAddress?.port ?? 0) },
            logger: logger)
        let group = ServiceGroup(services: [application], limits: limits, logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var port = ports.makeAsyncIterator()
            try await body(server, port.next() ?? 0)
            let start = ContinuousClock.now
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return ContinuousClock.now - start
        }
    }
}

extension EdgeLimits {
    /// Limits that a test can wait for.
    static var short: EdgeLimits {
        var limits = EdgeLimits()
        limits.headerTime = .seconds(1)
        limits.idleTime = .seconds(1)
        limits.bodyRate = 2_000
        limits.readerRate = 20_000
        limits.patience = .seconds(1)
        limits.drainTime = .milliseconds(500)
        limits.continueAfter = .milliseconds(400)
        limits.requestGrace = .milliseconds(500)
        limits.longestShutdown = .seconds(3)
        return limits
    }
}
