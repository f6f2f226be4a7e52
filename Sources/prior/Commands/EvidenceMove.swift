public import ArgumentParser
public import EvidenceStore
import PriorService

extension EvidenceCommand {
    /// `prior evidence move`: takes every file to where new ones go.
    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move every kept file to the back end that new files go to, while the service runs.")

        @OptionGroup var store: StoreOptions
        @Option(help: "Where to: local or s3; the same as PRIOR_STORE.") var to: BackEnd

        func run() async throws {
            let move = try await store.with { evidence in
                try await evidence.move(to: to) { objects, bytes in say("\(objects) objects, \(bytes) bytes so far") }
            }
            for object in move.damaged { say("damaged  \(object)  stays where it is") }
            say(
                "moved \(move.moved) objects, \(move.bytes) bytes; \(move.damaged.count) damaged, \(move.left) left that nothing refers to"
            )
            guard move.damaged.isEmpty else { throw ExitCode(1) }
        }
    }
}

extension BackEnd: ExpressibleByArgument {}
