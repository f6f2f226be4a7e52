import Assessment
import Foundation

extension Framework {
    /// Reads a framework; nil where the document is not of its shape.
    init?(_ place: Place) {
        let own = [
            "name", "authority", "region", "summary", "domains", "levels", "accessPoints", "qualificationTypes",
            "creditSystem", "gaps", "sources",
        ]
        guard let fields = Fields(place, keys: Header.keys + own) else { return nil }
        let citations = Citations(fields)
        let header = Header(fields, kind: .framework)
        let name = fields.required("name") { $0.text() }
        let authority = fields.required("authority") { $0.text() }
        let region = fields.required("region") { $0.text() }
        let summary = fields.required("summary") { $0.text() }
        let domains = fields.optionalList("domains") { Self.domain($0) }
        let levels = fields.list("levels") { Self.level($0, citations) }
        let accessPoints = fields.optionalList("accessPoints") { $0.text() }
        let types = fields.optionalList("qualificationTypes") { Self.qualificationType($0) }
        let creditSystem = fields.optional("creditSystem") { CreditSystem($0, citations) }
        let gaps = fields.optionalList("gaps") { $0.text() }
        guard let header, let name, let authority, let region, let summary, let levels else { return nil }
        self.init(
            key: header.key, status: header.status, name: name, authority: authority, region: region, summary: summary,
            domains: domains, levels: levels, accessPoints: accessPoints, qualificationTypes: types,
            creditSystem: creditSystem, gaps: gaps, sources: citations.sources)
    }

    private static func domain(_ place: Place) -> Domain? {
        guard let fields = Fields(place, keys: ["id", "name"]) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let name = fields.required("name") { $0.text() }
        guard let id, let name else { return nil }
        return Domain(id: id, name: name)
    }

    private static func level(_ place: Place, _ citations: Citations) -> FrameworkLevel? {
        guard let fields = Fields(place, keys: ["number", "name", "descriptors", "minimumCredits"]) else { return nil }
        let number = fields.required("number") { $0.integer(1...20) }
        let name = fields.optional("name") { $0.text() }
        let descriptors = fields.optional("descriptors") { $0.texts() } ?? [:]
        let minimumCredits = fields.optional("minimumCredits") { citations.sourced($0) { $0.decimal() } }
        guard let number else { return nil }
        return FrameworkLevel(number: number, name: name, descriptors: descriptors, minimumCredits: minimumCredits)
    }

    private static func qualificationType(_ place: Place) -> QualificationType? {
        guard let fields = Fields(place, keys: ["id", "name", "levels"]) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let name = fields.required("name") { $0.text() }
        let levels = fields.optional("levels") { LevelRange($0) }
        guard let id, let name else { return nil }
        return QualificationType(id: id, name: name, levels: levels)
    }
}

extension CreditSystem {
    fileprivate init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["id", "name", "hoursPerCredit"]) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let name = fields.required("name") { $0.text() }
        let hours = fields.sourced("hoursPerCredit", citations) { HoursRange($0) }
        guard let id, let name, let hours else { return nil }
        self.init(id: id, name: name, hoursPerCredit: hours)
    }
}

extension HoursRange {
    /// Reads one number or `{minimum: …, maximum: …}`.
    fileprivate init?(_ place: Place) {
        if case .number = place.tree.value {
            guard let hours = place.decimal() else { return nil }
            self.init(minimum: hours, maximum: hours)
            return
        }
        guard let fields = Fields(place, keys: ["minimum", "maximum"]) else { return nil }
        let minimum = fields.required("minimum") { $0.decimal() }
        let maximum = fields.required("maximum") { $0.decimal() }
        guard let minimum, let maximum else { return nil }
        self.init(minimum: minimum, maximum: maximum)
    }
}

extension LevelRange {
    /// Reads `{lowest: …, highest: …}`.
    init?(_ place: Place) {
        guard let fields = Fields(place, keys: ["lowest", "highest"]) else { return nil }
        let lowest = fields.required("lowest") { $0.integer(1...20) }
        let highest = fields.required("highest") { $0.integer(1...20) }
        guard let lowest, let highest else { return nil }
        guard lowest <= highest else {
            let _: Never? = place.wrong("The lowest level lies above the highest.", "Swap the two.")
            return nil
        }
        self.init(lowest: lowest, highest: highest)
    }
}

extension Place {
    /// A mapping from ids to texts.
    fileprivate func texts() -> [String: String]? {
        guard case .map(let entries) = tree.value else {
            return wrong("This is \(tree.kind), and a mapping belongs here.", "Write domain: text.")
        }
        var texts: [String: String] = [:]
        for entry in entries {
            texts[entry.key] = Place(tree: entry.value, path: path + .key(entry.key), faults: faults).text()
        }
        return texts
    }
}
