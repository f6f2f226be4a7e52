import Assessment
import EvidenceStore
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import MediaType
import NIOCore
import Postgres
import Rubrics
import Seal
import Support
import Synchronization
import Testing

@testable import PriorService

/// The service on a database of the test's own, with a clock that stands still until it is told to move. Requests go
/// through the real router and everything below it.
struct Stage: Sendable {
    let client: any TestClientProtocol
    let resources: Resources
    let clock: Clock

    /// A clock that a test moves.
    final class Clock: Sendable {
        private let moment = Mutex(Date(timeIntervalSince1970: 1_790_000_000))
        var now: Date { moment.withLock { $0 } }
        func advance(_ seconds: TimeInterval) { moment.withLock { $0 += seconds } }
        func advance(days: Double) { advance(days * 86_400) }
    }

    /// Counts 1, 2, 3 ….
    private final class Count: Sendable {
        private let number = Mutex<UInt64>(0)

        func next() -> UInt64 {
            number.withLock { number in
                number += 1
                return number
            }
        }
    }

    /// One for all: hundreds of stages at once, each with workers of its own, would be a thousand processes.
    private static let typist = Typist()

    /// The operator's token on every stage.
    static let operatorToken = "prior_o_" + String(repeating: "x", count: 40)

    /// Runs a test on a fresh stage. The test, or its suite, needs the trait `.database`, or gives a database itself.
    /// - Parameter counting: whether ids are counted on instead of drawn, so that they sort as they were made.
    static func run(
        _ change: (inout Settings) -> Void = { _ in }, logger: Logger = .silent, on conninfo: String? = nil,
        counting: Bool = false,
        _ test: @Sendable @escaping (Stage) async throws -> Void
    ) async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "prior-stage-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        var settings = Settings()
        settings.dataDirectory = directory
        settings.rubricsDirectory = packageRoot.appending(path: "rubrics")
        settings.messagesDirectory = packageRoot.appending(
            path: "Sources/PriorService/Clockwork/Notifications/Messages")
        settings.database.connections = 4
        // Beside a thousand other tests a connection may be long in coming; that is no test's subject unless it says so.
        settings.database.wait = .seconds(120)
        settings.scryptLogN = 10
        settings.isDemo = true
        settings.operatorTokenDigest = SecretToken.digest(of: operatorToken)
        change(&settings)
        let clock = Clock()
        var world = World(now: { clock.now })
        if counting {
            let count = Count()
            world.randomBytes = { length in
                let number = count.next()
                return (0..<length).map { place in
                    let shift = (length - 1 - place) * 8
                    return shift < 64 ? UInt8(truncatingIfNeeded: number >> UInt64(shift)) : 0
                }
            }
        }
        let resources = try await Resources.open(
            settings, conninfo: conninfo ?? TestDatabase.current.conninfo, world: world,
            typist: settings.isTypingApart ? typist : nil, logger: logger)
        do {
            let app = Application(router: router(for: Routes.mounted(settings), resources), logger: .silent)
            try await app.test(.router) { client in
                try await test(Stage(client: client, resources: resources, clock: clock))
            }
        } catch {
            await resources.database.close()
            throw error
        }
        await resources.database.close()
    }

    /// The package's own root, wherever it is checked out.
    static let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
}
