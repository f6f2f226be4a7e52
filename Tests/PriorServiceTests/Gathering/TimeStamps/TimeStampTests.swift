import Assessment
import Foundation
import Glibc
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct TimeStampTests {
    @Test func `a submission is stamped, once, whoever asks, and openssl agrees`() async throws {
        let authority = try TestAuthority()
        defer { authority.stop() }
        try await Stage.run(authority.settings) { stage in
            let work = try await stage.casework()
            let submission = try await work.submit()
            #expect(submission.status == .created)
            let path = "/api/submissions/\(submission.id)/time-stamp"
            #expect(try await stage.get(path, as: work.lerato).status == .notFound)
            // Two processes at once: one of them gets it.
            async let one = TimeStamper(resources: stage.resources).stampOne(at: authority.url)
            async let other = TimeStamper(resources: stage.resources).stampOne(at: authority.url)
            let got = try await [one, other]
            #expect(got.contains(true))
            #expect(try await !TimeStamper(resources: stage.resources).stampOne(at: authority.url))
            let seen = try await stage.get(path, as: work.lerato)
            #expect(seen.json["manifestDigest"] == submission.json["manifestDigest"], "\(seen.text)")
            let response = try await stage.get("\(path)/response", as: work.lerato)
            #expect(response.headers[.contentType] == "application/timestamp-reply")

            let manifest = try await stage.get("/api/submissions/\(submission.id)/manifest", as: work.lerato)
            #expect(try authority.opensslAgrees(response.bytes, on: manifest.bytes))
            #expect(try !authority.opensslAgrees(response.bytes, on: manifest.bytes + [32]))
            let digest = try #require(Digest(hex: submission.json["manifestDigest"]?.string ?? ""))
            let stamp = try TimeStamp(Data(response.bytes), of: digest, trusting: authority.certificates)
            #expect(stamp.serial == seen.json["serial"]?.string)
            #expect(throws: TimeStampError.self) {
                try TimeStamp(Data(response.bytes), of: Digest.of("other"), trusting: authority.certificates)
            }
            let bag = try await stage.bag(of: work.portfolio, as: work.lerato)
            try await UnpackedBag.with(bag) { bag in
                let file = try #require(bag.files.files.first { $0.path.hasSuffix("/1/time-stamp.tsr") })
                #expect(try file.bytes() == response.bytes)
            }
        }
    }

    @Test func `while the authority is down portfolios are handed in, and stamped once it is up`() async throws {
        let authority = try TestAuthority()
        defer { authority.stop() }
        try authority.setDown(true)
        try await Stage.run(authority.settings) { stage in
            let work = try await stage.casework()
            let submission = try await work.submit()
            #expect(submission.status == .created)
            let stamper = TimeStamper(resources: stage.resources)
            #expect(try await stamper.stampOne(at: authority.url))
            try authority.setDown(false)
            #expect(try await !stamper.stampOne(at: authority.url))
            stage.clock.advance(60)
            #expect(try await stamper.stampOne(at: authority.url))
            let seen = try await stage.get("/api/submissions/\(submission.id)/time-stamp", as: work.lerato)
            #expect(seen.status == .ok)
        }
    }

    @Test func `a stamp that another authority signed, or of another question, is not taken`() async throws {
        let (one, other) = (try TestAuthority(), try TestAuthority())
        defer {
            one.stop()
            other.stop()
        }
        let question = try TimeStampRequest(Digest.of("manifest"))
        let answer = try one.answer(question.bytes)
        #expect(throws: TimeStampError.self) { try question.stamp(in: answer, trusting: other.certificates) }
        #expect(throws: TimeStampError.self) {
            try TimeStampRequest(Digest.of("manifest")).stamp(in: answer, trusting: one.certificates)
        }
        #expect(throws: TimeStampError.malformed) {
            try question.stamp(in: Data("no".utf8), trusting: one.certificates)
        }
        #expect(try question.stamp(in: answer, trusting: one.certificates).time.timeIntervalSinceNow < 60)
    }
}

/// `Tests/TimeStamps/authority`, running.
private struct TestAuthority: @unchecked Sendable {
    // `@unchecked`: the process is only stopped.
    let process = Process()
    let folder: URL
    let url: String

    var certificates: String { folder.appending(path: "ca.pem").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "authority-\(UUID())")
        process.executableURL = Stage.packageRoot.appending(path: "Tests/TimeStamps/authority")
        process.arguments = [folder.path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        url = line.trimmingCharacters(in: .whitespacesAndNewlines)
        try #require(url.hasPrefix("http://"))
    }

    func stop() {
        // SIGTERM is held back in what the tests start.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    func settings(_ settings: inout Settings) {
        settings.timeStamps.authority = url
        settings.timeStamps.certificates = certificates
    }

    func setDown(_ isDown: Bool) throws {
        let mark = folder.appending(path: "down")
        if isDown { try Data().write(to: mark) } else { try FileManager.default.removeItem(at: mark) }
    }

    /// What it answers to a question, asked with curl.
    func answer(_ question: Data) throws -> Data {
        let file = folder.appending(path: "q.tsq")
        try question.write(to: file)
        let answer = folder.appending(path: "a.tsr")
        try #require(
            try run("/usr/bin/curl", ["-sf", "--data-binary", "@\(file.path)", "-o", answer.path, url]) == 0)
        return try Data(contentsOf: answer)
    }

    /// What `openssl ts -verify` says.
    func opensslAgrees(_ response: [UInt8], on content: [UInt8]) throws -> Bool {
        let (stamp, data) = (folder.appending(path: "stamp.tsr"), folder.appending(path: "content"))
        try Data(response).write(to: stamp)
        try Data(content).write(to: data)
        return try run(
            "/usr/bin/openssl", ["ts", "-verify", "-in", stamp.path, "-data", data.path, "-CAfile", certificates]) == 0
    }

    private func run(_ program: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
