import Foundation
import Logging
import PostgresCluster
import Subprocess
import Testing

/// A data directory of its own for one test, and what a test does with the cluster in it.
struct Scratch {
    let path: String
    let logger = Logger(label: "cluster-test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs `body` with a fresh path (nothing there yet) and removes everything afterwards, also a server that the test
    /// left running.
    static func with(_ name: String = "data", _ body: (Scratch) async throws -> Void) async throws {
        let root = "/tmp/prior-scratch-\(UUID())"
        let scratch = Scratch(path: "\(root)/\(name)")
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer {
            PostgresCluster.quit(dataDirectory: scratch.path)
            try? FileManager.default.removeItem(atPath: root)
        }
        try await body(scratch)
    }

    /// A cluster in this directory that does not wait for the disk.
    func cluster(programs: String? = nil) -> PostgresCluster {
        PostgresCluster(
            dataDirectory: path, logger: logger, options: .init(durable: false, serverVersionPath: programs))
    }

    /// What the server answers to a statement, asked with psql and nothing of ours; nil when it does not answer.
    func ask(_ sql: String, at conninfo: String) async -> String? {
        let outcome = try? await Subprocess.run(
            .name("psql"), arguments: ["--no-psqlrc", "--quiet", "-A", "-t", "-d", conninfo, "-c", sql],
            output: .string(limit: 65536))
        guard let outcome, outcome.terminationStatus.isSuccess else { return nil }
        return outcome.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A command line that runs as the given user where we are root.
    static func command(_ words: [String], as user: Int) -> [String] {
        geteuid() == 0 ? ["setpriv", "--reuid=\(user)", "--clear-groups", "--"] + words : words
    }

    /// The first line of `postmaster.pid`.
    var recordedProcessID: Int32? {
        let file = try? String(contentsOfFile: "\(path)/postgres/cluster/postmaster.pid", encoding: .utf8)
        return file?.split(separator: "\n").first.flatMap { Int32($0) }
    }
}

/// Asks every 50 ms until the answer is yes, for at most `limit` seconds.
func eventually(within limit: Double = 30, _ condition: () async throws -> Bool) async rethrows -> Bool {
    let end = Date.now.addingTimeInterval(limit)
    while Date.now < end {
        if try await condition() { return true }
        try? await Task.sleep(for: .milliseconds(50))
    }
    return false
}

/// Whether a process has ended, though its new parent may not have collected it yet.
func hasEnded(_ process: Int32) -> Bool {
    guard let line = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
    return line.split(separator: ") ").last?.first == "Z"
}
