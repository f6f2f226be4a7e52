import Postgres
import ServiceLifecycle

/// Hears from the database whose sessions, roles or clients have changed, whichever process or person changed them, and
/// has them forgotten.
struct CallerWatch: ServiceLifecycle.Service {
    /// The channel that the triggers of migration 0014 send to.
    static let channel = "caller"
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
                case .listening: resources.callers.watched(true)
                case .interrupted: resources.callers.watched(false)
                case .notification(_, let payload, _): resources.callers.forget(.init(notification: payload))
                }
            }
            resources.callers.watched(false)
        }
    }
}
