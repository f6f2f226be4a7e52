import Foundation
import NIOCore
import NIOHTTP1
import Seal
import Testing

@testable import EvidenceStore

/// What an S3 server and the way to it do wrong. They run where a server is: `make test-stores`.
@Suite(.enabled(if: StorePlace.bucket() != nil, "PRIOR_TEST_S3 names no server"))
struct S3FaultTests {
    /// A store that reaches the server through a proxy which cuts connections.
    private func cutting(_ test: (CuttingProxy, StorePlace) async throws -> Void) async throws {
        let bucket = try #require(StorePlace.bucket())
        let proxy = try CuttingProxy(to: try #require(bucket.host.split(separator: ":").last.flatMap { UInt16($0) }))
        defer { proxy.close() }
        try await test(proxy, try StorePlace(.s3) { $0.host = "127.0.0.1:\(proxy.port)" })
    }

    @Test func `a download whose connection breaks goes on at the byte where it broke`() async throws {
        try await cutting { (proxy, place) async throws in
            let bytes = sample(9_000_000)
            let digest = try await place.store.put(bytes).digest
            // The store's connections are kept; the next ones are new.
            let reader = try S3EvidenceStore(try #require(place.bucket), stagingIn: place.directory)
            proxy.cut(after: [3_000_000, 1_500_000, 700, 2_000_000])
            let (connections, sent) = (proxy.connections, proxy.bytes)
            #expect(try await reader.bytes(of: digest) == bytes)
            #expect(proxy.connections - connections == 5)
            // What went twice is what was between the two ends, not the beginning of the file.
            #expect(proxy.bytes - sent < 9_000_000 + 4 * 1_000_000)
            #expect(
                try await reader.bytes(of: digest, range: 5_000_000..<5_000_100) == Array(bytes[5_000_000..<5_000_100]))
        }
    }

    @Test func `an upload whose connections break, in one piece or in parts, arrives whole`() async throws {
        try await cutting { (proxy, place) async throws in
            for size in [400_000, 17_000_000] {
                proxy.cut(after: [0, 0, 10, 0])
                let bytes = sample(size, seed: UInt64(size))
                #expect(try await place.store.put(bytes).digest == .of(bytes))
                #expect(try await place.store.verify(.of(bytes)) == .ok(size: Int64(size)))
            }
            #expect(try place.temporaryFiles() == [])
        }
    }

    @Test func `a server that is not there is an error soon, and leaves nothing behind`() async throws {
        let place = try StorePlace(.s3) {
            $0.host = "127.0.0.1:9"
            $0.attempts = 2
        }
        await #expect(throws: EvidenceStoreError.self) { try await place.store.check() }
        await #expect { try await place.store.put(sample(10)) } throws: {
            guard case EvidenceStoreError.unavailable = $0 else { return false }
            return true
        }
        #expect(try place.temporaryFiles() == [])
    }

    @Test func `a wrong key, and a bucket that is not there, are errors and not missing objects`() async throws {
        let locked = try StorePlace(.s3) { $0.secretKey = "wrong" }
        await #expect { try await locked.store.size(of: .of("x")) } throws: { "\($0)".contains("403") }
        let lost = try StorePlace(.s3) { $0.bucket = "nowhere" }
        await #expect(throws: EvidenceStoreError.self) { try await lost.store.check() }
    }

    @Test func `the server refuses bytes that were altered on the way`() async throws {
        let bucket = try #require(StorePlace.bucket())
        let client = S3Client(bucket)
        let body = ByteBuffer(string: "altered")
        let (other, sum) = (ByteBuffer(string: "as sent").contentMD5, Data(Digest.of("as sent").bytes))
        var headers = [("content-md5", other), ("x-amz-checksum-sha256", sum.base64EncodedString())]
        // Ceph knows only MD5.
        if ProcessInfo.processInfo.environment["PRIOR_TEST_S3_CHECKS"] == "md5" { headers.removeLast() }
        for header in headers {
            await #expect(throws: S3Failure.self) {
                try await client.ask(
                    .init(
                        method: .PUT, key: bucket.key("x"), headers: [header], body: body, payload: .of("altered")))
            }
        }
        let head = try? await client.ask(.init(method: .HEAD, key: bucket.key("x")))
        #expect(head == nil)
    }

    @Test func `uploads in parts that nobody finished are swept, the young ones not`() async throws {
        let place = try StorePlace(.s3)
        let bucket = try #require(place.bucket)
        let client = S3Client(bucket)
        for number in 0..<3 {
            _ = try await client.ask(
                .init(method: .POST, key: bucket.key("objects/\(number)"), query: [("uploads", "")]))
        }
        #expect(try await place.store.sweepTemporary(before: Date(timeIntervalSinceNow: -3600)) == 0)
        #expect(try await place.store.sweepTemporary(before: Date(timeIntervalSinceNow: 60)) == 3)
        #expect(try await place.store.sweepTemporary(before: Date(timeIntervalSinceNow: 60)) == 0)
    }

    @Test func `an upload that is cancelled leaves no parts`() async throws {
        let place = try StorePlace(.s3)
        let task = Task { try await place.store.put(sample(40_000_000)) }
        try await Task.sleep(for: .milliseconds(700))
        task.cancel()
        let stored = try? await task.value
        #expect(try await place.store.sweepTemporary(before: Date(timeIntervalSinceNow: 60)) == 0)
        #expect(try await place.store.digests().count == (stored == nil ? 0 : 1))
    }

    @Test func `whoever has the address reads the object for a while, as a file to save`() async throws {
        let place = try StorePlace(.s3)
        let digest = try await place.store.put(Array("hello".utf8)).digest
        let link = try #require(
            try await place.store.link(
                to: digest, for: 60, type: "text/plain", disposition: "attachment; filename=\"a b.txt\""))
        let (data, response) = try await fetch(link)
        #expect(data == "hello")
        #expect(response.lowercased().contains("content-disposition: attachment; filename=\"a b.txt\""))
        #expect(response.lowercased().contains("content-type: text/plain"))
        let (_, refused) = try await fetch(link.replacing("hello", with: "other") + "0")
        #expect(refused.contains(" 403 "))
    }

    private func fetch(_ link: String) async throws -> (body: String, head: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["curl", "--silent", "--include", link]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        let parts = text.components(separatedBy: "\r\n\r\n")
        return (parts.dropFirst().joined(), parts.first ?? "")
    }
}
