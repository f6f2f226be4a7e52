/// A JSON object: its members in the order they were written, each key once.
struct JSONObject: Sendable {
    /// One key and its value.
    struct Member: Equatable, Sendable {
        var key: String
        var value: JSONValue
    }

    /// The members in order.
    private(set) var members: [Member] = []
    /// Where each key is, kept only once a search from the front would be the slower way. Dictionaries are seeded at
    /// random in each process, so keys chosen to collide do not make this quadratic.
    private var places: [String: Int]?

    /// Fewer members than this are searched from the front.
    private static let smallest = 12

    /// The keys in order.
    var keys: some Sequence<String> { members.lazy.map(\.key) }

    /// Adds a member at the end.
    ///
    /// Keys are compared as Swift compares strings, so that two spellings of one text (é as one scalar or as e and an
    /// accent) count as the same key: whoever looks one up could not tell them apart.
    /// - Returns: false, and changes nothing, when the key is there already.
    mutating func append(_ key: String, _ value: JSONValue) -> Bool {
        guard place(of: key) == nil else { return false }
        members.append(Member(key: key, value: value))
        if places != nil {
            places?[key] = members.count - 1
        } else if members.count >= Self.smallest {
            places = Dictionary(uniqueKeysWithValues: members.enumerated().map { ($1.key, $0) })
        }
        return true
    }

    /// The value of a key. Setting nil removes the member; a new key goes to the end.
    subscript(key: String) -> JSONValue? {
        get { place(of: key).map { members[$0].value } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil):
                members.remove(at: place)
                places = nil
            case (nil, let value?): _ = append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// Whether the key is there, null or not.
    func contains(_ key: String) -> Bool { place(of: key) != nil }

    private func place(of key: String) -> Int? {
        if let places { return places[key] }
        return members.firstIndex { $0.key == key }
    }
}

extension JSONObject: Equatable {
    /// The same keys with the same values; their order says nothing (RFC 8259 §4).
    static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.members.count == right.members.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Of a key written twice the first counts.
    init(dictionaryLiteral elements: (String, JSONValue)...) {
        for (key, value) in elements { _ = append(key, value) }
    }
}
