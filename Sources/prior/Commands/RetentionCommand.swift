import ArgumentParser
import Foundation
import Logging
import PriorService

/// `prior retention`: how long files are kept, by the policies.
struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "What the policies let go of, and when.",
        subcommands: [Plan.self, Run.self])

    /// `prior retention plan`: a dry run.
    struct Plan: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what is due; change nothing.")

        @OptionGroup var store: StoreOptions
        @Option(help: "What is due until then, as 2027-01-31; today when not given.") var until: String?

        func run() async throws {
            let day = try until.map { text in
                guard let date = try? Date(text + "T23:59:59Z", strategy: .iso8601) else {
                    throw ValidationError("--until takes a day, as 2027-01-31.")
                }
                return date
            }
            try await store.withRetention { try await $0.plan(until: day ?? Date()) { say($0) } }
        }
    }

    /// `prior retention run`: what the service does by itself every ten minutes.
    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let go of what is due now.")

        @OptionGroup var store: StoreOptions

        func run() async throws {
            try await store.withRetention { try await $0.carryOut { say($0) } }
        }
    }
}

extension StoreOptions {
    /// Lends the rules of keeping, with what went wrong said in words.
    fileprivate func withRetention(_ body: (PriorRetention) async throws -> Void) async throws {
        var settings = try common.settings()
        if let dataDir { settings.dataDirectory = URL(filePath: dataDir, directoryHint: .isDirectory) }
        let logger = JSONLog.logger(level: .warning)
        do {
            try await PriorServer.withDatabase(of: settings, logger: logger) { conninfo in
                try await PriorRetention.open(settings, conninfo: conninfo, logger: logger, body)
            }
        } catch let failure as any CustomStringConvertible & Error {
            throw Failure(failure.description)
        }
    }
}
