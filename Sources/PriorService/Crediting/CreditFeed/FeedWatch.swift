import Assessment
import Postgres
import ServiceLifecycle

/// Hears from the database whose feed went on, whichever process or statement wrote to it, and rings for those who wait.
struct FeedWatch: ServiceLifecycle.Service {
    /// The channel that a trigger of migration 0026 sends to.
    static let channel = "feed"
    let resources: Resources
    private let listener: Listener

    init(resources: Resources) {
        self.resources = resources
        listener = Listener(resources.database.configuration, channels: [Self.channel], logger: resources.logger)
    }

    func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask { try? await listener.run() }
            for await event in listener {
                switch event {
                case .listening: resources.bell.watched(true)
                case .interrupted: resources.bell.watched(false)
                case .notification(_, let payload, _): resources.bell.ring(ID<Institution>(payload))
                }
            }
            resources.bell.watched(false)
        }
    }
}
