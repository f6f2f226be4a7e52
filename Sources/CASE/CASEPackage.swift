public import Foundation

/// A CFPackage of CASE 1.0 or 1.1, kept as it came: every member of every object, known or not.
public struct CASEPackage: Sendable, Equatable {
    /// The package as it stands.
    public internal(set) var json: JSON

    /// A package of these members.
    init(_ members: [String: JSON]) { json = .object(members) }

    /// Reads a package that anybody published, in either version.
    ///
    /// Also taken, and read into the published form, is the one in which some tools store a package: `document`, `items` and
    /// so on for `CFDocument`, `CFItems`, and `sourcedId` for `identifier`.
    /// - Throws: ``CASEError`` with every fault that keeps it from being a package; what is merely unknown is no fault.
    public init(_ data: Data) throws(CASEError) {
        do {
            try self.init(JSON(data))
        } catch let error as CASEError {
            throw error
        } catch {
            throw CASEError(faults: [CASEFault(path: "", says: "This is no JSON.")])
        }
    }

    /// Takes a package that is JSON already.
    public init(_ json: JSON) throws(CASEError) {
        self.json = json["CFDocument"] == nil && json["document"] != nil ? Self.fromStored(json) : json
        let faults = faults()
        guard faults.isEmpty else { throw CASEError(faults: faults) }
    }

    /// Which version of CASE it says it is in; 1.0 says nothing.
    public var version: String { document["caseVersion"]?.string ?? "1.0" }
    /// What stands for the whole.
    public var document: JSON { json["CFDocument"] ?? .null }
    /// Its items.
    public var items: [JSON] { json["CFItems"]?.array ?? [] }
    /// What ties items and documents together.
    public var associations: [JSON] { json["CFAssociations"]?.array ?? [] }
    /// Its rubrics.
    public var rubrics: [JSON] { json["CFRubrics"]?.array ?? [] }

    /// The package as UTF-8, the same for the same package.
    public func data() throws -> Data { try json.data() }

    /// The items that are children of an item or of the document, in their order.
    public func children(of identifier: String) -> [JSON] {
        let known = Dictionary(items.map { ($0.identifier ?? "", $0) }) { first, _ in first }
        return links(to: identifier, "isChildOf").compactMap { known[$0["originNodeURI"]?.identifier ?? ""] }
    }

    /// The associations of one type that lead to an item or to the document, in their order.
    func links(to identifier: String, _ type: String) -> [JSON] {
        let found = associations.filter {
            $0["associationType"]?.string == type && $0["destinationNodeURI"]?.identifier == identifier
        }
        return found.enumerated().sorted { one, other in
            let (left, right) = (one.element["sequenceNumber"]?.number, other.element["sequenceNumber"]?.number)
            return left == right
                ? one.offset < other.offset : left ?? .greatestFiniteMagnitude < right ?? .greatestFiniteMagnitude
        }.map(\.element)
    }

    private static let stored = [
        "document": "CFDocument", "items": "CFItems", "associations": "CFAssociations", "rubrics": "CFRubrics",
        "definitions": "CFDefinitions",
    ]

    private static func fromStored(_ json: JSON) -> JSON {
        func named(_ object: JSON) -> JSON {
            guard var members = object.object, members["identifier"] == nil, let id = members["sourcedId"] else {
                return object
            }
            members["sourcedId"] = nil
            members["identifier"] = id
            return .object(members)
        }
        var members: [String: JSON] = [:]
        for (name, value) in json.object ?? [:] {
            let published: JSON = value.array.map { .array($0.map(named)) } ?? named(value)
            members[stored[name] ?? name] = stored[name] == nil ? value : published
        }
        return .object(members)
    }

    private func faults() -> [CASEFault] {
        guard json.object != nil else { return [CASEFault(path: "", says: "A package is an object.")] }
        guard document.object != nil else {
            return [CASEFault(path: "CFDocument", says: "A package has a CFDocument.")]
        }
        var faults: [CASEFault] = []
        var seen: Set<String> = []
        let lists = [("CFItems", items), ("CFAssociations", associations), ("CFRubrics", rubrics)]
        for (path, object) in [("CFDocument", document)]
            + lists.flatMap({ list in list.1.enumerated().map { ("\(list.0)[\($0)]", $1) } })
        {
            guard let identifier = object.identifier else {
                faults.append(CASEFault(path: "\(path).identifier", says: "It has no identifier."))
                continue
            }
            if !seen.insert(identifier).inserted {
                faults.append(CASEFault(path: "\(path).identifier", says: "Another object has \(identifier) too."))
            }
        }
        for (index, item) in items.enumerated() where item["fullStatement"]?.string == nil {
            faults.append(CASEFault(path: "CFItems[\(index)].fullStatement", says: "An item has a statement."))
        }
        for (index, association) in associations.enumerated() {
            for end in ["originNodeURI", "destinationNodeURI"] where association[end]?.identifier == nil {
                faults.append(
                    CASEFault(
                        path: "CFAssociations[\(index)].\(end)", says: "An association leads from one to another."))
            }
        }
        return faults
    }
}

extension JSON {
    /// The identifier of an object of CASE.
    var identifier: String? { self["identifier"]?.string }

    /// What Prior keeps of its own in an object's extensions.
    var prior: JSON {
        let extensions = self["extensions"]
        return (extensions?.array?.first { $0["prior"] != nil } ?? extensions)?["prior"] ?? .null
    }
}

/// Why something is no package.
public struct CASEError: Error, Sendable, Equatable {
    /// Every fault.
    public let faults: [CASEFault]

    /// An error of these faults.
    public init(faults: [CASEFault]) { self.faults = faults }
}

/// One thing wrong with a package.
public struct CASEFault: Sendable, Equatable, Codable {
    /// Where: `CFItems[3].fullStatement`.
    public let path: String
    /// What is wrong, a sentence.
    public let says: String

    /// A fault.
    public init(path: String, says: String) {
        self.path = path
        self.says = says
    }
}
