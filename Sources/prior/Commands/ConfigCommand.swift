import ArgumentParser
import Foundation
import PriorService

/// `prior config`: what the service would run with.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Look at the configuration.", subcommands: [Check.self])

    /// `prior config check`: every setting, where it comes from, and every fault; secrets are never printed.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print every setting, and say what is wrong.")

        @OptionGroup var common: CommonOptions

        func run() async throws {
            let environment = ProcessInfo.processInfo.environment
            for line in Settings.report(environment: environment, file: common.config.map { URL(filePath: $0) }) {
                say(line)
            }
            _ = try common.settings()
            say(FileTyping.protections())
            for sentence in PreviewPrograms.missing() { say(sentence) }
        }
    }
}
