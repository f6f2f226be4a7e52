import Foundation
import Testing

/// A real clamd on a socket of its own, whose only signature is that of the EICAR test file.
final class ClamAV: @unchecked Sendable {
    // `@unchecked`: one test uses it, in order.
    private let folder: URL
    private let process = Process()
    let socket: String

    /// The test file of eicar.org, in two parts so that no scanner finds it here.
    static let eicar = #"X5O!P%@AP[4\PZX54(P^)7CC)7}$"# + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "clam-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        socket = folder.appending(path: "s").path
        let hex = Self.eicar.utf8.map { String($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        try Data("Prior.Test:0:*:\(hex)\n".utf8).write(to: folder.appending(path: "test.ndb"))
        let settings = """
            LocalSocket \(socket)
            DatabaseDirectory \(folder.path)
            TemporaryDirectory \(folder.path)
            Foreground yes
            StreamMaxLength 100M

            """
        try Data(settings.utf8).write(to: folder.appending(path: "clamd.conf"))
        process.executableURL = URL(filePath: "/usr/sbin/clamd")
        process.arguments = ["--config-file=\(folder.appending(path: "clamd.conf").path)"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
    }

    /// Starts it, and waits until it listens.
    func start() async throws {
        try process.run()
        for _ in 0..<300 where !FileManager.default.fileExists(atPath: socket) {
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(FileManager.default.fileExists(atPath: socket))
    }

    func stop() {
        if process.isRunning {
            process.terminate()
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: folder)
    }
}
