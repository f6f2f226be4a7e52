import Foundation
import Subprocess

/// One installed version of PostgreSQL's programs.
struct Programs: Sendable {
    var directory: String
    var majorVersion: Int

    static let oldestSupported = 15

    /// The installed programs that suit a cluster: those of the version that made it when `clusterVersion` is given,
    /// otherwise the newest.
    static func find(in directory: String?, clusterVersion: Int?, cluster: String) async throws -> Programs {
        let folders = directory.map { [$0] } ?? candidateFolders()
        var found: [Programs] = []
        for folder in folders {
            if let programs = await Programs(in: folder), programs.majorVersion >= oldestSupported {
                found.append(programs)
            }
        }
        guard let newest = found.max(by: { $0.majorVersion < $1.majorVersion }) else {
            throw ClusterError.serverNotInstalled(lookedIn: folders)
        }
        guard let clusterVersion else { return newest }
        guard let same = found.first(where: { $0.majorVersion == clusterVersion }) else {
            let installed = Set(found.map(\.majorVersion)).sorted()
            throw ClusterError.otherMajorVersion(cluster: cluster, madeBy: clusterVersion, installed: installed)
        }
        return same
    }

    /// Debian keeps every version in a folder of its own, outside `PATH`; other systems put one into `PATH`.
    private static func candidateFolders() -> [String] {
        let debian = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return versions.sorted().map { "\(debian)/\($0)/bin" } + path.split(separator: ":").map(String.init)
    }

    /// Nil when the folder lacks a program that is needed, or its `postgres` does not tell its version.
    private init?(in directory: String) async {
        let needed = ["initdb", "pg_ctl", "postgres", "psql"]
        guard needed.allSatisfy({ access("\(directory)/\($0)", X_OK) == 0 }) else { return nil }
        let outcome = try? await run(
            .name("env"), arguments: Arguments(["\(directory)/postgres", "--version"]), output: .string(limit: 4096))
        // "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)"
        guard let words = outcome?.standardOutput.split(separator: " "), words.count > 2,
            let major = words[2].split(whereSeparator: { !$0.isNumber }).first.flatMap({ Int($0) })
        else { return nil }
        self.directory = directory
        majorVersion = major
    }
}
