import ArgumentParser
import Foundation
import PriorService

/// `prior bag`: what is done with portfolios that travel.
struct BagCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bag", abstract: "Work with portfolios that were exported.", subcommands: [Verify.self])

    /// `prior bag verify`: holds every byte of a bag against its manifests.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say whether a bag is whole, and name every file that is not as it was.",
            discussion: "It needs no service and no database. Ends with 1 where anything is wrong.")

        @Argument(help: "The bag: a folder, a ZIP or a tar file.") var bag: String

        func run() async throws {
            let scratch = FileManager.default.temporaryDirectory.appending(path: "prior-bags")
            let report: PriorBag.Report
            do {
                report = try await PriorBag.verify(bag, scratch: scratch)
            } catch {
                throw Failure("\(error)")
            }
            for fault in report.faults { say("\(fault.rule.rawValue)  \(fault)") }
            guard report.faults.isEmpty else {
                say("\(bag) is not whole: \("fault".counted(report.faults.count)) in \("file".counted(report.files)).")
                throw ExitCode(1)
            }
            say("\(bag) is whole: \("file".counted(report.files)), \(report.bytes) bytes, each as it was.")
            if let source = report.source { say("It says that it comes from \(source).") }
            if let key = report.signedBy {
                say("Signed by \(key), as it says on \(report.signedAt ?? "a day unknown").")
            } else {
                say("It is not signed.")
            }
        }
    }
}
