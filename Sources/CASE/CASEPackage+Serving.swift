import Foundation

/// The objects of the package one by one, as the addresses below `/ims/case/v1p1` give them. Each is valid against its own
/// published schema where the package is ``published()``.
extension CASEPackage {
    /// The members that a CFDocument which stands alone can have.
    public static let documentMembers: Set<String> = Set(CASEShape.members["CFDocument"]?.keys.map { $0 } ?? [])
        .union(["CFPackageURI", "extensions"])
    /// Those that it must have.
    public static let requiredDocumentMembers: Set<String> = [
        "CFPackageURI", "identifier", "uri", "creator", "title", "lastChangeDateTime",
    ]

    /// The identifiers of everything that has an address of its own.
    public var identifiers: [String] {
        let definitions = (json["CFDefinitions"]?.object ?? [:]).values.flatMap { $0.array ?? [] }
        return ([document] + items + associations + rubrics + definitions).compactMap(\.identifier)
    }

    /// The CFDocument, which alone says where its package is.
    public var servedDocument: JSON {
        var members = document.object ?? [:]
        members["CFPackageURI"] = link(to: document, "CFPackages")
        return .object(members)
    }

    /// A CFItem, which alone says which document it belongs to; nil where the package has none of that identifier.
    public func item(_ identifier: String) -> JSON? {
        items.first { $0.identifier == identifier }.map(withDocument)
    }

    /// An association; nil where the package has none of that identifier.
    public func association(_ identifier: String) -> JSON? {
        associations.first { $0.identifier == identifier }.map(withDocument)
    }

    /// An item with every association that it is an end of; nil where the package has no such item, or it has none.
    public func itemAssociations(_ identifier: String) -> JSON? {
        let found = associations.filter {
            $0["originNodeURI"]?.identifier == identifier || $0["destinationNodeURI"]?.identifier == identifier
        }
        guard let item = item(identifier), !found.isEmpty else { return nil }
        return ["CFItem": item, "CFAssociations": .array(found)]
    }

    /// A rubric; nil where the package has none of that identifier.
    public func rubric(_ identifier: String) -> JSON? { rubrics.first { $0.identifier == identifier } }

    /// A definition as the address of its collection gives it, alone in a set: `CFConcepts`, `CFSubjects`, `CFItemTypes`; a
    /// licence or a grouping stands by itself. Nil where the package has none of that identifier.
    public func definition(_ collection: String, _ identifier: String) -> JSON? {
        let all = json["CFDefinitions"]?[collection]?.array ?? []
        guard let found = all.first(where: { $0.identifier == identifier }) else { return nil }
        return ["CFConcepts", "CFSubjects", "CFItemTypes"].contains(collection)
            ? .object([collection: .array([found])]) : found
    }

    private func withDocument(_ object: JSON) -> JSON {
        var members = object.object ?? [:]
        members["CFDocumentURI"] = link(to: document, "CFDocuments")
        return .object(members)
    }

    private func link(to object: JSON, _ collection: String) -> JSON {
        let uri = object["uri"]?.string ?? ""
        return [
            "title": object["title"] ?? "", "identifier": .string(object.identifier ?? ""),
            "uri": .string(uri.replacing("/CFDocuments/", with: "/\(collection)/")),
        ]
    }
}

/// What a CASE service answers in place of what was asked for.
public enum CASEStatus {
    /// The codes that the specification names.
    public enum Code: String, Sendable, CaseIterable {
        /// There is no such object.
        case unknownObject = "unknownobject"
        /// The identifier is no UUID.
        case invalidUUID = "invalid_uuid"
        /// It cannot be sorted by that.
        case invalidSortField = "invalid_sort_field"
        /// There is no such member to choose.
        case invalidSelectionField = "invalid_selection_field"
        /// Whoever asks may not see it.
        case forbidden
        /// The credential is no good.
        case unauthorisedRequest = "unauthorised_request"
        /// The service is busy.
        case serverBusy = "server_busy"
        /// The service failed.
        case internalServerError = "internal_server_error"
    }

    /// The body of such an answer.
    public static func body(_ code: Code, _ words: String) -> JSON {
        [
            "imsx_codeMajor": "failure", "imsx_severity": "error", "imsx_description": .string(words),
            "imsx_codeMinor": [
                "imsx_codeMinorField": [
                    ["imsx_codeMinorFieldName": "case", "imsx_codeMinorFieldValue": .string(code.rawValue)]
                ]
            ],
        ]
    }
}
