import Foundation
import NIOCore
import Synchronization
import Testing

@testable import PriorService

struct SlowClientTests {
    /// Sends `first`, and then `drop` every tenth of a second, until the server ends it.
    private static func drip(_ port: Int, _ first: String, _ drop: String) throws -> (text: String, seconds: Double) {
        let client = try RawClient(port: port)
        let start = ContinuousClock.now
        client.send(first)
        var text = ""
        while ContinuousClock.now - start < .seconds(8) {
            let (outcome, more) = client.read(most: 4_096, seconds: 0.1)
            text += more
            if outcome == .closed || outcome == .reset { break }
            if text.isEmpty, !drop.isEmpty { client.send(drop) }
        }
        return (text, (ContinuousClock.now - start) / .seconds(1))
    }

    private static let post = "POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"

    @Test(arguments: [
        ("nothing", "", "", ""),
        ("half a request line", "GET / HT", "", "HTTP/1.1 408 "),
        ("a header now and then", "GET / HTTP/1.1\r\nHost: x\r\n", "X-a: b\r\n", "HTTP/1.1 408 "),
        ("no body", post, "", "HTTP/1.1 408 "),
        ("a byte of body now and then", post, "a", "HTTP/1.1 408 "),
        (
            "a chunk of body now and then",
            post.replacing("Content-Length: 100000", with: "Transfer-Encoding: chunked"),
            "1\r\na\r\n", "HTTP/1.1 408 "
        ),
    ])
    func `a client that sends too slowly is ended in time`(
        _ name: String, _ first: String, _ drop: String, _ answer: String
    ) async throws {
        try await EdgeServer.run { _, port in
            let (text, seconds) = try await onThread { try Self.drip(port, first, drop) }
            #expect(text.hasPrefix(answer), "\(text)")
            #expect(text.isEmpty == answer.isEmpty)
            #expect(text.isEmpty || text.lowercased().contains("connection: close"))
            #expect((0.9...5).contains(seconds), "\(seconds)")
        }
    }

    @Test func `a handler is thrown an error and never half a body`() async throws {
        try await EdgeServer.run { server, port in
            _ = try await onThread { try Self.drip(port, Self.post, "a") }
            try await onThread {
                let client = try RawClient(port: port)
                client.send(Self.post + "half")
            }
            try await onThread {
                let client = try RawClient(port: port)
                client.send(Self.post + "half")
                client.shutdown()
                _ = client.read()
            }
            let deadline = ContinuousClock.now + .seconds(5)
            while server.broken.withLock({ $0.count }) < 3, ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(server.broken.withLock { $0 }.sorted() == ["cutShort", "cutShort", "slowBody"])
        }
    }

    @Test func `a body that keeps to the rate is taken however long it lasts`() async throws {
        try await EdgeServer.run { _, port in
            let text = try await onThread {
                let client = try RawClient(port: port)
                client.send("POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 12000\r\n\r\n")
                for _ in 0..<30 {
                    client.send(String(repeating: "a", count: 400))
                    Thread.sleep(forTimeInterval: 0.08)
                }
                return client.answer(ending: "\n")
            }
            #expect(text.hasSuffix("12000\n"))
        }
    }

    @Test(arguments: [
        "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n", "POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na",
    ])
    func `waiting for the handler is no slowness of the client`(_ request: String) async throws {
        try await EdgeServer.run { _, port in
            let text = try await onThread {
                let client = try RawClient(port: port)
                client.send(request)
                return client.answer(ending: "ok\n")
            }
            #expect(text.hasPrefix("HTTP/1.1 200 "))
            #expect(text.hasSuffix("ok\n"))
        }
    }

    @Test func `a disk slower than the client is no slowness of the client`() async throws {
        // The disk takes 256 KiB a second, a quarter of the rate asked for: were its time counted, patience would end
        // before the body does.
        var limits = EdgeLimits.short
        limits.bodyRate = 1_000_000
        try await EdgeServer.run(limits) { _, port in
            let text = try await onThread {
                let client = try RawClient(port: port)
                client.send("POST /disk HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
                _ = client.send([UInt8](repeating: 0x61, count: 1_000_000), seconds: 10)
                return client.answer(ending: "\n")
            }
            #expect(text.hasSuffix("1000000\n"), "\(text.prefix(100))")
        }
    }

    @Test(arguments: [(0, 0.0), (100, 0.1)])
    func `a client that takes an answer too slowly is ended in time`(_ bytes: Int, _ every: Double) async throws {
        try await EdgeServer.run { _, port in
            let seconds = try await onThread {
                let client = try RawClient(port: port, receiveBuffer: 4_096)
                client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
                let start = ContinuousClock.now
                var outcome = RawClient.Outcome.open
                while outcome != .reset, ContinuousClock.now - start < .seconds(8) {
                    Thread.sleep(forTimeInterval: max(every, 0.1))
                    if bytes > 0 { _ = client.read(most: bytes, seconds: 1) }
                    // Only sending tells of a reset while there is something left to read; blank lines are no request.
                    outcome = client.send("\r\n")
                }
                return (ContinuousClock.now - start) / .seconds(1)
            }
            #expect((0.9...6).contains(seconds), "\(seconds)")
        }
    }

    @Test func `a client that takes an answer slowly but keeps to the rate is served`() async throws {
        try await EdgeServer.run { _, port in
            let bytes = try await onThread {
                let client = try RawClient(port: port, receiveBuffer: 16 * 1_024)
                client.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
                var bytes = 0
                let start = ContinuousClock.now
                while ContinuousClock.now - start < .seconds(3) {
                    let (outcome, text) = client.read(most: 8_192, seconds: 1)
                    bytes += text.utf8.count
                    guard outcome == .done else { return -bytes }
                    Thread.sleep(forTimeInterval: 0.1)
                }
                return bytes
            }
            #expect(bytes > 100_000)
        }
    }

    @Test func `a connection that rests between requests is closed without a word`() async throws {
        try await EdgeServer.run { _, port in
            try await onThread {
                let client = try RawClient(port: port)
                for _ in 0..<3 {
                    client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                    #expect(client.answer(ending: "ok\n").hasPrefix("HTTP/1.1 200 "))
                    Thread.sleep(forTimeInterval: 0.4)
                }
                let start = ContinuousClock.now
                let (outcome, text) = client.read()
                #expect(outcome == .closed)
                #expect(text.isEmpty)
                #expect(ContinuousClock.now - start < .seconds(4))
            }
        }
    }

    @Test func `patience is lost by waiting, won back by bytes, and never saved up`() {
        var patience = Patience(rate: 1_000, whole: .seconds(10))
        let steps: [(seconds: Int64, bytes: Int)] = [(1, 1_000_000), (9, 0), (60, 60_000), (1, 0)]
        let holds = steps.map { patience.wait(.seconds($0.seconds), for: $0.bytes) }
        #expect(holds == [true, true, true, false])
        patience.restore()
        let holdsAgain = patience.wait(.seconds(9), for: 0)
        #expect(holdsAgain)
    }
}
