import Assessment
import Foundation
import Subprocess
import Testing

@testable import PriorService

/// The badges that `Tests/Badges/bake.py` makes, with keys of the moment, for one address.
struct MadeBadges: Sendable {
    /// A badge, and what a verifier has to find.
    struct Expectation: Decodable, Sendable {
        var file: String
        var standing: CredentialStanding
        var verified: [CredentialCheck.Subject]
        var failed: [CredentialCheck.Subject]
    }

    let folder: URL
    let index: [Expectation]

    /// Makes them in a folder that goes when the test has ended.
    static func with(_ address: String, _ test: (MadeBadges) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "prior-badges-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = Stage.packageRoot.appending(path: "Tests/Badges/bake.py").path
        let outcome = try await Subprocess.run(
            .name("python3"), arguments: [script, folder.path, address], output: .discarded,
            error: .string(limit: 65_536))
        try #require(outcome.terminationStatus.isSuccess, "\(outcome.standardError)")
        let index = try Data(contentsOf: folder.appending(path: "index.json"))
        try await test(MadeBadges(folder: folder, index: try JSONDecoder().decode([Expectation].self, from: index)))
    }

    /// The same, and those that name what lies on a server, which is there for as long as the test runs.
    static func served(to address: String, _ test: (MadeBadges) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "prior-badges-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [
            "python3", Stage.packageRoot.appending(path: "Tests/Badges/bake.py").path, folder.path, address, "serve",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        // A process that Foundation starts from a task may have every other signal blocked.
        defer { kill(process.processIdentifier, SIGKILL) }
        try #require(output.fileHandleForReading.availableData.starts(with: Data("ready".utf8)))
        let index = try Data(contentsOf: folder.appending(path: "index.json"))
        try await test(MadeBadges(folder: folder, index: try JSONDecoder().decode([Expectation].self, from: index)))
    }

    func bytes(_ name: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: folder.appending(path: name))) }

    func badge(_ name: String) throws -> Badge { try Badge(BadgeText(in: bytes(name))) }

    /// What comes of checking one of them.
    func checks(
        _ name: String, for address: String, now: Date = Date(timeIntervalSince1970: 1_790_000_000),
        fetcher: Fetcher? = nil
    ) async throws -> [CredentialCheck] {
        let badge = try await badge(name).completed(by: fetcher)
        return await BadgeChecker(badge: badge, address: address, now: now, fetcher: fetcher).checks()
    }
}

extension [CredentialCheck] {
    func all(_ result: CredentialCheck.Result) -> Set<CredentialCheck.Subject> {
        Set(filter { $0.result == result }.map(\.check))
    }
}
