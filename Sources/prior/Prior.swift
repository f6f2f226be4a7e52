import ArgumentParser
@main
struct Prior: AsyncParsableCommand {
    mutating func run() async throws {}
}
