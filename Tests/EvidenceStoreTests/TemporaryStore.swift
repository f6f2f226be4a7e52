import EvidenceStore
import Foundation
import NIOCore
import Seal

/// A store in a folder of its own, which goes with the test.
final class TemporaryStore: Sendable {
    let directory: String
    let store: LocalEvidenceStore

    init() throws {
        directory =
            FileManager.default.temporaryDirectory
            .appending(path: "prior-store-\(UUID().uuidString)", directoryHint: .isDirectory).path
        store = try LocalEvidenceStore(directory: directory)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    /// Where the object of `digest` stands.
    func path(of digest: Digest) -> String {
        let hex = digest.hex
        return "\(directory)/objects/\(hex.prefix(2))/\(hex.dropFirst(2).prefix(2))/\(hex)"
    }

    /// The names of the temporary files there are.
    func temporaryFiles() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory + "/tmp")
    }
}

extension EvidenceStore {
    /// Puts `bytes` in pieces of `piece` bytes.
    func put(_ bytes: [UInt8], piece: Int = 64 << 10, expected: Digest? = nil) async throws -> StoredObject {
        let upload = try await begin()
        for start in stride(from: 0, to: bytes.count, by: piece) {
            try await upload.write(ByteBuffer(bytes: bytes[start..<min(start + piece, bytes.count)]))
        }
        return try await upload.finish(expected: expected)
    }

    /// The digests of all objects, as they are told.
    func digests() async throws -> [Digest] {
        try await entries().reduce(into: []) { $0.append($1.digest) }
    }

    /// All bytes of an object, or of a stretch of it.
    func bytes(of digest: Digest, range: Range<Int64>? = nil) async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await buffer in try await open(digest, range: range) {
            all += buffer.readableBytesView
        }
        return all
    }
}

/// `count` bytes that look random and are the same every time.
func sample(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<count).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
    }
}
