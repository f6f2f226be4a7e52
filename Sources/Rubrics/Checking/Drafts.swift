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
        var frameworks: [DocumentKey: Framework] = [:]
        var seen: Set<String> = []
        for draft in list {
            if case .framework(let framework) = draft.content { frameworks[framework.key] = framework }
        }
        for draft in list {
            guard let faults = draft.faults else { continue }
            switch draft.content {
            case .framework(let framework): framework.check(faults)
            case .policy(let policy): policy.check(faults, frameworks: frameworks)
            case .unit(let unit): unit.check(faults, frameworks: frameworks)
            case nil: continue
            }
            guard let content = draft.content else { continue }
            let name = "\(content.kind.rawValue) \(content.key)"
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

        /// Which version of which document.
        var key: DocumentKey {
            switch self {
            case .framework(let framework): framework.key
            case .policy(let policy): policy.key
            case .unit(let unit): unit.key
            }
        }

        var kind: DocumentKind {
            switch self {
            case .framework: .framework
            case .policy: .policy
            case .unit: .unit
            }
        }
    }

    let file: String
    let tree: Tree?
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
            content = Self.content(Place(tree: tree, path: [], faults: faults), file.name)
        } catch {
            tree = nil
            faults = nil
            content = nil
            unreadable = [
                Fault(
                    file: file.name, line: error.position.line, column: error.position.column, path: "",
                    says: error.says, wouldBeRight: error.wouldBeRight)
            ]
        }
    }

    private static func content(_ place: Place, _ file: String) -> Content? {
        guard case .map(let entries) = place.tree.value, let kind = entries.first(where: { $0.key == "kind" }) else {
            return place.wrong(
                "The document does not say what it is.",
                "Start it with \"kind:\" and one of: \(DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        let kindPlace = Place(tree: kind.value, path: ["kind"], faults: place.faults)
        guard let kind = kindPlace.choice(DocumentKind.self) else { return nil }
        let content: Content? =
            switch kind {
            case .framework: Framework(place).map { .framework($0) }
            case .policy: Policy(place).map { .policy($0) }
            case .unit: Unit(place).map { .unit($0) }
            }
        checkName(kind, content, place, file)
        return content
    }

    /// A file lies in the folder of its kind and is named by id and version.
    private static func checkName(_ kind: DocumentKind, _ content: Content?, _ place: Place, _ file: String) {
        let url = URL(filePath: file)
        guard url.pathExtension == "yaml" else { return }
        let folder = url.deletingLastPathComponent().lastPathComponent
        if let other = DocumentKind.allCases.first(where: { $0.folder == folder }), other != kind {
            place.faults.add(
                ["kind"], "A \(kind.rawValue) lies in the folder \(folder).", "Move it to the folder \(kind.folder).")
        }
        guard let key = content?.key, url.lastPathComponent != "\(key).yaml" else { return }
        place.faults.add(
            ["id"], "The file is called \(url.lastPathComponent).", "Name it after id and version: \(key).yaml.")
    }

    func document<Value>(
        _ value: Value, _ kind: DocumentKind, _ key: DocumentKey, _ status: PublicationStatus
    ) -> Document<Value>? {
        guard let json = tree?.canonicalJSON, let fingerprint = Fingerprint(canonicalJSON: json) else { return nil }
        return Document(
            value: value, kind: kind, key: key, status: status, fingerprint: fingerprint, json: json, file: file)
    }
}
