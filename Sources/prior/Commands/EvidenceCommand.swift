import ArgumentParser
import EvidenceStore
import Foundation
import PriorService
import Seal

/// `prior evidence`: what is done with the kept files.
struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Work with the kept files.", subcommands: [TypeFiles.self, Verify.self])

    /// `prior evidence verify`: hashes every object again and says which are not what they were.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Hash every kept object again.")

        @OptionGroup var common: CommonOptions
        @Option(help: "Where everything that survives a restart lies.") var dataDir: String?

        func run() async throws {
            let settings = try common.settings()
            let directory = dataDir.map { URL(filePath: $0, directoryHint: .isDirectory) } ?? settings.dataDirectory
            let store = try LocalEvidenceStore(directory: directory.appending(path: "evidence").path)
            var counts = (fine: 0, bytes: Int64(0), wrong: 0)
            for try await digest in store.all() {
                switch try await store.verify(digest) {
                case .ok(let size):
                    counts.fine += 1
                    counts.bytes += size
                case .missing:
                    counts.wrong += 1
                    say("missing  \(digest.hex)")
                case .changed(let found):
                    counts.wrong += 1
                    say("changed  \(digest.hex)  is now \(found.hex)")
                }
            }
            say("\(counts.fine) objects, \(counts.bytes) bytes as they were; \(counts.wrong) not")
            guard counts.wrong == 0 else { throw ExitCode(1) }
        }
    }
}
