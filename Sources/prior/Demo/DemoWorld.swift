import Foundation
import PriorService
import Seal

/// The demo: institutions and people of both regions, played in through the service's own HTTP API.
struct DemoWorld: Sendable {
    private let operatorToken: String

    /// Sets a service up for the demo: an operator's token known to this process alone, and the demo's mailbox.
    init(settings: inout Settings) {
        let token = SecretToken.make(prefix: "prior_o_")
        operatorToken = token.text
        settings.makeDemo(operatorToken: token.text)
    }

    /// Plays the world in where nothing is there yet, and says who can sign in.
    func welcome(at url: URL, isNew: Bool) async throws {
        say("The demo world is not written yet.")
    }
}
