import Foundation

@testable import PriorService

extension Stage {
    /// Runs a test on a fresh stage that has the repository's documents and one policy more, which is another with some texts
    /// replaced.
    /// - Parameters:
    ///   - own: the policy's id; its version is 1.
    ///   - key: the policy it is made from.
    static func run(
        under own: String, from key: String, _ change: (String) -> String,
        _ test: @Sendable @escaping (Stage) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "prior-rubrics-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.copyItem(at: packageRoot.appending(path: "rubrics"), to: folder)
        let text = try String(contentsOf: folder.appending(path: "policies/\(key).yaml"), encoding: .utf8)
            .replacing(
                /\nid: [a-z]+\nversion: "[0-9]+"\nstatus: [a-z]+/,
                with: "\nid: \(own)\nversion: \"1\"\nstatus: published")
        try Data(change(text).utf8).write(to: folder.appending(path: "policies/\(own)@1.yaml"))
        try await run({ $0.rubricsDirectory = folder }, test)
    }
}
