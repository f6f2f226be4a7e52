import EvidenceStore
import Foundation
import NIOCore
import Seal
import Testing

struct LocalEvidenceStoreTests {
    private let place = try? TemporaryStore()

    private func opened() throws -> TemporaryStore {
        try #require(place)
    }

    @Test(arguments: [0, 1, 65_535, 262_144, 262_145, 3_000_001])
    func `what is put comes out again, byte for byte`(count: Int) async throws {
        let store = try opened().store
        let bytes = sample(count)
        let stored = try await store.put(bytes, piece: 50_000)
        #expect(stored == StoredObject(digest: .of(bytes), size: Int64(count), existed: false))
        #expect(try await store.bytes(of: stored.digest) == bytes)
        #expect(try await store.size(of: stored.digest) == Int64(count))
        #expect(try await store.verify(stored.digest) == .ok(size: Int64(count)))
        #expect(try opened().temporaryFiles() == [])
    }

    @Test
    func `any stretch of an object can be read, and a stretch beyond its end is cut`() async throws {
        let store = try opened().store
        let bytes = sample(600_000)
        let digest = try await store.put(bytes).digest
        for range: Range<Int64> in [0..<1, 599_999..<600_000, 262_143..<524_290, 0..<600_000, 7..<7] {
            let wanted = Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
            #expect(try await store.bytes(of: digest, range: range) == wanted)
        }
        #expect(try await store.bytes(of: digest, range: 599_990..<900_000) == Array(bytes.suffix(10)))
        #expect(try await store.bytes(of: digest, range: 700_000..<900_000) == [])
        let opened = try await store.open(digest, range: 599_990..<900_000)
        #expect(opened.range == 599_990..<600_000)
        #expect(opened.size == 600_000)
    }

    @Test
    func `no buffer given out is larger than 256 KiB`() async throws {
        let store = try opened().store
        let digest = try await store.put(sample(1_000_000)).digest
        for try await buffer in try await store.open(digest) {
            #expect(buffer.readableBytes <= EvidenceBytes.chunkSize)
            #expect(buffer.readableBytes > 0)
        }
    }

    @Test
    func `the same bytes are kept once`() async throws {
        let place = try opened()
        let bytes = sample(100_000)
        let first = try await place.store.put(bytes)
        let second = try await place.store.put(bytes)
        #expect(!first.existed)
        #expect(second == StoredObject(digest: first.digest, size: first.size, existed: true))
        #expect(try await place.store.all().reduce(into: []) { $0.append($1) } == [first.digest])
        #expect(try place.temporaryFiles() == [])
    }

    @Test
    func `forty people putting the same bytes at once make one object, and one of them is told it is new`() async throws
    {
        let place = try opened()
        let bytes = sample(300_000)
        let results = try await withThrowingTaskGroup { group in
            for _ in 0..<40 { group.addTask { try await place.store.put(bytes) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { !$0.existed } == 1)
        #expect(try await place.store.verify(.of(bytes)) == .ok(size: 300_000))
        #expect(try place.temporaryFiles() == [])
    }

    @Test
    func `all objects are told, in order, and nothing else that lies there`() async throws {
        let place = try opened()
        var digests: [Digest] = []
        for number in 0..<60 { digests.append(try await place.store.put(sample(100, seed: UInt64(number))).digest) }
        let stray = URL(filePath: place.path(of: digests[0])).deletingLastPathComponent()
        try Data("notes".utf8).write(to: stray.appending(path: "README"))
        try Data("notes".utf8).write(to: URL(filePath: place.directory).appending(path: "objects/README"))
        #expect(try await place.store.all().reduce(into: []) { $0.append($1) } == digests.sorted())
    }

    @Test
    func `an object can be taken away, once`() async throws {
        let store = try opened().store
        let digest = try await store.put(sample(10)).digest
        #expect(try await store.contains(digest))
        #expect(try await store.remove(digest))
        #expect(try await !store.remove(digest))
        #expect(try await !store.contains(digest))
        #expect(try await store.size(of: digest) == nil)
        #expect(try await store.verify(digest) == .missing)
        await #expect(throws: EvidenceStoreError.missing(digest)) { try await store.open(digest) }
    }

    @Test
    func `an upload abandoned, or only let go, leaves nothing`() async throws {
        let place = try opened()
        let upload = try await place.store.begin()
        try await upload.write(ByteBuffer(bytes: sample(2_000_000)))
        #expect(upload.received == 2_000_000)
        await upload.abandon()
        await upload.abandon()
        await #expect(throws: EvidenceStoreError.ended) { try await upload.write(ByteBuffer(string: "more")) }
        await #expect(throws: EvidenceStoreError.ended) { try await upload.finish() }
        #expect(try place.temporaryFiles() == [])

        func letGo() async throws {
            let upload = try await place.store.begin()
            try await upload.write(ByteBuffer(bytes: sample(2_000_000)))
            _ = try await upload.staged()
        }
        try await letGo()
        #expect(try place.temporaryFiles() == [])
        #expect(try await place.store.all().reduce(into: []) { $0.append($1) } == [])
    }

    @Test
    func `the whole content can be looked at before it is accepted, and more may follow`() async throws {
        let place = try opened()
        let upload = try await place.store.begin()
        let bytes = sample(1_500_000)
        try await upload.write(ByteBuffer(bytes: bytes))
        let staged = try await upload.staged()
        #expect(staged.size == 1_500_000)
        #expect(staged.digest == .of(bytes))
        #expect(try Data(contentsOf: URL(filePath: staged.path)) == Data(bytes))
        #expect(try await !place.store.contains(staged.digest))
        try await upload.write(ByteBuffer(string: "tail"))
        #expect(try await upload.finish().digest == .of(bytes + Array("tail".utf8)))
        #expect(!FileManager.default.fileExists(atPath: staged.path))
    }

    @Test
    func `content that is not what was announced is not kept`() async throws {
        let place = try opened()
        let bytes = sample(100_000)
        let announced = Digest.of("something else")
        await #expect(throws: EvidenceStoreError.digestMismatch(expected: announced, found: .of(bytes))) {
            try await place.store.put(bytes, expected: announced)
        }
        #expect(try await !place.store.contains(.of(bytes)))
        #expect(try place.temporaryFiles() == [])
        #expect(try await place.store.put(bytes, expected: .of(bytes)).size == 100_000)
    }

    @Test(arguments: [nil, "/dev/shm"])
    func `a finished file is taken over, linked or copied, and stays for the caller to remove`(
        directory: String?
    ) async throws {
        let place = try opened()
        let bytes = sample(2_500_000)
        let file = (directory ?? place.directory) + "/prior-finished-\(UUID().uuidString)"
        try Data(bytes).write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        await #expect(throws: EvidenceStoreError.digestMismatch(expected: .of("other"), found: .of(bytes))) {
            try await place.store.put(fileAt: file, expected: .of("other"))
        }
        #expect(try await !place.store.contains(.of(bytes)))
        let stored = try await place.store.put(fileAt: file, expected: .of(bytes))
        #expect(stored == StoredObject(digest: .of(bytes), size: 2_500_000, existed: false))
        #expect(try await place.store.put(fileAt: file, expected: nil).existed)
        #expect(try place.temporaryFiles() == [])
        #expect(try Data(contentsOf: URL(filePath: file)) == Data(bytes))
        try FileManager.default.removeItem(atPath: file)
        #expect(try await place.store.verify(stored.digest) == .ok(size: 2_500_000))
        let object = try FileManager.default.attributesOfItem(atPath: place.path(of: stored.digest))
        #expect(object[.posixPermissions] as? Int == 0o600)
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
