/// The keys of one mapping, of which only the ones named may occur.
struct Fields {
    let place: Place
    private let entries: [String: Tree]

    /// Notes every key that is none of `keys`; nil where the value is no mapping.
    init?(_ place: Place, keys: [String]) {
        guard case .map(let entries) = place.tree.value else {
            let _: Never? = place.wrong(
                "This is \(place.tree.kind), and a mapping belongs here.",
                "Write keys: \(keys.joined(separator: ", ")).")
            return nil
        }
        for entry in entries where !keys.contains(entry.key) {
            place.faults.add(
                place.path + .key(entry.key), at: entry.keyPosition, "There is no key \"\(entry.key)\" here.",
                entry.isRestOfText
                    ? "If it is the rest of a text with a comma in it, put the whole text in quotes."
                    : Suggestion.sentence(for: entry.key, among: keys))
        }
        self.place = place
        self.entries = Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first }
    }

    /// Whether the key occurs.
    func has(_ key: String) -> Bool { entries[key] != nil }

    /// The value of a key that has to be there.
    func required<Value>(_ key: String, _ read: (Place) -> Value?) -> Value? {
        guard let tree = entries[key] else {
            place.faults.add(
                place.path, at: place.tree.position, "The key \"\(key)\" is missing.",
                "Add \"\(key):\" at this level.")
            return nil
        }
        return read(Place(tree: tree, path: place.path + .key(key), faults: place.faults))
    }

    /// The value of a key that may be left out.
    func optional<Value>(_ key: String, _ read: (Place) -> Value?) -> Value? {
        entries[key].flatMap { read(Place(tree: $0, path: place.path + .key(key), faults: place.faults)) }
    }

    /// A required list of at least so many items.
    func list<Item>(_ key: String, atLeast least: Int = 1, _ read: (Place) -> Item?) -> [Item]? {
        required(key) { $0.list(atLeast: least, read) }
    }

    /// A list that may be left out; empty then.
    func optionalList<Item>(_ key: String, _ read: (Place) -> Item?) -> [Item] {
        optional(key) { $0.list(read) } ?? []
    }
}
