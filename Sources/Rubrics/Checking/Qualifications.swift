import Assessment
import Foundation

/// The units and qualifications that qualifications are held against.
struct Qualifications {
    let units: [DocumentKey: Unit]
    let qualifications: [DocumentKey: Qualification]
    private let knownUnits: Set<DocumentKey>
    private let knownParts: Set<DocumentKey>

    init(_ drafts: [Draft]) {
        var units: [DocumentKey: Unit] = [:]
        var qualifications: [DocumentKey: Qualification] = [:]
        var (knownUnits, knownParts): (Set<DocumentKey>, Set<DocumentKey>) = ([], [])
        for draft in drafts {
            if let key = draft.key, draft.kind == .unit { knownUnits.insert(key) }
            if let key = draft.key, draft.kind == .qualification { knownParts.insert(key) }
            if case .unit(let unit) = draft.content { units[unit.key] = unit }
            if case .qualification(let one) = draft.content { qualifications[one.key] = one }
        }
        self.units = units
        self.qualifications = qualifications
        self.knownUnits = knownUnits
        self.knownParts = knownParts
    }

    /// The unit of that name. Nil where there is none, which is noted, and where it is faulty itself.
    func unit(_ key: DocumentKey, _ faults: Faults, at path: Path) -> Unit? {
        if !knownUnits.contains(key) {
            faults.add(
                path, "There is no unit \(key).",
                Suggestion.sentence(for: key.description, among: knownUnits.sorted().map(\.description)))
        }
        return units[key]
    }

    /// The qualification of that name, in the same way.
    func part(_ key: DocumentKey, _ faults: Faults, at path: Path) -> Qualification? {
        if !knownParts.contains(key) {
            faults.add(
                path, "There is no qualification \(key) to be a part.",
                Suggestion.sentence(for: key.description, among: knownParts.sorted().map(\.description)))
        }
        return qualifications[key]
    }

    /// Every unit of a qualification, those of its parts included, and nil where it holds itself.
    func allUnits(of qualification: Qualification, within: [String] = []) -> [DocumentKey]? {
        guard !within.contains(qualification.key.id) else { return nil }
        var all = qualification.units
        for key in qualification.parts {
            guard let part = qualifications[key] else { continue }
            guard let inside = allUnits(of: part, within: within + [qualification.key.id]) else { return nil }
            all += inside
        }
        return all
    }
}
