import Foundation
import Synchronization
import Testing

@testable import PriorService

struct GracefulStopTests {
    @Test func `stopping ends in time with a stalled upload and a client that does not read`() async throws {
        // Slow clients are given more time than stopping is, so that it is stopping that ends them.
        var limits = EdgeLimits.short
        limits.patience = .seconds(60)
        limits.headerTime = .seconds(60)
        let time = try await EdgeServer.run(limits) { server, port in
            Thread.detachNewThread {
                guard let upload = try? RawClient(port: port),
                    let reader = try? RawClient(port: port, receiveBuffer: 4_096),
                    let header = try? RawClient(port: port)
                else { return }
                upload.send("POST /sink HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nhalf")
                reader.send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
                header.send("GET / HT")
                _ = upload.read(seconds: 10)
                Thread.sleep(forTimeInterval: 5)
            }
            while server.taken.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(10)) }
            try await Task.sleep(for: .milliseconds(200))
        }
        #expect(time < .seconds(3), "\(time)")
    }

    @Test func `a request in hand is answered to its end while the service stops`() async throws {
        var limits = EdgeLimits.short
        limits.requestGrace = .seconds(5)
        limits.longestShutdown = .seconds(6)
        let (answers, found) = AsyncStream.makeStream(of: String.self)
        let time = try await EdgeServer.run(limits) { _, port in
            Thread.detachNewThread {
                guard let client = try? RawClient(port: port) else { return found.finish() }
                client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
                found.yield(client.read().text)
                found.finish()
            }
            try await Task.sleep(for: .milliseconds(500))
        }
        var answer = answers.makeAsyncIterator()
        let text = await answer.next() ?? ""
        #expect(text.hasSuffix("ok\n"))
        #expect(text.lowercased().contains("connection: close"))
        #expect(time < .seconds(4), "\(time)")
    }
}
