import Foundation
import Glibc
import MediaType
import Sandbox
import Synchronization
import Testing

@testable import PriorService

/// Looking at files apart: what a file can do to its reader, it does to nobody else.
struct TypistTests {
    private static let png = Samples.png

    private func file(_ bytes: [UInt8]) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "prior-typist-\(UUID().uuidString)").path
        try Data(bytes).write(to: URL(filePath: path))
        return path
    }

    /// The kinds of work that a worker knows for tests.
    private enum Fault: UInt32 { case crash = 1, loop, hoard, escape }

    @Test
    func `a worker finds what this process finds`() async throws {
        let (apart, here) = (Typist(lanes: 1), Typist(lanes: 1, isApart: false))
        for bytes in [Self.png, Samples.pdf, Samples.html, Array("words\n".utf8), []] {
            let path = try file(bytes)
            defer { unlink(path) }
            let found = try await apart.type(fileAt: path)
            #expect(try await here.type(fileAt: path) == found)
            #expect(found.size == Int64(bytes.count) && !found.libmagicDatabase.isEmpty)
        }
    }

    @Test
    func `a file that crashes its reader costs one verdict`() async throws {
        let typist = Typist(lanes: 1)
        let path = try file(Self.png)
        defer { unlink(path) }
        let crashed = try await typist.ask(Fault.crash.rawValue, fileAt: path)
        #expect(crashed.findings == [.unreadable] && crashed.description.contains("signal 11"))
        #expect(AcceptedTypes.usual.judge(crashed, fileName: "a.png").refusedBy == .unreadable)
        #expect(try await typist.type(fileAt: path).detected == "image/png")
    }

    @Test
    func `a file that keeps its reader is given up after seconds, and others go on meanwhile`() async throws {
        let typist = Typist(lanes: 2)
        let path = try file(Self.png)
        defer { unlink(path) }
        let isGivenUp = Mutex(false)
        let hanging = Task {
            let found = try await typist.ask(Fault.loop.rawValue, fileAt: path)
            isGivenUp.withLock { $0 = true }
            return found
        }
        try await Task.sleep(for: .milliseconds(200))
        #expect(try await typist.type(fileAt: path).detected == "image/png")
        #expect(!isGivenUp.withLock { $0 })
        for _ in 0..<5 { #expect(try await typist.type(fileAt: path).detected == "image/png") }
        let hung = try await hanging.value
        #expect(hung.findings == [.unreadable] && hung.description.contains("too long"))
    }

    @Test
    func `a reader has little memory, no files, no network and no other process`() async throws {
        let worker = try ConfinedWorker(seconds: 20)
        let path = try file(Self.png)
        defer { unlink(path) }
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        #expect(worker.ask(Fault.escape.rawValue, about: handle.fileDescriptor) == .answer([]))
        guard case .answer(let said) = worker.ask(Fault.hoard.rawValue, about: handle.fileDescriptor) else {
            Issue.record("no answer")
            return
        }
        let megabytes = Int(String(decoding: said, as: UTF8.self))
        #expect(try #require(megabytes) < 96)
    }

    @Test
    func `a worker that somebody ends is replaced, also in the midst of a file`() async throws {
        let typist = Typist(lanes: 1)
        let path = try file(Self.png)
        defer { unlink(path) }
        #expect(try await typist.type(fileAt: path).detected == "image/png")
        for _ in 0..<3 {
            let worker = try #require(typist.processes.first)
            kill(worker, SIGKILL)
            #expect(try await typist.type(fileAt: path).detected == "image/png")
            #expect(typist.processes.first != worker)
        }
        let worker = try #require(typist.processes.first)
        async let hanging = typist.ask(Fault.loop.rawValue, fileAt: path)
        try await Task.sleep(for: .milliseconds(300))
        kill(worker, SIGKILL)
        #expect(try await hanging.findings == [.unreadable])
        #expect(try await typist.type(fileAt: path).detected == "image/png")
    }

    @Test
    func `a symbolic link, a folder and a missing file are not looked at`() async throws {
        let typist = Typist(lanes: 1)
        let link = try file([]) + "-link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/etc/passwd")
        defer { unlink(link) }
        await #expect(throws: MediaTypeError.unreadable(ELOOP)) { try await typist.type(fileAt: link) }
        await #expect(throws: MediaTypeError.unreadable(EINVAL)) { try await typist.type(fileAt: "/tmp") }
        await #expect(throws: MediaTypeError.unreadable(ENOENT)) { try await typist.type(fileAt: "/nowhere/x") }
    }

    @Test
    func `hundreds of verdicts at once agree`() async throws {
        let typist = Typist(lanes: 3)
        let path = try file(Self.png)
        defer { unlink(path) }
        let types = try await withThrowingTaskGroup { group in
            for _ in 0..<300 { group.addTask { try await typist.type(fileAt: path).detected } }
            return try await group.reduce(into: Set<MediaType>()) { $0.insert($1) }
        }
        #expect(types == ["image/png"])
    }

    @Test
    func `the command says a line for each file, in order, whatever its name`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "prior-type-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let names = ["a.png", "tab\there.pdf", "line\nbreak.txt", "gone.png"]
        for (name, bytes) in zip(names, [Self.png, Samples.html, Array("words\n".utf8)]) {
            try Data(bytes).write(to: folder.appending(path: name))
        }
        let rubrics = Stage.packageRoot.appending(path: "rubrics")
        let typing = try FileTyping(rubrics: rubrics, policy: "lesotho@1")
        var lines: [String] = []
        await typing.lines(for: names.map { folder.appending(path: $0).path }) { lines.append($0) }
        #expect(
            lines.map { $0.replacing(folder.path + "/", with: "") } == [
                "a.png\timage/png\taccepted\t-", "tab\\there.pdf\ttext/html\trefused\tactive_content",
                "line\\nbreak.txt\ttext/plain\taccepted\t-", "gone.png\tapplication/octet-stream\trefused\tunreadable",
            ])
        #expect(throws: FileTyping.Failure.self) { try FileTyping(rubrics: rubrics, policy: "nowhere@9") }
    }
}
