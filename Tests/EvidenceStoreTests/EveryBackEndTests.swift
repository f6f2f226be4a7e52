import EvidenceStore
import Foundation
import NIOCore
import Seal
import Testing

/// What every back end does, on each that is here.
struct EveryBackEndTests {
    @Test(arguments: StorePlace.backEnds, [0, 1, 65_535, 262_144, 262_145, 3_000_001, 11_000_000])
    func `what is put comes out again, byte for byte`(backEnd: BackEnd, count: Int) async throws {
        let place = try StorePlace(backEnd)
        let store = place.store
        let bytes = sample(count)
        let stored = try await store.put(bytes, piece: 50_000)
        #expect(stored == StoredObject(digest: .of(bytes), size: Int64(count), existed: false))
        #expect(try await store.bytes(of: stored.digest) == bytes)
        #expect(try await store.size(of: stored.digest) == Int64(count))
        #expect(try await store.verify(stored.digest) == .ok(size: Int64(count)))
        #expect(try place.temporaryFiles() == [])
    }

    @Test(arguments: StorePlace.backEnds)
    func `any stretch of an object can be read, and a stretch beyond its end is cut`(backEnd: BackEnd) async throws {
        let place = try StorePlace(backEnd)
        let store = place.store
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

    @Test(arguments: StorePlace.backEnds)
    func `no buffer given out is larger than 256 KiB`(backEnd: BackEnd) async throws {
        let place = try StorePlace(backEnd)
        let store = place.store
        let digest = try await store.put(sample(1_000_000)).digest
        for try await buffer in try await store.open(digest) {
            #expect(buffer.readableBytes <= EvidenceBytes.chunkSize)
            #expect(buffer.readableBytes > 0)
        }
    }

    @Test(arguments: StorePlace.backEnds)
    func `the same bytes are kept once`(backEnd: BackEnd) async throws {
        let place = try StorePlace(backEnd)
        let bytes = sample(100_000)
        let first = try await place.store.put(bytes)
        let second = try await place.store.put(bytes)
        #expect(!first.existed)
        #expect(second == StoredObject(digest: first.digest, size: first.size, existed: true))
        #expect(try await place.store.digests() == [first.digest])
        #expect(try place.temporaryFiles() == [])
    }

    @Test(arguments: StorePlace.backEnds)
    func `forty people putting the same bytes at once make one object, and one of them is told it is new`(
        backEnd: BackEnd
    ) async throws {
        let place = try StorePlace(backEnd)
        let bytes = sample(300_000)
        let results = try await withThrowingTaskGroup { group in
            for _ in 0..<40 { group.addTask { try await place.store.put(bytes) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.count { !$0.existed } == 1)
        #expect(try await place.store.verify(.of(bytes)) == .ok(size: 300_000))
        #expect(try place.temporaryFiles() == [])
    }

    @Test(arguments: StorePlace.backEnds)
    func `an object can be taken away, once`(backEnd: BackEnd) async throws {
        let place = try StorePlace(backEnd)
        let store = place.store
        let digest = try await store.put(sample(10)).digest
        #expect(try await store.contains(digest))
        #expect(try await store.remove(digest))
        #expect(try await !store.remove(digest))
        #expect(try await !store.contains(digest))
        #expect(try await store.size(of: digest) == nil)
        #expect(try await store.verify(digest) == .missing)
        await #expect(throws: EvidenceStoreError.missing(digest)) { try await store.open(digest) }
    }

    @Test(arguments: StorePlace.backEnds)
    func `an upload abandoned, or only let go, leaves nothing`(backEnd: BackEnd) async throws {
        let place = try StorePlace(backEnd)
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
        #expect(try await place.store.digests() == [])
    }

    @Test(arguments: StorePlace.backEnds)
    func `the whole content can be looked at before it is accepted, and more may follow`(backEnd: BackEnd) async throws
    {
        let place = try StorePlace(backEnd)
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

    @Test(arguments: StorePlace.backEnds)
    func `content that is not what was announced is not kept`(backEnd: BackEnd) async throws {
        let place = try StorePlace(backEnd)
        let bytes = sample(100_000)
        let announced = Digest.of("something else")
        await #expect(throws: EvidenceStoreError.digestMismatch(expected: announced, found: .of(bytes))) {
            try await place.store.put(bytes, expected: announced)
        }
        #expect(try await !place.store.contains(.of(bytes)))
        #expect(try place.temporaryFiles() == [])
        #expect(try await place.store.put(bytes, expected: .of(bytes)).size == 100_000)
    }

    @Test(arguments: StorePlace.backEnds, [nil, "/dev/shm"])
    func `a finished file is taken over, linked or copied, and stays for the caller to remove`(
        backEnd: BackEnd, directory: String?
    ) async throws {
        let place = try StorePlace(backEnd)
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
    }

    @Test(arguments: StorePlace.backEnds)
    func `all objects are told, in order, with size and age`(backEnd: BackEnd) async throws {
        let place = try StorePlace(backEnd)
        let began = Date(timeIntervalSinceNow: -5)
        var digests: [Digest] = []
        for number in 0..<60 { digests.append(try await place.store.put(sample(100, seed: UInt64(number))).digest) }
        let entries = try await place.store.entries().reduce(into: []) { $0.append($1) }
        #expect(entries.map(\.digest) == digests.sorted())
        #expect(entries.allSatisfy { $0.size == 100 && (began...Date(timeIntervalSinceNow: 5)).contains($0.storedAt) })
    }

    @Test(arguments: StorePlace.backEnds)
    func `one flipped bit is found, and the good bytes of a cut object take its place`(backEnd: BackEnd) async throws {
        let place = try StorePlace(backEnd)
        let bytes = sample(1_300_000)
        let digest = try await place.store.put(bytes).digest
        var flipped = bytes
        flipped[1_200_000] ^= 0x10
        try await place.damage(digest, with: flipped)
        #expect(try await place.store.verify(digest) == .changed(found: .of(flipped)))
        try await place.damage(digest, with: Array(bytes.prefix(500)))
        #expect(try await place.store.verify(digest) == .changed(found: .of(Array(bytes.prefix(500)))))
        #expect(try await !place.store.put(bytes).existed)
        #expect(try await place.store.verify(digest) == .ok(size: 1_300_000))
        #expect(try place.temporaryFiles() == [])
    }

    @Test(arguments: StorePlace.backEnds)
    func `a store that can take something in says so`(backEnd: BackEnd) async throws {
        let place = try StorePlace(backEnd)
        try await place.store.check()
        #expect(place.store.backEnd == backEnd)
        #expect(try await place.store.sweepTemporary(before: Date(timeIntervalSinceNow: 60)) == 0)
    }
}
