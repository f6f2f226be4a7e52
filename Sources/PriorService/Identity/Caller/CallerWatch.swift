import Postgres
import ServiceLifecycle

/// Hears from the database whose sessions, roles or clients have changed, whichever process or person changed them, and
/// has them forgotten.
struct CallerWatch: ServiceLifecycle.Service {
    /// The channel that the triggers of migration 0014 send to.
    static let channel = "caller"
    let resources: Resources

    func run() async throws {
        await resources.hear(Self.channel) { event in
            switch event {
            case .listening: resources.callers.watched(true)
            case .interrupted: resources.callers.watched(false)
            case .notification(_, let payload, _): resources.callers.forget(.init(notification: payload))
            }
        }
        resources.callers.watched(false)
    }
}
