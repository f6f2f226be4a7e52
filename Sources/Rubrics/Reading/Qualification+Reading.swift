import Assessment
import Foundation

extension Qualification {
    /// Reads a qualification; nil where the document is not of its shape.
    init?(_ place: Place) {
        let own = [
            "title", "summary", "field", "region", "authority", "framework", "level", "type", "credits", "creditSystem",
            "components", "minimumAtLevel", "residency", "reserved", "gaps", "sources",
        ]
        guard let fields = Fields(place, keys: Header.keys + own) else { return nil }
        let citations = Citations(fields)
        let header = Header(fields, kind: .qualification)
        let title = fields.required("title") { $0.text() }
        let summary = fields.required("summary") { $0.text() }
        let field = fields.required("field") { $0.text() }
        let region = fields.required("region") { $0.text() }
        let authority = fields.required("authority") { $0.text() }
        let framework = fields.required("framework") { $0.key() }
        let level = fields.required("level") { $0.integer(1...20) }
        let type = fields.required("type") { $0.slug() }
        let credits = fields.optional("credits") { citations.sourced($0) { $0.decimal() } }
        let creditSystem = fields.optional("creditSystem") { $0.slug() }
        let components = fields.list("components") { Component($0, citations, depth: 0) }
        let minimumAtLevel = fields.optionalList("minimumAtLevel") { CreditsAtLevel($0, citations) }
        let residency = fields.optional("residency") { Residency($0, citations) }
        let reserved = fields.optionalList("reserved") { ReservedPart($0, citations) }
        let gaps = fields.optionalList("gaps") { $0.text() }
        guard let header, let title, let summary, let field, let region, let authority, let framework, let level,
            let type, let components
        else { return nil }
        self.init(
            key: header.key, status: header.status, title: title, summary: summary, field: field, region: region,
            authority: authority, framework: framework, level: level, type: type, credits: credits,
            creditSystem: creditSystem, components: components, minimumAtLevel: minimumAtLevel, residency: residency,
            reserved: reserved, gaps: gaps, sources: citations.sources)
    }
}

extension Component {
    /// Groups in groups, at most; no honest qualification comes near.
    private static let deepest = 8

    private enum Take: String, CaseIterable {
        case all, components, credits
    }

    fileprivate init?(_ place: Place, _ citations: Citations, depth: Int) {
        guard case .map(let entries) = place.tree.value else {
            let _: Never? = place.wrong(
                "This is \(place.tree.kind), and a component belongs here.",
                "Write {unit: id@version}, {part: id@version} or {group: id, title: …, take: all, of: […]}.")
            return nil
        }
        let keys = entries.map(\.key)
        if keys.contains("unit") {
            guard let unit = Fields(place, keys: ["unit"])?.required("unit", { $0.key() }) else { return nil }
            self = .unit(unit)
        } else if keys.contains("part") {
            guard let part = Fields(place, keys: ["part"])?.required("part", { $0.key() }) else { return nil }
            self = .part(part)
        } else {
            guard depth < Self.deepest else {
                let _: Never? = place.wrong("Groups lie too deep in each other.", "Use at most \(Self.deepest) levels.")
                return nil
            }
            guard let group = Self.group(place, citations, depth: depth) else { return nil }
            self = .group(group)
        }
    }

    private static func group(_ place: Place, _ citations: Citations, depth: Int) -> ComponentGroup? {
        guard let fields = Fields(place, keys: ["group", "title", "take", "atLeast", "of"]) else { return nil }
        let id = fields.required("group") { $0.slug() }
        let title = fields.required("title") { $0.text() }
        let take = fields.required("take") { $0.choice(Take.self) }
        let of = fields.list("of") { Component($0, citations, depth: depth + 1) }
        let rule: ComponentGroup.Rule?
        switch take {
        case .all:
            rule = .all
            if fields.has("atLeast") {
                return place.wrong(
                    "All of it has to be there, so atLeast says nothing.",
                    "Leave atLeast out, or write take: components or take: credits.")
            }
        case .components: rule = fields.sourced("atLeast", citations) { $0.integer(1...1000) }.map { .components($0) }
        case .credits: rule = fields.sourced("atLeast", citations) { $0.decimal() }.map { .credits($0) }
        case nil: rule = nil
        }
        guard let id, let title, let rule, let of else { return nil }
        return ComponentGroup(id: id, title: title, rule: rule, of: of)
    }
}

extension CreditsAtLevel {
    fileprivate init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["level", "credits"]) else { return nil }
        let level = fields.required("level") { $0.integer(1...20) }
        let credits = fields.sourced("credits", citations) { $0.decimal() }
        guard let level, let credits else { return nil }
        self.init(level: level, credits: credits)
    }
}

extension Residency {
    fileprivate init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["basis", "minimum", "notBy"]) else { return nil }
        let basis = fields.required("basis") { $0.choice(CreditLimit.Basis.self) }
        let minimum = fields.sourced("minimum", citations) { basis == .creditShare ? $0.share() : $0.decimal() }
        let notBy = fields.list("notBy") { $0.choice(RecognitionRoute.self) }
        guard let basis, let minimum, let notBy else { return nil }
        self.init(basis: basis, minimum: minimum, notBy: notBy)
    }
}

extension ReservedPart {
    fileprivate init?(_ place: Place, _ citations: Citations) {
        guard let fields = Fields(place, keys: ["statement", "of", "notBy"]) else { return nil }
        let statement = fields.required("statement") { $0.text() }
        let of = fields.sourced("of", citations) { place in place.list(atLeast: 1) { $0.slug() } }
        let notBy = fields.list("notBy") { $0.choice(RecognitionRoute.self) }
        guard let statement, let of, let notBy else { return nil }
        self.init(statement: statement, of: of, notBy: notBy)
    }
}
