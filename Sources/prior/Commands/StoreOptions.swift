import ArgumentParser
import Foundation
import Logging
import PriorService

/// The options of commands that work on the evidence store.
struct StoreOptions: ParsableArguments {
    @OptionGroup var common: CommonOptions
    @Option(help: "Where everything that survives a restart lies.") var dataDir: String?

    /// Lends the store and its database, of a running service too, and says what went wrong in words.
    func with<Value>(_ body: (PriorEvidence) async throws -> Value) async throws -> Value {
        var settings = try common.settings()
        if let dataDir { settings.dataDirectory = URL(filePath: dataDir, directoryHint: .isDirectory) }
        let logger = JSONLog.logger(level: .warning)
        do {
            return try await PriorServer.withDatabase(of: settings, logger: logger) { conninfo in
                try await PriorEvidence.open(settings, conninfo: conninfo, logger: logger, body)
            }
        } catch let failure as any CustomStringConvertible & Error {
            throw Failure(failure.description)
        }
    }
}
