import Logging
import Postgres
import ServiceLifecycle

/// Hears from the database that something was published, by whichever process, and takes it in.
struct RubricsWatch: ServiceLifecycle.Service {
    let resources: Resources
    private let listener: Listener

    init(resources: Resources) {
        self.resources = resources
        listener = Listener(
            resources.database.configuration, channels: [RubricsShelf.channel], logger: resources.logger)
    }

    func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask { try? await listener.run() }
            for await event in listener {
                // After a break something may have been missed.
                guard event != .interrupted else { continue }
                do {
                    try await resources.shelf.refresh(resources.database)
                } catch {
                    let reason = String(describing: error)
                    resources.logger.warning("what was published is not loaded", metadata: ["error": .string(reason)])
                }
            }
        }
    }
}
