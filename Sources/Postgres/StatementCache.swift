/// The statements one session has prepared, the least recently used forgotten first.
struct StatementCache {
    /// A statement is known by its text and the types of its parameters.
    struct Key: Hashable {
        let text: String
        let types: [PostgresType]
    }

    private struct Entry {
        let name: String
        var lastUse: Int
    }

    private let limit: Int
    private var entries: [Key: Entry] = [:]
    private var uses = 0
    private var made = 0

    /// Names the server still knows and the cache no longer does, to be deallocated.
    private(set) var retired: [String] = []

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { entries.count }

    mutating func name(for key: Key) -> String? {
        uses += 1
        entries[key]?.lastUse = uses
        return entries[key]?.name
    }

    mutating func makeName() -> String {
        made += 1
        return "prior\(made)"
    }

    mutating func insert(_ name: String, for key: Key) {
        entries[key] = Entry(name: name, lastUse: uses)
        guard entries.count > limit, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else {
            return
        }
        retire(oldest.key)
    }

    mutating func retire(_ key: Key) {
        guard let entry = entries.removeValue(forKey: key) else { return }
        retired.append(entry.name)
    }

    mutating func forgetRetired() {
        retired = []
    }
}
