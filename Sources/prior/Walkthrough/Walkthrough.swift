import Foundation

/// The whole path, from evidence to credit that another institution pulled, played through the HTTP API of a running demo.
struct Walkthrough: Sendable {
    let url: URL
    let samples: Samples

    /// Plays every act and prints what each person did and saw.
    func run() async throws {
    }
}
