import Logging
import Postgres
import ServiceLifecycle

/// Hears from the database that something was published, by whichever process, and takes it in.
struct RubricsWatch: ServiceLifecycle.Service {
    let resources: Resources

    func run() async throws {
        await resources.hear(RubricsShelf.channel) { event in
            // After a break something may have been missed.
            guard event != .interrupted else { return }
            do {
                try await resources.shelf.refresh(resources.database)
            } catch {
                let reason = String(describing: error)
                resources.logger.warning("what was published is not loaded", metadata: ["error": .string(reason)])
            }
        }
    }
}
