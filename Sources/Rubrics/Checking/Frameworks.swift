import Assessment

/// The frameworks that other documents are held against.
struct Frameworks {
    private let sound: [DocumentKey: Framework]
    private let known: Set<DocumentKey>

    /// Checks each framework by itself on the way.
    init(_ drafts: [Draft]) {
        var sound: [DocumentKey: Framework] = [:]
        var known: Set<DocumentKey> = []
        for draft in drafts where draft.kind == .framework {
            if let key = draft.key { known.insert(key) }
            guard case .framework(let framework) = draft.content else { continue }
            guard let faults = draft.faults else {
                sound[framework.key] = framework
                continue
            }
            framework.check(faults)
            if faults.list.isEmpty { sound[framework.key] = framework }
        }
        self.sound = sound
        self.known = known
    }

    /// The framework that a document names. Nil where there is none, which is noted, and where it is faulty itself,
    /// which is noted there already.
    func named(_ key: DocumentKey, _ faults: Faults, at path: Path = ["framework"]) -> Framework? {
        if !known.contains(key) {
            faults.add(
                path, "There is no framework \(key).",
                Suggestion.sentence(for: key.description, among: known.sorted().map(\.description)))
        }
        return sound[key]
    }
}
