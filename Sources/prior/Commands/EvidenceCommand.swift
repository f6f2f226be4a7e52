import ArgumentParser

/// `prior evidence`: what is done with the kept files.
struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence", abstract: "Work with the kept files.",
        subcommands: [TypeFiles.self, Verify.self, Sweep.self, Move.self])
}
