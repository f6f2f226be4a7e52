import EvidenceStore
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import ServiceLifecycle
import Support
import Testing

@testable import PriorService

@Suite(.database) struct BrokenUploadTests {
    @Test func `a connection cut in the middle of an upload leaves nothing behind`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            try await serving(stage) { port in
                let head =
                    "POST /api/portfolios/\(portfolio)/evidence?fileName=a.pdf HTTP/1.1\r\nHost: x\r\n"
                    + "Authorization: Bearer \(lerato.token)\r\nContent-Length: 9000000\r\n\r\n"
                try await onThread {
                    let client = try RawClient(port: port)
                    client.send(head)
                    _ = client.send(Samples.pdf + [UInt8](repeating: 0x20, count: 3_000_000))
                    // The upload is under way: its temporary file is there.
                    try waitUntil { !stage.storedFiles.isEmpty }
                }
                try await onThread { try waitUntil { stage.storedFiles.isEmpty } }
            }
            #expect(try await stage.get("/api/portfolios/\(portfolio)/evidence", as: lerato).items.isEmpty)
            #expect(try await stage.get("/api/portfolios/\(portfolio)", as: lerato).version == "\"1\"")
        }
    }

    @Test func `an upload in chunks, of no announced length, is taken`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            try await serving(stage) { port in
                let head =
                    "POST /api/portfolios/\(portfolio)/evidence?fileName=a.png HTTP/1.1\r\nHost: x\r\n"
                    + "Authorization: Bearer \(lerato.token)\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                let text = try await onThread {
                    let client = try RawClient(port: port)
                    client.send(head)
                    for piece in [Samples.png.prefix(30), Samples.png.dropFirst(30)] {
                        _ = client.send(
                            Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8))
                    }
                    client.send("0\r\n\r\n")
                    return client.read().text
                }
                #expect(text.hasPrefix("HTTP/1.1 201 "), "\(text)")
            }
            #expect(try await stage.get("/api/portfolios/\(portfolio)/evidence", as: lerato).items.count == 1)
        }
    }

    @Test func `uploads at the same time all count, each with a version of its own`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let versions = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await stage.upload(Samples.png, to: portfolio, as: lerato).version }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(versions == Set((2...9).map { "\"\($0)\"" }))
            // The same bytes are one object.
            #expect(stage.storedFiles.count == 1)
        }
    }

    @Test func `a full disk is said to be full, and is nobody's fault`() {
        let problem = Problem(for: EvidenceStoreError.full)
        #expect(problem.status.code == 507 && problem.type == "store-full")
        #expect(problem.headers[.retryAfter] != nil)
    }

    /// Serves the stage on a free port, behind the edge.
    private func serving(_ stage: Stage, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
        let (ports, found) = AsyncStream.makeStream(of: Int.self)
        let app = Application(
            router: router(for: Routes.mounted(stage.resources.settings), stage.resources),
            server: .edge(), configuration: .edge(address: .hostname("127.0.0.1", port: 0), logger: .silent),
            onServerRunning: { channel in found.yield(channel.localAddress?.port ?? 0) }, logger: .silent)
        let group = ServiceGroup(services: [app], limits: .short, logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var port = ports.makeAsyncIterator()
            let number = await port.next() ?? 0
            try await body(number)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}

/// Waits, on a thread that may block, until something is so.
private func waitUntil(_ isSo: () -> Bool) throws {
    let start = ContinuousClock.now
    while !isSo() {
        guard ContinuousClock.now - start < .seconds(300) else { throw TooLate() }
        Thread.sleep(forTimeInterval: 0.02)
    }
}

private struct TooLate: Error {}
