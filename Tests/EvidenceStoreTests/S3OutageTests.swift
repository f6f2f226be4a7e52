import Foundation
import NIOCore
import Seal
import Testing

@testable import EvidenceStore

/// What starts and kills a server.
let serverScript = ProcessInfo.processInfo.environment["PRIOR_TEST_S3_SERVER"]

/// A server of this test's own is killed and comes back. It runs where `PRIOR_TEST_S3_SERVER` names the script that starts
/// one: `make test-stores`.
@Suite(.enabled(if: serverScript != nil, "PRIOR_TEST_S3_SERVER names no script"))
struct S3OutageTests {
    private let directory = FileManager.default.temporaryDirectory.appending(path: "prior-outage-\(UUID())").path

    @Test func `a server killed in mid-write loses nothing that was acknowledged, and what it did not take is told`()
        async throws
    {
        let script = try #require(serverScript)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try run(script, "start", directory + "/server", "21430")
        defer { try? run(script, "kill", directory + "/server") }
        let bucket = try #require(StorePlace.bucket()).at("http://127.0.0.1:21430")
        let store = try S3EvidenceStore(try #require(bucket), stagingIn: directory + "/staging")
        let (kept, refused) = try await withThrowingTaskGroup(of: (kept: [Digest: Int], refused: Int).self) { group in
            for writer in 0..<4 { group.addTask { try await Self.write(to: store, as: writer) } }
            group.addTask {
                try await Task.sleep(for: .seconds(2))
                try run(script, "kill", directory + "/server")
                try await Task.sleep(for: .seconds(1))
                try run(script, "start", directory + "/server", "21430")
                return ([:], 0)
            }
            return try await group.reduce((kept: [Digest: Int](), refused: 0)) { all, one in
                (all.kept.merging(one.kept) { $1 }, all.refused + one.refused)
            }
        }
        #expect(kept.count + refused == 120)
        #expect(kept.count > 60, "\(kept.count) acknowledged, \(refused) refused")
        for (digest, size) in kept {
            #expect(try await store.verify(digest) == .ok(size: Int64(size)))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory + "/staging/tmp") == [])
    }

    /// Puts thirty objects, and gives back those that were acknowledged and how many were not.
    private static func write(
        to store: S3EvidenceStore, as writer: Int
    ) async throws -> (kept: [Digest: Int], refused: Int) {
        var (kept, refused) = ([Digest: Int](), 0)
        for number in 0..<30 {
            // Every tenth goes up in parts.
            let size = number.isMultiple(of: 10) ? 5_500_000 : 150_000
            do {
                kept[try await store.put(sample(size, seed: UInt64(writer * 1000 + number + 1))).digest] = size
            } catch EvidenceStoreError.unavailable {
                refused += 1
            }
        }
        return (kept, refused)
    }

    private func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice

        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ServerFailure(command: arguments, status: process.terminationStatus)
        }
    }
}

extension S3Configuration {
    /// The same bucket on another server.
    fileprivate func at(_ endpoint: String) -> S3Configuration? {
        S3Configuration(
            endpoint: endpoint, bucket: bucket, region: region, prefix: prefix, accessKey: accessKey,
            secretKey: secretKey)
    }
}

private struct ServerFailure: Error {
    var command: [String]
    var status: Int32
}
