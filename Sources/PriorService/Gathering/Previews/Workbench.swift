import EvidenceStore
import Foundation
import NIOCore
import Sandbox
import Seal

/// A folder for one look: the file in it under a name of ours, and whatever programs make of it. Programs see this folder
/// and nothing else of the service's.
struct Workbench: Sendable {
    let folder: String

    /// Lends a new folder, which is gone afterwards.
    static func with<Value>(in parent: URL, _ body: (Workbench) async throws -> Value) async throws -> Value {
        let folder = parent.appending(path: UUID().uuidString.lowercased())
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(Workbench(folder: folder.path))
    }

    /// Removes what makers left that were killed.
    static func clear(_ parent: URL, before moment: Date) {
        let folders = try? FileManager.default.contentsOfDirectory(
            at: parent, includingPropertiesForKeys: [.contentModificationDateKey])
        for folder in folders ?? [] {
            let changed = try? folder.resourceValues(forKeys: [.contentModificationDateKey]).contentModificationDate
            if let changed, changed < moment { try? FileManager.default.removeItem(at: folder) }
        }
    }

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// What stands in a file, unless it is larger than it may be.
    func bytes(of name: String, atMost limit: Int = 32 << 20) throws -> [UInt8] {
        guard let file = FileHandle(forReadingAtPath: path(name)) else { throw LookFault.unreadable(name) }
        defer { try? file.close() }
        let data = try file.read(upToCount: limit + 1) ?? Data()
        guard data.count <= limit else { throw LookFault.tooLarge }
        return [UInt8](data)
    }

    /// Writes the bytes of an object to a file here.
    func take(_ bytes: EvidenceBytes, as name: String) async throws {
        guard FileManager.default.createFile(atPath: path(name), contents: nil),
            let file = FileHandle(forWritingAtPath: path(name))
        else { throw LookFault.unreadable(name) }
        defer { try? file.close() }
        for try await buffer in bytes { try file.write(contentsOf: Data(buffer.readableBytesView)) }
    }

    /// Runs a program on files that lie here.
    /// - Parameter bytes: how much it has to write, where that is more than it usually may.
    /// - Returns: what it wrote to its output.
    /// - Throws: ``LookFault`` where it did not end well.
    @discardableResult
    func run(_ program: LookProgram, _ arguments: [String], writing bytes: Int64 = 0) async throws -> [UInt8] {
        guard program.isHere else { throw LookFault.noProgram(program) }
        let outcome = try await ConfinedProgram.run(
            program.path, arguments,
            environment: [
                "HOME": folder, "TMPDIR": folder, "XDG_CACHE_HOME": folder,
                // Loaders that their authors do not trust with hostile files stay off.
                "VIPS_BLOCK_UNTRUSTED": "1", "VIPS_CONCURRENCY": "1", "VIPS_WARNING": "0",
            ], within: program.confinement(in: folder, writing: bytes))
        switch outcome.status {
        case .exited(0): return outcome.output
        case .exited(let code): throw LookFault.failed(program, how: "ended with \(code)")
        case .signalled(let signal): throw LookFault.failed(program, how: "ended by signal \(signal)")
        case .timedOut: throw LookFault.failed(program, how: "took too long")
        }
    }
}
