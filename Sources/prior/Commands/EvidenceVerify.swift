import ArgumentParser
import Foundation
import PriorService

extension EvidenceCommand {
    /// `prior evidence verify`: hashes objects again and says which are not what they were.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Hash kept files again; say what is missing, changed or orphaned. Ends with 1 where files suffered.")

        @OptionGroup var store: StoreOptions
        @Option(help: "Only so many, picked at random: a number, or a part of all as 5%.") var sample: String?
        @Option(help: "Only what was stored since, as 2026-11-01 or 2026-11-01T12:00:00Z.") var since: String?
        @Flag(help: "Say everything as JSON, one object a line.") var json = false

        func run() async throws {
            let choice = try choice()
            let summary = try await store.with { evidence in
                try await evidence.verify(choice) { finding in
                    let items = finding.evidence.joined(separator: " ")
                    guard json else {
                        let now = finding.found.map { "  is now \($0)" } ?? ""
                        return say(
                            "\(finding.fault.rawValue)  \(finding.object)\(now)\(items.isEmpty ? "" : "  of \(items)")")
                    }
                    let found = finding.found.map { ",\"found\":\"\($0)\"" } ?? ""
                    let list = finding.evidence.map { "\"\($0)\"" }.joined(separator: ",")
                    say(
                        "{\"object\":\"\(finding.object)\",\"fault\":\"\(finding.fault.rawValue)\"\(found),\"evidence\":[\(list)]}"
                    )
                }
            }
            let counts = [PriorEvidence.Fault.missing, .changed, .orphaned].map {
                ($0.rawValue, summary.faults[$0] ?? 0)
            }
            if json {
                let faults = counts.map { "\"\($0)\":\($1)" }.joined(separator: ",")
                say("{\"fine\":\(summary.fine),\"bytes\":\(summary.bytes),\(faults)}")
            } else {
                let faults = counts.map { "\($1) \($0)" }.joined(separator: ", ")
                say("\(summary.fine) objects, \(summary.bytes) bytes as they were; \(faults)")
            }
            guard summary.isWhole else { throw ExitCode(1) }
        }

        private func choice() throws -> PriorEvidence.Choice {
            var choice = PriorEvidence.Choice()
            if let sample {
                if let percent = sample.hasSuffix("%") ? Double(sample.dropLast()) : nil, (0...100).contains(percent) {
                    choice.share = percent / 100
                } else if let count = Int(sample), count > 0 {
                    choice.count = count
                } else {
                    throw ValidationError("--sample takes a number, or a percentage as 5%.")
                }
            }
            if let since {
                let moment = since.contains("T") ? since : since + "T00:00:00Z"
                guard let date = try? Date(moment, strategy: .iso8601) else {
                    throw ValidationError("--since takes a day or a moment, as 2026-11-01 or 2026-11-01T12:00:00Z.")
                }
                choice.since = date
            }
            return choice
        }
    }

    /// `prior evidence sweep`: clears away what nobody will ever ask for.
    struct Sweep: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Clear away, at once, stored files that no record refers to, and what uploads left half done.")

        @OptionGroup var store: StoreOptions
        @Option(help: "How long it has to stand there, in seconds; otherwise PRIOR_ORPHAN_SECONDS.") var grace: Int?

        func run() async throws {
            say(try await store.with { try await $0.sweep(grace: grace) })
        }
    }
}
