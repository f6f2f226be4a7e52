import ArgumentParser

/// The one program: the service and what whoever runs it needs beside it.
@main
struct Prior: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prior",
        abstract: "Recognition of prior learning: from evidence to credit that institutions pull.",
        subcommands: [
            Serve.self, Migrate.self, RubricsCommand.self, ConfigCommand.self, EvidenceCommand.self,
            BagCommand.self, AllocationCommand.self, ReliabilityCommand.self, AuditCommand.self, RetentionCommand.self,
            WalkthroughCommand.self,
        ])
}
