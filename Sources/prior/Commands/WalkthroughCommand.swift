import ArgumentParser
import Foundation

/// `prior walkthrough`: the whole path on a running demo, step by step.
struct WalkthroughCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "walkthrough",
        abstract: "Play the whole path on a running demo and tell what each person does and sees.",
        discussion: "Needs a service started with `prior serve --demo`. It can be played again and again.")

    @Option(help: "Where the demo runs.") var url = "http://127.0.0.1:8080"
    @Option(help: "The folder with the sample files, where the program does not stand beside them.") var samples:
        String?

    func run() async throws {
        let address = url.hasSuffix("/") ? String(url.dropLast()) : url
        guard let url = URL(string: address), url.scheme == "http" || url.scheme == "https", url.host() != nil else {
            throw Failure("\(self.url) is no address of a service. Give it as http://127.0.0.1:8080.")
        }
        do {
            try await Walkthrough(url: url, samples: try Samples(samples)).run()
        } catch let surprise as Surprise {
            throw Failure("\nThe walkthrough did not come to its end. \(surprise)")
        }
    }
}
