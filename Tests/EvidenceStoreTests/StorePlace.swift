import Foundation
import NIOCore
import NIOHTTP1
import Seal
import Testing

@testable import EvidenceStore

/// A store of a test's own, on any of the back ends that are here: a folder of the local disk, and a prefix in the bucket
/// of the S3 server that `PRIOR_TEST_S3` names (`Tests/Servers/seaweedfs run` starts one).
final class StorePlace: Sendable {
    let backEnd: BackEnd
    let directory: String
    let store: any EvidenceStore
    /// How the bucket is reached; nil on the local disk.
    let bucket: S3Configuration?

    /// The back ends that can be tested here.
    static var backEnds: [BackEnd] { bucket() == nil ? [.local] : [.local, .s3] }

    /// The bucket of the server that the environment names, with a prefix of its own; nil where there is none.
    static func bucket() -> S3Configuration? {
        let environment = ProcessInfo.processInfo.environment
        guard let endpoint = environment["PRIOR_TEST_S3"], !endpoint.isEmpty else { return nil }
        var configuration = S3Configuration(
            endpoint: endpoint, bucket: environment["PRIOR_TEST_S3_BUCKET"] ?? "prior",
            prefix: "test/\(UUID().uuidString)", accessKey: environment["PRIOR_TEST_S3_ACCESS_KEY"] ?? "",
            secretKey: environment["PRIOR_TEST_S3_SECRET_KEY"] ?? "")
        // The smallest that S3 allows, so that few bytes make many parts.
        configuration?.partSize = 5 << 20
        return configuration
    }

    init(_ backEnd: BackEnd, _ change: (inout S3Configuration) -> Void = { _ in }) throws {
        self.backEnd = backEnd
        directory =
            FileManager.default.temporaryDirectory
            .appending(path: "prior-store-\(UUID().uuidString)", directoryHint: .isDirectory).path
        switch backEnd {
        case .local:
            bucket = nil
            store = try LocalEvidenceStore(directory: directory)
        case .s3:
            var configuration = try #require(Self.bucket())
            change(&configuration)
            bucket = configuration
            store = try S3EvidenceStore(configuration, stagingIn: directory)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// The names of the temporary files there are.
    func temporaryFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory + "/tmp")
    }

    /// Puts other bytes where the object of `digest` stands, behind the back of the store.
    func damage(_ digest: Digest, with bytes: [UInt8]) async throws {
        let hex = digest.hex
        let name = "objects/\(hex.prefix(2))/\(hex.dropFirst(2).prefix(2))/\(hex)"
        if let bucket {
            let client = S3Client(bucket)
            _ = try await client.ask(
                .init(
                    method: .PUT, key: bucket.key(name), body: ByteBuffer(bytes: bytes), payload: .of(bytes)))
        } else {
            try Data(bytes).write(to: URL(filePath: "\(directory)/\(name)"))
        }
    }
}
