import CASE
import Foundation
import HTTPTypes

/// What a list of documents is asked for, as the REST binding of CASE 1.1 says it.
struct CASEQuery: Sendable {
    /// One comparison: `title~'bricks'`.
    struct Comparison: Sendable {
        var member: String
        var sign: String
        var value: String

        func holds(of document: JSON) -> Bool {
            let text = document[member].map(Self.text) ?? ""
            switch sign {
            case "=": return text == value
            case "!=": return text != value
            case ">": return text > value
            case ">=": return text >= value
            case "<": return text < value
            case "<=": return text <= value
            default: return text.range(of: value, options: [.caseInsensitive, .diacriticInsensitive]) != nil
            }
        }

        /// Any value as text, to be compared.
        static func text(_ json: JSON) -> String {
            switch json {
            case .string(let text): text
            case .number(let number): "\(number)"
            case .bool(let bool): "\(bool)"
            case .array(let items): items.map(text).joined(separator: ", ")
            case .object, .null: ""
            }
        }
    }

    var limit = 100
    var offset = 0
    var sort: String?
    var isDescending = false
    var filter: [Comparison] = []
    var isEither = false
    var fields: Set<String>?

    /// - Throws: ``CASERefusal`` where something cannot be read.
    init(_ call: Call) throws {
        limit = try Self.number(call, "limit", 1...1000) ?? limit
        offset = try Self.number(call, "offset", 0...1_000_000) ?? offset
        let members = CASEPackage.documentMembers
        if let sort = try call.query("sort") {
            guard members.contains(sort) else {
                throw CASERefusal(.badRequest, .invalidSortField, "A document has no `\(sort)` to be sorted by.")
            }
            self.sort = sort
        }
        switch try call.query("orderBy") {
        case nil, "asc": isDescending = false
        case "desc": isDescending = true
        default: throw CASERefusal(.badRequest, .invalidSortField, "`orderBy` is `asc` or `desc`.")
        }
        if let text = try call.query("filter") { try readFilter(text) }
        guard let names = try call.query("fields") else { return }
        let wanted = Set(names.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        guard let unknown = wanted.subtracting(members).min() else {
            fields = wanted.union(CASEPackage.requiredDocumentMembers)
            return
        }
        throw CASERefusal(.badRequest, .invalidSelectionField, "A document has no `\(unknown)`.")
    }

    private static func number(_ call: Call, _ name: String, _ range: ClosedRange<Int>) throws -> Int? {
        guard let text = try call.query(name) else { return nil }
        guard let number = Int(digits: text.utf8), range.contains(number) else {
            throw CASERefusal(
                .badRequest, .invalidSelectionField,
                "`\(name)` is a whole number, \(range.lowerBound) to \(range.upperBound).")
        }
        return number
    }

    /// Comparisons with one kind of word between them: `title~'test' AND adoptionStatus='Adopted'`.
    private mutating func readFilter(_ text: String) throws {
        var rest = Substring(text)
        var words: Set<String> = []
        while true {
            guard let match = rest.prefixMatch(of: /\s*([A-Za-z]+)\s*(!=|>=|<=|=|>|<|~)\s*'([^']*)'\s*/) else {
                throw CASERefusal(
                    .badRequest, .invalidSelectionField,
                    "A filter is `member='text'`, with =, !=, >, >=, <, <= or ~, several joined by AND or by OR.")
            }
            let member = String(match.1)
            guard CASEPackage.documentMembers.contains(member) else {
                throw CASERefusal(.badRequest, .invalidSelectionField, "A document has no `\(member)`.")
            }
            filter.append(Comparison(member: member, sign: String(match.2), value: String(match.3)))
            rest = rest[match.range.upperBound...]
            guard !rest.isEmpty else { break }
            guard let word = rest.prefixMatch(of: /(AND|OR)\s+/) else {
                throw CASERefusal(.badRequest, .invalidSelectionField, "Comparisons are joined by AND or by OR.")
            }
            words.insert(String(word.1))
            rest = rest[word.range.upperBound...]
        }
        guard words.count < 2 else {
            throw CASERefusal(.badRequest, .invalidSelectionField, "AND and OR do not stand in one filter.")
        }
        isEither = words.contains("OR")
    }

    /// What is asked for, of all documents, and how many there are of it without paging.
    func page(of documents: [JSON]) -> (page: [JSON], total: Int) {
        var found = documents.filter { document in
            isEither
                ? filter.contains { $0.holds(of: document) } : filter.allSatisfy { $0.holds(of: document) }
        }
        if let sort {
            let keyed = found.enumerated().map { ($0.element[sort].map(Comparison.text) ?? "", $0.offset, $0.element) }
            found = keyed.sorted { one, other in
                if one.0 == other.0 { return one.1 < other.1 }
                return isDescending ? one.0 > other.0 : one.0 < other.0
            }.map(\.2)
        }
        let page = found.dropFirst(offset).prefix(limit).map { document -> JSON in
            guard let fields, let members = document.object else { return document }
            return .object(members.filter { fields.contains($0.key) })
        }
        return (page, found.count)
    }

    /// Where the pages around this one are (RFC 8288), as the binding asks for.
    func links(_ path: String, query: String, total: Int) -> String {
        func link(_ relation: String, _ offset: Int) -> String {
            let kept = query.split(separator: "&").filter {
                !$0.hasPrefix("limit=") && !$0.hasPrefix("offset=") && !$0.contains(/[<>"\s]/)
            }
            let parts = (kept.map(String.init) + ["limit=\(limit)", "offset=\(offset)"]).joined(separator: "&")
            return "<\(path)?\(parts)>; rel=\"\(relation)\""
        }
        var links = [link("first", 0), link("last", total == 0 ? 0 : (total - 1) / limit * limit)]
        if offset > 0 { links.append(link("prev", max(0, offset - limit))) }
        if offset + limit < total { links.append(link("next", offset + limit)) }
        return links.joined(separator: ", ")
    }
}
