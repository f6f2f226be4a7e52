public import Foundation

/// Debian's Python with the packages of `docker/set-up.sh`, for tests that hold what is written here against what somebody else wrote.
public enum Python {
    /// Runs a script to its end.
    /// - Parameter input: what it reads from standard input.
    /// - Returns: its exit status, and what it said on standard output and standard error.
    public static func run(_ arguments: [String], _ input: Data) throws -> (status: Int32, output: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try input.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = arguments
        process.standardInput = try FileHandle(forReadingFrom: file)
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
