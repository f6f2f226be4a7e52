import ArgumentParser
import Foundation
import Logging
import PriorService

/// Options that every command which reads the settings takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "A JSON configuration file; the environment goes before it.")
    var config: String?

    /// The settings, or an end with every fault said.
    func settings() throws -> Settings {
        do {
            return try Settings.load(
                environment: ProcessInfo.processInfo.environment, file: config.map { URL(filePath: $0) })
        } catch let fault as SettingsFault {
            throw Failure(fault.description)
        }
    }
}

/// An end that is told to the person at the terminal, without a stack or a type's name.
struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}

/// Writes a line for the person at the terminal at once, also when the output is a file or a pipe.
func say(_ text: String = "") {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
}
