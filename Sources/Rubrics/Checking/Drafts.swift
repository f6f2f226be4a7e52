import Assessment
import Foundation

/// Documents that were read one by one and are still to be held against each other.
struct Drafts {
    let list: [Draft]

    init(_ files: [RubricsLibrary.File]) {
        list = files.map { Draft($0) }
    }

    /// Every fault of every document, in the order of the files, and of lines within each.
    func check() -> [Fault] {
        let frameworks = Frameworks(list)
        let qualifications = Qualifications(list)
        let calendars = Calendars(list)
        var seen: Set<String> = []
        for draft in list {
            guard let faults = draft.faults else { continue }
            switch draft.content {
            case .policy(let policy):
                policy.check(faults, frameworks: frameworks)
                calendars.check(policy.calendars, faults)
            case .unit(let unit): unit.check(faults, frameworks: frameworks)
            case .qualification(let one): one.check(faults, frameworks: frameworks, others: qualifications)
            case .crosswalk(let crosswalk): crosswalk.check(faults, frameworks: frameworks)
            case .calendar(let calendar): calendar.check(faults)
            case .framework, nil: break
            }
            guard let kind = draft.kind, let key = draft.key else { continue }
            let name = "\(kind.rawValue) \(key)"
            if !seen.insert(name).inserted {
                faults.add(["version"], "Another file holds \(name) already.", "Give this one the next version.")
            }
        }
        return list.flatMap { draft in
            draft.unreadable ?? (draft.faults?.list ?? []).sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        }
    }
}

/// One document, read as far as it could be.
struct Draft {
    enum Content {
        case framework(Framework)
        case policy(Policy)
        case unit(Unit)
        case qualification(Qualification)
        case crosswalk(Crosswalk)
        case calendar(HolidayCalendar)
    }

    let file: String
    let tree: Tree?
    /// What it says it is, also where the rest of it is faulty.
    let kind: DocumentKind?
    let key: DocumentKey?
    let content: Content?
    let faults: Faults?
    /// The one fault of a file that is no YAML.
    let unreadable: [Fault]?

    init(_ file: RubricsLibrary.File) {
        self.file = file.name
        do {
            let tree = try Tree.read(file.text)
            let faults = Faults(file: file.name, tree: tree)
            self.tree = tree
            self.faults = faults
            unreadable = nil
            kind = tree.text("kind").flatMap { DocumentKind(rawValue: $0) }
            key = tree.text("id").flatMap { id in
                tree.text("version").flatMap { DocumentKey(id: id, version: $0) }
            }
            content = Self.content(Place(tree: tree, path: [], faults: faults))
            checkName()
        } catch {
            tree = nil
            faults = nil
            kind = nil
            key = nil
            content = nil
            unreadable = [
                Fault(
                    file: file.name, line: error.position.line, column: error.position.column, path: "",
                    says: error.says, wouldBeRight: error.wouldBeRight)
            ]
        }
    }

    private static func content(_ place: Place) -> Content? {
        guard case .map(let entries) = place.tree.value, let kind = entries.first(where: { $0.key == "kind" }) else {
            return place.wrong(
                "The document does not say what it is.",
                "Start it with \"kind:\" and one of: \(DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let kindPlace = Place(tree: kind.value, path: ["kind"], faults: place.faults)
        switch kindPlace.choice(DocumentKind.self) {
        case .framework: return Framework(place).map { .framework($0) }
        case .policy: return Policy(place).map { .policy($0) }
        case .unit: return Unit(place).map { .unit($0) }
        case .qualification: return Qualification(place).map { .qualification($0) }
        case .crosswalk: return Crosswalk(place).map { .crosswalk($0) }
        case .calendar: return HolidayCalendar(place).map { .calendar($0) }
        case nil: return nil
        }
    }

    /// A file lies in the folder of its kind and is named by id and version.
    private func checkName() {
        let url = URL(filePath: file)
        guard url.pathExtension == "yaml", let kind, let faults else { return }
        let folder = url.deletingLastPathComponent().lastPathComponent
        if DocumentKind.allCases.contains(where: { $0.folder == folder && $0 != kind }) {
            faults.add(
                ["kind"], "A \(kind.rawValue) lies in the folder \(folder).", "Move it to the folder \(kind.folder).")
        }
        guard let key, url.lastPathComponent != "\(key).yaml" else { return }
        faults.add(
            ["id"], "The file is called \(url.lastPathComponent).", "Name it after id and version: \(key).yaml.")
    }

    func document<Value>(
        _ value: Value, _ kind: DocumentKind, _ key: DocumentKey, _ status: PublicationStatus
    ) -> Document<Value>? {
        guard let tree, let fingerprint = Fingerprint(tree) else { return nil }
        return Document(
            value: value, kind: kind, key: key, status: status, fingerprint: fingerprint, json: tree.canonicalJSON,
            publicJSON: tree.withoutQuestions.canonicalJSON,
            file: file)
    }
}
