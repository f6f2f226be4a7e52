import Foundation
import Testing

@testable import PriorService

struct HostileClientTests {
    @Test(arguments: [
        ("/deny", "HTTP/1.1 401 "), ("/collect", "HTTP/1.1 413 "), ("/nowhere", "HTTP/1.1 404 "),
    ])
    func `after an early answer little more is read and the connection is closed`(
        _ path: String, _ answer: String
    ) async throws {
        try await EdgeServer.run { _, port in
            try await onThread {
                let client = try RawClient(port: port)
                client.send("POST \(path) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                let chunk = Array("4000\r\n".utf8) + [UInt8](repeating: 0x61, count: 0x4000) + Array("\r\n".utf8)
                let start = ContinuousClock.now
                // A client that looks at the answer before it sends more sees it whole.
                if path != "/collect" {
                    let (outcome, text) = client.read()
                    #expect(outcome == .closed)
                    #expect(text.hasPrefix(answer))
                    #expect(text.lowercased().contains("connection: close"))
                }
                var sent = 0
                var outcome = RawClient.Outcome.done
                while outcome == .done, ContinuousClock.now - start < .seconds(8), sent < 1 << 30 {
                    let result = client.send(chunk, seconds: 0.2)
                    sent += result.bytes
                    outcome = result.outcome
                }
                if path == "/collect" {
                    // It stopped sending when nothing more was taken, as curl does, and reads the answer.
                    let text = client.read().text
                    #expect(text.hasPrefix(answer), "\(outcome) \(text)")
                    #expect(text.lowercased().contains("connection: close"))
                }
                #expect(sent < 1 << 20, "\(sent) bytes were taken")
                while outcome != .reset, ContinuousClock.now - start < .seconds(10) {
                    Thread.sleep(forTimeInterval: 0.1)
                    outcome = client.send([UInt8(ascii: "a")], seconds: 0.1).outcome
                }
                #expect(outcome == .reset)
            }
        }
    }

    @Test func `an early answer to a request that is whole leaves the connection open`() async throws {
        try await EdgeServer.run { _, port in
            try await onThread {
                let client = try RawClient(port: port)
                for _ in 0..<2 {
                    client.send("POST /deny HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello")
                    let text = client.answer(ending: "\r\n\r\n")
                    #expect(text.hasPrefix("HTTP/1.1 401 "))
                    #expect(!text.lowercased().contains("connection: close"))
                }
            }
        }
    }

    @Test(arguments: [
        ("GET / HTTP/1.1\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400),
        ("POST /collect HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG", 400),
        ("POST /collect HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nG", 400),
        ("POST /collect HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 5\r\n\r\nabcde", 400),
        ("POST /collect HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n", 400),
        ("POST /collect HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("POST /collect HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST /collect HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n", 400),
        ("GET / HTTP/1.1\nHost: x\n\n", 400),
        ("GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400),
        ("\u{16}\u{03}\u{01}\u{02}\u{00}\u{01}", 400),
        ("TRACE / HTTP/1.1\r\nHost: x\r\n\r\n", 405),
        ("CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n", 405),
        ("GET / HTTP/1.1\r\nHost: x\r\nX: \(String(repeating: "a", count: 40_000))\r\n\r\n", 431),
        ("GET / HTTP/1.1\r\nHost: x\r\n\((0..<200).map { "X\($0): b\r\n" }.joined())\r\n", 431),
        ("GET /\(String(repeating: "a", count: 40_000)) HTTP/1.1\r\nHost: x\r\n\r\n", 431),
        (String(repeating: "\r\n", count: 200_000), 431),
        (
            "POST /sink HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;\(String(repeating: "a", count: 300_000))",
            400
        ),
    ])
    func `what is no request, or may be read in two ways, is refused and the connection closed`(
        _ bytes: String, _ status: Int
    ) async throws {
        try await EdgeServer.run { _, port in
            try await onThread {
                let client = try RawClient(port: port, sendBuffer: nil)
                client.send(bytes)
                let (outcome, text) = client.read()
                #expect(outcome != .open)
                #expect(text.hasPrefix("HTTP/1.1 \(status) "), "\(text.prefix(200))")
                #expect(text.lowercased().contains("connection: close"))
                #expect(text.components(separatedBy: "HTTP/1.1 ").count == 2)
            }
        }
    }

    @Test func `pipelined requests are answered in order and the bad one ends the connection`() async throws {
        try await EdgeServer.run { _, port in
            try await onThread {
                let client = try RawClient(port: port)
                let get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
                client.send(
                    get + "POST /collect HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" + get
                        + "no HTTP at all\r\n\r\n")
                let (outcome, text) = client.read()
                #expect(outcome == .closed)
                let statuses = text.components(separatedBy: "HTTP/1.1 ").dropFirst().map { $0.prefix(3) }
                #expect(statuses.prefix(3) == ["200", "200", "200"])
                #expect(statuses.count <= 4)
            }
        }
    }

    @Test(arguments: [
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
    ])
    func `a client that asks for it has the connection closed after the answer`(_ request: String) async throws {
        try await EdgeServer.run { _, port in
            try await onThread {
                let client = try RawClient(port: port)
                client.send(request)
                let (outcome, text) = client.read(seconds: 3)
                #expect(outcome == .closed)
                #expect(text.hasSuffix("ok\n"))
            }
        }
    }

    @Test func `a client that waits for it is told to go on, unless it is refused first`() async throws {
        try await EdgeServer.run { _, port in
            try await onThread {
                let head = "HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n"
                let welcome = try RawClient(port: port)
                welcome.send("POST /sink \(head)")
                #expect(welcome.answer(ending: "\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n")
                welcome.send("hello")
                #expect(welcome.answer(ending: "5\n").hasPrefix("HTTP/1.1 200 "))
                let refused = try RawClient(port: port)
                refused.send("POST /deny \(head)")
                let (outcome, text) = refused.read()
                #expect(outcome == .closed)
                #expect(text.hasPrefix("HTTP/1.1 401 "))
            }
        }
    }
}
