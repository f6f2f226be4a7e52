import ArgumentParser
import Foundation
import Logging
import PriorService

/// `prior migrate`: brings a database to the newest migration, for those who do that apart from starting.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Apply the migrations to the database of DATABASE_URL.")

    @OptionGroup var common: CommonOptions

    func run() async throws {
        let settings = try common.settings()
        guard let url = settings.databaseURL else {
            throw Failure("Set DATABASE_URL. The private PostgreSQL of `prior serve` is migrated when it starts.")
        }
        let count = try await PriorServer.migrate(url, settings, logger: JSONLog.logger(level: settings.logLevel))
        say(count == 0 ? "Nothing to apply." : "Applied \(count) migrations.")
    }
}
