import ArgumentParser
import Foundation
import Reliability

/// `prior reliability`: how well assessors agree, from a table, by the code that the service runs.
struct ReliabilityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reliability", abstract: "Say how well assessors agree.",
        discussion: """
            Reads a CSV table whose first line names its columns: unit, criterion, item, assessor, level and, where there is \
            one, period. Prints agreement by unit and criterion, and severity by assessor, as JSON: docs/reliability.md \
            describes it. It needs no database.
            """)

    @Argument(help: "The table; - reads standard input.") var file: String
    @Option(help: "From which the intervals are drawn; the same seed gives the same report.") var seed: UInt64 = 1
    @Option(help: "How often items are drawn for the intervals; 0 leaves them out.") var resamples = 1000

    func validate() throws {
        guard (0...100_000).contains(resamples) else { throw ValidationError("--resamples is 0 to 100000.") }
    }

    func run() async throws {
        let data: Data
        do {
            data =
                file == "-" ? FileHandle.standardInput.readDataToEndOfFile() : try Data(contentsOf: URL(filePath: file))
        } catch {
            throw Failure("\(file) cannot be read.")
        }
        let ratings: [Rating]
        do {
            ratings = try Rating.table(csv: [UInt8](data))
        } catch {
            throw Failure("\(file): \(error)")
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let report = try encoder.encode(ReliabilityReport(ratings, seed: seed, resamples: resamples))
        say(String(decoding: report, as: UTF8.self))
    }
}
