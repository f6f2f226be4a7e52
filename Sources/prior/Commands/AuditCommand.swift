import ArgumentParser
import Foundation
import Logging
import PriorService

/// `prior audit`: what is asked of the event log from outside the service.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Look at the event log.", subcommands: [Verify.self])

    /// `prior audit verify`: builds every event's hash again, and names the first that is not what it was.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Build every hash of every chain again, and say which event breaks it.")

        @OptionGroup var common: CommonOptions
        @Option(help: "Where everything that survives a restart lies.") var dataDir: String?

        func run() async throws {
            var settings = try common.settings()
            if let dataDir { settings.dataDirectory = URL(filePath: dataDir, directoryHint: .isDirectory) }
            let logger = JSONLog.logger(level: .warning)
            let isWhole: Bool
            do {
                isWhole = try await PriorServer.withDatabase(of: settings, logger: logger) { conninfo in
                    try await PriorAudit.verify(conninfo: conninfo, logger: logger) { say($0) }
                }
            } catch let failure as any CustomStringConvertible & Error {
                throw Failure(failure.description)
            }
            guard isWhole else { throw ExitCode(1) }
        }
    }
}
