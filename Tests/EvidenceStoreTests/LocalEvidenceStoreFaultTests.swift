import EvidenceStore
import Foundation
import NIOCore
import Seal
import Testing

struct LocalEvidenceStoreFaultTests {
    @Test
    func `an object cut while it is read is an error and not a short answer`() async throws {
        let place = try TemporaryStore()
        let digest = try await place.store.put(sample(2_000_000)).digest
        let bytes = try await place.store.open(digest)
        #expect(truncate(place.path(of: digest), 1_000_000) == 0)
        await #expect(throws: EvidenceStoreError.changed(digest)) {
            for try await _ in bytes {}
        }
    }

    @Test
    func `a process killed in the middle of an upload leaves only what the next one sweeps`() async throws {
        let place = try TemporaryStore()
        await #expect(processExitsWith: .signal(SIGKILL)) { [directory = place.directory as String] in
            let store = try LocalEvidenceStore(directory: directory)
            _ = try await store.put(sample(400_000))
            let upload = try await store.begin()
            try await upload.write(ByteBuffer(bytes: sample(3_000_000, seed: 2)))
            _ = try await upload.staged()
            kill(getpid(), SIGKILL)
            await upload.abandon()
        }
        #expect(try place.temporaryFiles().count == 1)
        let living = try await place.store.begin()
        try await living.write(ByteBuffer(string: "still "))
        let next = try LocalEvidenceStore(directory: place.directory)
        #expect(next.sweptAtStart == 1)
        #expect(try await next.verify(.of(sample(400_000))) == .ok(size: 400_000))
        #expect(try await next.digests() == [.of(sample(400_000))])
        try await living.write(ByteBuffer(string: "alive"))
        #expect(try await living.finish().digest == .of("still alive"))
    }

    @Test
    func `a full disk is told as full, leaves nothing, and the next small object still fits`() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "prior-full-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        guard try run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", directory) else {
            try Test.cancel("a 2 MB tmpfs cannot be mounted here: not tested")
        }
        defer { _ = try? run("umount", "-l", directory) }
        let store = try LocalEvidenceStore(directory: directory + "/store")
        await #expect(throws: EvidenceStoreError.full) { try await store.put(sample(5_000_000)) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory + "/store/tmp") == [])
        #expect(try await store.digests() == [])
        #expect(try await store.put(sample(500_000)).size == 500_000)
    }

    @Test
    func `a symbolic link put where an object, a folder or a temporary file belongs is never followed`() async throws {
        let place = try TemporaryStore()
        let secret = place.directory + "/secret"
        try Data("secret".utf8).write(to: URL(filePath: secret))
        let files = FileManager.default

        let bytes = sample(1_000)
        let object = URL(filePath: place.path(of: .of(bytes)))
        try files.createDirectory(at: object.deletingLastPathComponent(), withIntermediateDirectories: true)
        try files.createSymbolicLink(atPath: object.path, withDestinationPath: secret)
        await #expect(throws: EvidenceStoreError.notItsOwn) { try await place.store.open(.of(bytes)) }
        #expect(try await !place.store.put(bytes).existed)
        #expect(try await place.store.bytes(of: .of(bytes)) == bytes)

        let other = sample(1_000, seed: 9)
        let folder = URL(filePath: place.path(of: .of(other))).deletingLastPathComponent().deletingLastPathComponent()
        try files.createDirectory(atPath: place.directory + "/elsewhere", withIntermediateDirectories: true)
        try files.createSymbolicLink(atPath: folder.path, withDestinationPath: place.directory + "/elsewhere")
        await #expect(throws: EvidenceStoreError.notItsOwn) { try await place.store.put(other) }
        #expect(try files.contentsOfDirectory(atPath: place.directory + "/elsewhere") == [])

        try files.createSymbolicLink(atPath: place.directory + "/tmp/evil.part", withDestinationPath: secret)
        #expect(try LocalEvidenceStore(directory: place.directory).sweptAtStart == 0)
        #expect(try String(contentsOfFile: secret, encoding: .utf8) == "secret")
    }

    @Test
    func `a store whose own folder is a symbolic link is not opened`() throws {
        let place = try TemporaryStore()
        try FileManager.default.removeItem(atPath: place.directory + "/objects")
        try FileManager.default.createSymbolicLink(
            atPath: place.directory + "/objects", withDestinationPath: FileManager.default.temporaryDirectory.path)
        #expect(throws: EvidenceStoreError.notItsOwn) { try LocalEvidenceStore(directory: place.directory) }
    }

    @Test
    func `a named pipe where an object belongs does not hang the reader`() async throws {
        let place = try TemporaryStore()
        let digest = Digest.of("pipe")
        let object = URL(filePath: place.path(of: digest))
        try FileManager.default.createDirectory(
            at: object.deletingLastPathComponent(), withIntermediateDirectories: true)
        #expect(mkfifo(object.path, 0o600) == 0)
        await #expect(throws: EvidenceStoreError.notItsOwn) { try await place.store.open(digest) }
    }

    @Test
    func `what an error prints names no path and no digest`() {
        let errors: [EvidenceStoreError] = [
            .full, .missing(.of("a")), .changed(.of("a")), .digestMismatch(expected: .of("a"), found: .of("b")),
            .ended, .notItsOwn, .unavailable("503 SlowDown"), .system(operation: "fsync", code: EACCES),
        ]
        for error in errors {
            #expect(!"\(error)".contains("/"))
            #expect(!"\(error)".contains(Digest.of("a").hex))
        }
    }

    private func run(_ arguments: String...) throws -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
