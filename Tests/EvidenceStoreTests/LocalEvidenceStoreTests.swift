import EvidenceStore
import Foundation
import NIOCore
import Seal
import Testing

/// What is so on a local disk only.
struct LocalEvidenceStoreTests {
    private let place = try? TemporaryStore()

    private func opened() throws -> TemporaryStore {
        try #require(place)
    }

    @Test
    func `all objects are told, in order, and nothing else that lies there`() async throws {
        let place = try opened()
        var digests: [Digest] = []
        for number in 0..<60 { digests.append(try await place.store.put(sample(100, seed: UInt64(number))).digest) }
        let stray = URL(filePath: place.path(of: digests[0])).deletingLastPathComponent()
        try Data("notes".utf8).write(to: stray.appending(path: "README"))
        try Data("notes".utf8).write(to: URL(filePath: place.directory).appending(path: "objects/README"))
        #expect(try await place.store.digests() == digests.sorted())
    }

    @Test
    func `nobody else on the machine may read what is kept`() async throws {
        let place = try opened()
        let digest = try await place.store.put(sample(10)).digest
        let upload = try await place.store.begin()
        let staged = try await upload.staged().path
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        let object = URL(filePath: place.path(of: digest))
        #expect(try mode(object.path) == 0o600)
        #expect(try mode(object.deletingLastPathComponent().path) == 0o700)
        #expect(try mode(staged) == 0o600)
        #expect(try mode(place.directory) == 0o700)
        #expect(try mode(place.directory + "/objects") == 0o700)
        await upload.abandon()
    }

    @Test
    func `two hundred uploads at once keep few files open and all arrive`() async throws {
        let place = try opened()
        let sizes = try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask { try await place.store.put(sample(200_000, seed: UInt64(number)), piece: 8_192).size }
            }
            return try await group.reduce(0, +)
        }
        #expect(sizes == 200 * 200_000)
        #expect(try place.temporaryFiles() == [])
        func openFiles() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count {
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
                return target?.hasPrefix(place.directory) ?? false
            }
        }
        // The last job lets its file go a moment after it has answered.
        for _ in 0..<100 where try openFiles() > 2 { try await Task.sleep(for: .milliseconds(50)) }
        #expect(try openFiles() == 2)
    }
}
