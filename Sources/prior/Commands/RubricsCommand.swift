import ArgumentParser
import Foundation
import Rubrics

/// `prior rubrics`: what is done with frameworks, policies and units as files.
struct RubricsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rubrics", abstract: "Work with frameworks, policies and units.", subcommands: [Check.self])

    /// `prior rubrics check`: every fault with its file, its line, and what would be right.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say every fault of a file or a folder.")

        @Argument(help: "A YAML file, or a folder with frameworks/, policies/ and units/.") var path = "rubrics"

        func run() async throws {
            let faults: [Fault]
            do {
                faults = try RubricsCheck.check(URL(filePath: path))
            } catch {
                throw Failure(error.description)
            }
            for fault in faults { say(fault.description) }
            guard faults.isEmpty else { throw ExitCode(1) }
            say("\(path): no faults")
        }
    }
}
