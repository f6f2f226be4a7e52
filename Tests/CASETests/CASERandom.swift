import CASE
import Foundation

/// Texts and packages drawn at random, the same in every run.
struct CASERandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    /// Splitmix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A text in YAML's double quotes, with what could trip a writer.
    mutating func text() -> String {
        let pieces = [
            "a", "B", " ", "\\n", "\\\"", "\\\\", "/", "é", "ṱ", "🪢", "<b>", "&", "  ", "{", "#", "'", "Level 1",
            "\u{2028}",
        ]
        let text = (0..<Int.random(in: 1...6, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "a" }
        return "\"x\(text.joined())x\""
    }

    /// A package of 1.0 as nobody wrote it: known members, unknown ones, and known ones with something else in them.
    mutating func package() -> JSON {
        var members: [String: JSON] = ["CFDocument": object("CFDocument", ["title": "T", "creator": "C"])]
        let ids = (0..<Int.random(in: 0...4, using: &self)).map { _ in identifier() }
        members["CFItems"] = .array(
            ids.map { id in
                var item = object("CFItem", ["fullStatement": "Does it."]).object ?? [:]
                item["identifier"] = .string(id)
                return .object(item)
            })
        members["CFAssociations"] = .array(
            (0..<Int.random(in: 0...3, using: &self)).map { _ in
                object(
                    "CFAssociation",
                    [
                        "associationType": ["isChildOf", "aligned", "ext:own"].randomElement(using: &self)
                            ?? "isChildOf",
                        "originNodeURI": link(), "destinationNodeURI": link(),
                    ])
            })
        if Bool.random(using: &self) {
            let level = object(
                "CFRubricCriterionLevel", ["score": .number(Decimal(Int.random(in: 0...9, using: &self)) / 2)])
            let criterion = object("CFRubricCriterion", ["CFRubricCriterionLevels": .array([level])])
            members["CFRubrics"] = .array([object("CFRubric", ["CFRubricCriteria": .array([criterion])])])
        }
        if Bool.random(using: &self) { members["CFDefinitions"] = ["CFConcepts": [], "CFOthers": [1, "two"]] }
        if Bool.random(using: &self) { members["somethingElse"] = value(2) }
        return .object(members)
    }

    private mutating func object(_ type: String, _ own: [String: JSON]) -> JSON {
        var members = own
        members["identifier"] = .string(identifier())
        members["uri"] = .string("https://other.example/\(type)/\(identifier())")
        members["lastChangeDateTime"] = "2019-05-17T09:30:00Z"
        let more = [
            "subject", "language", "caseVersion", "notes", "extensions", "weight", "position", "CFDocumentURI",
            "licenseURI",
            "title", "description", "category", "x-own", "statusStartDate", "educationLevel", "CFPackageURI",
        ]
        for name in more where own[name] == nil && Int.random(in: 0..<3, using: &self) == 0 { members[name] = value(2) }
        return .object(members)
    }

    private mutating func link() -> JSON {
        var link: [String: JSON] = [
            "title": "A", "identifier": .string(identifier()), "uri": "https://other.example/a",
        ]
        if Bool.random(using: &self) { link["targetType"] = ["CASE", "ext:mine", "other"].randomElement(using: &self) }
        return .object(link)
    }

    private mutating func value(_ depth: Int) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 9 : 5), using: &self) {
        case 0: .null
        case 1: .bool(Bool.random(using: &self))
        case 2: .number(Decimal(Int.random(in: -9...99, using: &self)) / 4)
        case 3: .string(["en", "1.0", "1.1", "", "a\nb", "🪢"].randomElement(using: &self) ?? "")
        case 4: ["Mathematics"]
        case 5: .array((0..<Int.random(in: 0...2, using: &self)).map { _ in value(depth - 1) })
        case 6: ["title": "L", "identifier": .string(identifier()), "uri": "urn:l"]
        default:
            .object(
                Dictionary((0..<Int.random(in: 0...2, using: &self)).map { ("k\($0)", value(depth - 1)) }) { one, _ in
                    one
                })
        }
    }

    private mutating func identifier() -> String {
        let digits = (0..<32).map { _ in String(Int.random(in: 0..<16, using: &self), radix: 16) }.joined()
        let cuts = [0, 8, 12, 16, 20, 32]
        return zip(cuts, cuts.dropFirst()).map { String(digits.dropFirst($0).prefix($1 - $0)) }.joined(separator: "-")
    }
}
