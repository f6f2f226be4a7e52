import Assessment
import Postgres
import ServiceLifecycle

/// Hears from the database whose feed went on, whichever process or statement wrote to it, and rings for those who wait.
struct FeedWatch: ServiceLifecycle.Service {
    /// The channel that a trigger of migration 0026 sends to.
    static let channel = "feed"
    let resources: Resources

    func run() async throws {
        await resources.hear(Self.channel) { event in
            switch event {
            case .listening: resources.bell.watched(true)
            case .interrupted: resources.bell.watched(false)
            case .notification(_, let payload, _): resources.bell.ring(ID<Institution>(payload))
            }
        }
        resources.bell.watched(false)
    }
}
