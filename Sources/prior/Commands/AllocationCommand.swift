import Allocation
import ArgumentParser
import Foundation

/// `prior allocation`: who assesses what, from a file, by the code that the service runs.
struct AllocationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "allocation", abstract: "Find the best allocation of assessors, and prove it.",
        subcommands: [Solve.self, Check.self, Compare.self])

    /// `prior allocation solve`: the best allocation with its reasons and its proof, as JSON.
    struct Solve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Solve an instance.",
            discussion: "docs/allocation.md describes the file and the answer. It needs no database.")

        @Argument(help: "The instance, a JSON file; - reads standard input.") var instance: String
        @Flag(help: "Also hold the result against the instance, and end with 1 if the proof does not hold.") var check =
            false
        @Flag(help: "Say on standard error how long it took.") var timing = false

        func run() async throws {
            let clock = ContinuousClock()
            var instance: AllocationInstance?
            let reading = try clock.measure { instance = try AllocationCommand.instance(self.instance) }
            guard let instance else { return }
            var result: AllocationResult?
            let solving = try clock.measure {
                do {
                    result = try instance.solve()
                } catch {
                    throw Failure("\(error)")
                }
            }
            guard let result else { return }
            try AllocationCommand.write(result)
            if timing {
                complain(
                    "read in \(AllocationCommand.seconds(reading)), solved in \(AllocationCommand.seconds(solving))")
            }
            if check { try AllocationCommand.report(result.check(instance)) }
        }
    }

    /// `prior allocation check`: whether a result is right, and its proof holds.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Hold a result and its proof against its instance.")

        @Argument(help: "The instance, a JSON file.") var instance: String
        @Argument(help: "What `solve` wrote.") var result: String

        func run() async throws {
            let result = try AllocationCommand.result(self.result)
            try AllocationCommand.report(result.check(try AllocationCommand.instance(instance)))
        }
    }

    /// `prior allocation compare`: what changes from one result to another.
    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say what changes from one result to another.")

        @Argument(help: "What `solve` wrote before.") var before: String
        @Argument(help: "What it writes now.") var after: String

        func run() async throws {
            let comparison = AllocationComparison(
                try AllocationCommand.result(before), try AllocationCommand.result(after))
            try AllocationCommand.write(comparison)
        }
    }

    private static func bytes(_ path: String) throws -> Data {
        if path == "-" { return FileHandle.standardInput.readDataToEndOfFile() }
        do {
            return try Data(contentsOf: URL(filePath: path))
        } catch {
            throw Failure("\(path) cannot be read.")
        }
    }

    private static func instance(_ path: String) throws -> AllocationInstance {
        do {
            return try AllocationInstance(json: [UInt8](bytes(path)))
        } catch let error as AllocationFaults {
            throw Failure(error.faults.map { "\(path): \($0)" }.joined(separator: "\n"))
        }
    }

    private static func result(_ path: String) throws -> AllocationResult {
        do {
            return try JSONDecoder().decode(AllocationResult.self, from: bytes(path))
        } catch let error as DecodingError {
            throw Failure("\(path) is not what `prior allocation solve` writes: \(error)")
        }
    }

    private static func write(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        say(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    private static func report(_ problems: [String]) throws {
        guard problems.isEmpty else { throw Failure(problems.joined(separator: "\n")) }
        complain("checked: no rule is broken, and no allocation is better by any aim")
    }

    private static func seconds(_ duration: Duration) -> String {
        duration.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 3)))
    }
}

/// Writes a line to standard error, where it does not mix with the answer.
func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}
