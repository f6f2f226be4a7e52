import Postgres

extension Resources {
    /// Hears what the database sends to a channel, until the task is cancelled. What breaks is connected again; what may have
    /// been missed meanwhile is told by `.interrupted` and `.listening`.
    func hear(_ channel: String, _ take: (Listener.Event) async -> Void) async {
        let listener = Listener(database.configuration, channels: [channel], logger: logger)
        await withDiscardingTaskGroup { group in
            group.addTask { try? await listener.run() }
            for await event in listener { await take(event) }
        }
    }
}
