import Foundation

/// A credit recommendation as others publish it: CTDL's `TransferValueProfile`, in JSON-LD or in the shape of the Registry
/// Assistant API. Only what is needed to know it again is read; the document itself is kept.
struct TransferValue: Sendable, Equatable {
    /// One value, several of which one recommendation may name for several levels.
    struct Amount: Sendable, Equatable, Codable {
        var amount: String?
        var unitType: String?
        var levelType: String?
        /// Subjects under which it may be posted: alternatives of one value.
        var subjects: [String]
    }

    var ctid: String?
    var name: String
    var recommendedBy: String
    var learnedFrom: String
    var learnedAt: String
    var amounts: [Amount]
    var startsOn: String?
    var endsOn: String?
    var webpage: String?

    /// All that a document holds.
    static func all(in document: JSONValue) -> [TransferValue] {
        let nodes = document["@graph"]?.array ?? document.array ?? [document]
        return nodes.filter { type(of: $0).hasSuffix("TransferValueProfile") }
            .compactMap { TransferValue($0, among: nodes) }
    }

    private init?(_ node: JSONValue, among nodes: [JSONValue]) {
        let from = Self.members(node, "transferValueFrom").first.map { Self.resolved($0, among: nodes) }
        let owner = Self.members(node, "ownedBy").first.map { Self.resolved($0, among: nodes) }
        let fromOwner = from.flatMap { from in
            (Self.members(from, "ownedBy") + Self.members(from, "offeredBy")).first
                .map { Self.resolved($0, among: nodes) }
        }
        guard let name = Self.words(node, "name") ?? from.flatMap({ Self.words($0, "name") }) else { return nil }
        self.name = name
        ctid = Self.member(node, "ctid")?.string
        recommendedBy = owner.flatMap { Self.words($0, "name") ?? $0.string } ?? ""
        learnedFrom = from.flatMap { Self.words($0, "name") } ?? ""
        learnedAt = fromOwner.flatMap { Self.words($0, "name") ?? $0.string } ?? ""
        startsOn = Self.member(node, "startDate")?.string
        endsOn = Self.member(node, "endDate")?.string
        webpage = Self.member(node, "subjectWebpage")?.string
        amounts = Self.members(node, "transferValue").map(Self.amount)
    }

    private static func amount(_ value: JSONValue) -> Amount {
        let number = member(value, "value") ?? value["schema:value"]
        let text: String? = if case .number(let digits)? = number { digits } else { number?.string }
        return Amount(
            amount: text, unitType: members(value, "creditUnitType").first.flatMap(concept),
            levelType: members(value, "creditLevelType").first.flatMap(concept),
            subjects: members(value, "subject").compactMap { $0.string ?? words($0, "targetNodeName") })
    }

    /// A concept by its short name, or the node that an alignment points to.
    private static func concept(_ value: JSONValue) -> String? {
        value.string ?? member(value, "targetNode")?.string ?? words(value, "targetNodeName")
    }

    private static func type(of node: JSONValue) -> String {
        (node["@type"] ?? node["Type"])?.elements.first?.string ?? ""
    }

    /// A member by its term, as either shape writes it.
    private static func member(_ node: JSONValue, _ term: String) -> JSONValue? {
        if let value = node["ceterms:" + term] { return value }
        if term == "ctid" { return node["CTID"] }
        return node[term.prefix(1).uppercased() + term.dropFirst()]
    }

    private static func members(_ node: JSONValue, _ term: String) -> [JSONValue] {
        (member(node, term) ?? .null).elements
    }

    /// The text of a member, in English where there are several languages.
    private static func words(_ node: JSONValue, _ term: String) -> String? {
        guard let value = member(node, term) else { return nil }
        if let text = value.string { return text }
        let languages = value.object?.members ?? []
        let english = languages.first { $0.key.lowercased().hasPrefix("en") } ?? languages.first
        return english?.value.elements.first?.string
    }

    /// What a reference points to, where it is in the same document.
    private static func resolved(_ value: JSONValue, among nodes: [JSONValue]) -> JSONValue {
        guard let id = value.iri else { return value }
        return nodes.first { $0["@id"]?.string == id } ?? value
    }
}
