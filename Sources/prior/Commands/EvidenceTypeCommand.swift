import ArgumentParser
import Foundation
import PriorService

extension EvidenceCommand {
    /// `prior evidence type`: what files are and whether they would be taken, by the code that the service runs.
    struct TypeFiles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "type", abstract: "Say what files are, and whether they would be taken as evidence.",
            discussion: """
                One line for each file: path, detected media type, `accepted`, `refused` or `quarantined`, and the rule, with
                tabs between. It needs no database. The exit status is 0 whenever every file got a verdict.
                """)

        @Argument(help: "The files.") var files: [String]
        @Option(help: "The policy to judge by.") var policy = "lesotho@3"
        @Option(help: "The folder of frameworks, policies and units.") var rubrics: String?
        @Flag(help: ArgumentHelp("Look in this process instead of the sandbox.", visibility: .hidden)) var inProcess =
            false

        func run() async throws {
            let folder = try rubrics.map { URL(filePath: $0, directoryHint: .isDirectory) } ?? Self.rubricsFolder()
            let typing: FileTyping
            do {
                typing = try FileTyping(rubrics: folder, policy: policy, isApart: !inProcess)
            } catch {
                throw Failure("\(error)")
            }
            await typing.lines(for: files, say: { say($0) })
        }

        /// As the service finds it; where the command is run from elsewhere, the one in the program's own checkout or image.
        private static func rubricsFolder() throws -> URL {
            let settings = try Settings.load(environment: ProcessInfo.processInfo.environment)
            var places = [settings.rubricsDirectory]
            var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            for _ in 0..<5 {
                places.append(folder.appending(path: "rubrics", directoryHint: .isDirectory))
                folder = folder.deletingLastPathComponent()
            }
            let there = places.first { FileManager.default.fileExists(atPath: $0.appending(path: "policies").path) }
            return there ?? settings.rubricsDirectory
        }
    }
}
