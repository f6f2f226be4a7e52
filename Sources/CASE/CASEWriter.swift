import Assessment
import Foundation
import Rubrics

/// One package as it is written.
struct CASEWriter {
    let publisher: CASEPublisher
    let fingerprint: Fingerprint
    let key: DocumentKey
    let kind: DocumentKind
    let status: PublicationStatus
    let changed: JSON
    let identifier: String
    /// The document's members; each is taken out where it finds its place.
    var rest: Leftover
    var title = ""
    var document: [String: JSON] = [:]
    var items: [JSON] = []
    var associations: [JSON] = []
    var rubrics: [JSON] = []
    private var types: [String] = []
    private var subjects: [String] = []
    private var concepts: [JSON] = []

    init<Value>(_ publisher: CASEPublisher, _ document: Rubrics.Document<Value>, _ changedAt: Date) throws {
        self.publisher = publisher
        fingerprint = document.fingerprint
        key = document.key
        kind = document.kind
        status = document.status
        changed = .string(changedAt.formatted(.iso8601))
        identifier = CASEIdentifier.document(document.fingerprint)
        rest = Leftover(try JSON(Data(document.json.utf8)))
    }

    func id(_ path: String) -> String { CASEIdentifier.part(path, of: fingerprint) }

    mutating func item(
        _ path: String, type: String, statement: JSON, code: String, extra: [String: JSON?] = [:], _ left: Leftover
    ) {
        if !types.contains(type) { types.append(type) }
        var members: [String: JSON] = [
            "identifier": .string(id(path)), "uri": publisher.uri("CFItems", id(path)), "fullStatement": statement,
            "CFItemType": .string(type), "CFItemTypeURI": typeLink(type), "humanCodingScheme": .string(code),
            "language": .string(publisher.language), "lastChangeDateTime": changed,
        ]
        for (name, value) in extra { members[name] = value }
        members["extensions"] = left.extensions
        items.append(.object(members))
    }

    mutating func associate(
        _ path: String, _ type: String, from origin: JSON, to destination: JSON, sequence: Int? = nil,
        _ extensions: [String: JSON] = [:]
    ) {
        var members: [String: JSON] = [
            "identifier": .string(id(path)), "uri": publisher.uri("CFAssociations", id(path)),
            "associationType": .string(type), "originNodeURI": origin, "destinationNodeURI": destination,
            "lastChangeDateTime": changed,
        ]
        members["sequenceNumber"] = sequence.map { .number(Decimal($0)) }
        members["extensions"] = extensions.isEmpty ? nil : ["prior": .object(extensions)]
        associations.append(.object(members))
    }

    mutating func concept(_ path: String, title: JSON, code: String, _ left: Leftover) {
        concepts.append(
            .object(
                [
                    "identifier": .string(id(path)), "uri": publisher.uri("CFConcepts", id(path)), "title": title,
                    "hierarchyCode": .string(code), "lastChangeDateTime": changed,
                ].merging(left.extensions.map { ["extensions": $0] } ?? [:]) { one, _ in one }))
    }

    /// The subject of the document and of its items.
    mutating func subject(_ field: String) -> JSON {
        if !subjects.contains(field) { subjects.append(field) }
        return .array([.string(field.normalized)])
    }

    func itemLink(_ title: String, _ path: String) -> JSON { publisher.link(title, "CFItems", id(path)) }

    var documentLink: JSON { publisher.link(title, "CFDocuments", identifier) }

    /// The whole. What is left of the document's members goes into its CFDocument.
    mutating func package() -> CASEPackage {
        rest.keep("kind", .string(kind.rawValue))
        rest.keep("fingerprint", .string(fingerprint.rawValue))
        document["identifier"] = .string(identifier)
        document["uri"] = publisher.uri("CFDocuments", identifier)
        document["caseVersion"] = "1.1"
        document["publisher"] = .string(publisher.name.normalized)
        document["language"] = .string(publisher.language)
        document["adoptionStatus"] = .string(status.adoption)
        document["lastChangeDateTime"] = changed
        document["version"] = rest.take("version")
        document["extensions"] = rest.extensions
        var members: [String: JSON] = [
            "CFDocument": .object(document), "CFItems": .array(items), "CFAssociations": .array(associations),
            "CFDefinitions": definitions,
        ]
        if !rubrics.isEmpty { members["CFRubrics"] = .array(rubrics) }
        return CASEPackage(members)
    }

    private func typeLink(_ type: String) -> JSON {
        publisher.link(type, "CFItemTypes", CASEIdentifier.shared("type/\(type)"))
    }

    private var definitions: JSON {
        var members: [String: JSON] = [:]
        members["CFItemTypes"] = .array(
            types.enumerated().map { index, type in
                let id = CASEIdentifier.shared("type/\(type)")
                return [
                    "identifier": .string(id), "uri": publisher.uri("CFItemTypes", id), "title": .string(type),
                    "description": .string(Self.types[type] ?? type), "hierarchyCode": .string("\(index + 1)"),
                    "lastChangeDateTime": changed,
                ]
            })
        if !subjects.isEmpty {
            members["CFSubjects"] = .array(
                subjects.enumerated().map { index, subject in
                    let id = CASEIdentifier.shared("subject/\(subject)")
                    return [
                        "identifier": .string(id), "uri": publisher.uri("CFSubjects", id),
                        "title": .string(subject.normalized), "hierarchyCode": .string("\(index + 1)"),
                        "lastChangeDateTime": changed,
                    ]
                })
        }
        if !concepts.isEmpty { members["CFConcepts"] = .array(concepts) }
        return .object(members)
    }

    private static let types = [
        "Level": "A level of a qualifications framework.",
        "Level descriptor": "What a level expects in one domain.",
        "Unit": "A unit of learning that a person can claim.",
        "Learning outcome": "What a person who holds a unit can do.",
        "Qualification": "What several units together come to.",
        "Component group": "Several units or parts, of which some or all have to be there.",
    ]
}

extension PublicationStatus {
    /// As CASE publishers write it.
    fileprivate var adoption: String {
        switch self {
        case .draft, .reviewed: "Draft"
        case .published: "Adopted"
        case .superseded: "Deprecated"
        }
    }
}
