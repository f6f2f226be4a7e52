import Assessment
import CASE
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Postgres
import Rubrics
import Seal

/// Packages that others published: kept to the letter, and begun to be worked on.
enum PackageImportRoutes {
    /// Larger than any package of a whole state's standards that we have seen, and small enough to be held.
    private static let most = 16 << 20
    /// Enough for every value of such a package.
    fileprivate static let limits = StrictJSON.Limits(nodes: 2_000_000)

    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.institution()
        try person.require(.author, at: institution, of: "institution")
        let (bytes, package) = try await call.package(atMost: most)
        let digest = Digest.of(bytes)
        return try await call.change(digest: digest.hex) { change in
            if let known = try await change.connection.importedPackage(digest, at: institution) {
                return try .ok(ImportedPackageBody(known, try await change.connection.documents(from: known.id)))
            }
            let imported = ImportedPackage(
                id: call.newID(), institution: institution, identifier: package.document["identifier"]?.string ?? "",
                title: package.document["title"]?.string ?? "", caseVersion: package.version, digest: digest,
                importedBy: person.id, importedAt: call.now)
            try await change.connection.insert(imported, text: String(decoding: bytes, as: UTF8.self))
            let notes = try await change.begin(package, as: imported)
            change.record("importedPackage.kept", of: imported.id, at: institution, to: digest.hex)
            let documents = try await change.connection.documents(from: imported.id)
            return try .created(
                ImportedPackageBody(imported, documents, notes: notes), at: "/api/case/packages/\(imported.id)")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.institution()
        try person.require(.readDocuments, at: institution, of: "institution")
        let page = try call.page(keys: 1)
        let bodies = try await call.resources.database.withConnection { connection in
            var bodies: [ImportedPackageBody] = []
            for package in try await connection.importedPackages(of: institution, page) {
                bodies.append(ImportedPackageBody(package, try await connection.documents(from: package.id)))
            }
            return bodies
        }
        return try call.list(bodies, page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let package = try await call.importedPackage()
        let documents = try await call.resources.database.withConnection { try await $0.documents(from: package.id) }
        return try .ok(ImportedPackageBody(package, documents))
    }

    /// The package: its own bytes, or as CASE 1.1 lets it be published, with what 1.1 has no place for kept in extensions.
    static func content(_ call: Call) async throws -> Answer {
        let package = try await call.importedPackage()
        let text = try await call.resources.database.withConnection { try await $0.packageText(package.id) }
        var bytes = Array(text.utf8)
        if try call.query("form") == "published" {
            bytes = Array(
                try CASEPackage(try JSON(StrictJSON.parse(bytes, limits: PackageImportRoutes.limits))).published()
                    .data())
        }
        let headers: HTTPFields = [
            .contentType: "application/json",
            .contentDisposition: "attachment; filename=\"case-package-\(package.id).json\"",
        ]
        return Answer(status: .ok, headers: headers, body: .bytes(ByteBuffer(bytes: bytes)))
    }
}

extension Call {
    fileprivate func institution() throws -> ID<Institution> {
        guard let id = try query("institution").flatMap({ ID<Institution>($0) }) else {
            throw Problem.notFound("institution")
        }
        return id
    }

    fileprivate func importedPackage() async throws -> ImportedPackage {
        let person = try person()
        let id = try id(of: ImportedPackage.self)
        let found = try await resources.database.withConnection { try await $0.importedPackage(id) }
        guard let found else { throw Problem.notFound("package") }
        try person.require(.readDocuments, at: found.institution, of: "package")
        return found
    }

    /// The body as it came, and what it says.
    fileprivate func package(atMost most: Int) async throws -> ([UInt8], CASEPackage) {
        let bytes: [UInt8]
        do {
            bytes = Array(try await self.bytes().collect(upTo: most).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Problem(
                .contentTooLarge, "body-too-large", "The body is too large", "Send at most \(most) bytes here.")
        }
        guard !bytes.contains(0) else { throw Problem.noPackage([CASEFault(path: "", says: "This is no JSON.")]) }
        do {
            return (bytes, try CASEPackage(try JSON(StrictJSON.parse(bytes, limits: PackageImportRoutes.limits))))
        } catch let error as CASEError {
            throw Problem.noPackage(error.faults)
        } catch let error as JSONFault {
            throw Problem.noPackage([
                CASEFault(path: error.pointer, says: "This is no JSON that has one meaning. \(error.detail)")
            ])
        }
    }
}

extension Change {
    /// Begins the drafts of a package, each under an id that nobody has.
    /// - Returns: what no draft was begun from.
    fileprivate func begin(_ package: CASEPackage, as imported: ImportedPackage) async throws -> [String] {
        let (documents, left) = package.drafts()
        var notes = left.map {
            "No draft was begun for \u{201C}\($0.prefix(200))\u{201D}: the package has too many items."
        }
        var renamed: (from: String, to: String)?
        for json in documents {
            var document = try JSONValue(document: String(decoding: try json.data(), as: UTF8.self))
            if let renamed, document["framework"]?.string == renamed.from {
                document["framework"] = .string(renamed.to)
            }
            guard let wanted = try? DocumentIdentity(document) else {
                notes.append("A document of the package has no kind, id or version that can be read.")
                continue
            }
            let isOwn = package.priorDocument() != nil
            guard let identity = try await free(wanted, isFixed: isOwn, for: imported.institution) else {
                notes.append("\(wanted.kind.rawValue) \(wanted.key) is here already, or its id is another's.")
                continue
            }
            document["id"] = .string(identity.key.id)
            if wanted.kind == .framework { renamed = (wanted.key.description, identity.key.description) }
            try await draft(
                AuthoredDocument(
                    id: call.newID(), institution: imported.institution, kind: identity.kind, key: identity.key,
                    text: document.text(as: .draft), revision: 1, casePackage: imported.id,
                    authors: [imported.importedBy], draftedAt: call.now, revisedAt: call.now, isReviewed: false))
        }
        return notes
    }

    /// The identity, or the same with a number behind its id, that the institution may write; nil where none is free.
    private func free(
        _ wanted: DocumentIdentity, isFixed: Bool, for institution: ID<Institution>
    ) async throws -> DocumentIdentity? {
        for number in 1...(isFixed ? 1 : 50) {
            let id = number == 1 ? wanted.key.id : "\(wanted.key.id)-\(number)"
            guard let key = DocumentKey(id: id, version: wanted.key.version) else { return nil }
            let isFree = try await mayDraft(wanted.kind, key, at: institution)
            if isFree { return DocumentIdentity(kind: wanted.kind, key: key) }
        }
        return nil
    }

    private func mayDraft(
        _ kind: DocumentKind, _ key: DocumentKey, at institution: ID<Institution>
    ) async throws -> Bool {
        let shelf = call.resources.shelf
        guard shelf.current.entry(kind, key) == nil else { return false }
        let steward = try await connection.steward(kind, key.id)
        guard steward == institution || (steward == nil && !shelf.hasFiles(kind, key.id)) else { return false }
        return try await connection.first(
            """
            select from authored_document
            where kind = \(kind) and document_id = \(key.id) and version = \(key.version)
            """) == nil
    }
}

extension Problem {
    fileprivate static func noPackage(_ faults: [CASEFault]) -> Problem {
        var problem = Problem(
            .unprocessableContent, "not-a-package", "This is no package of competencies",
            faults.first.map { "\($0.path.isEmpty ? "" : "\($0.path): ")\($0.says)" } ?? "")
        problem.faults = faults.prefix(100).map { Fault(pointer: $0.path, code: "fault", detail: $0.says) }
        return problem
    }
}

extension JSON {
    /// The same value as the CASE part of the house keeps it.
    init(_ value: JSONValue) throws {
        switch value {
        case .null: self = .null
        case .bool(let bool): self = .bool(bool)
        case .string(let text): self = .string(text)
        case .number(let text):
            guard let number = Decimal(string: text), !number.isNaN else {
                throw CASEError(faults: [CASEFault(path: "", says: "The number \(text.prefix(50)) cannot be kept.")])
            }
            self = .number(number)
        case .array(let items): self = .array(try items.map { try JSON($0) })
        case .object(let object):
            var members: [String: JSON] = [:]
            for member in object.members { members[member.key] = try JSON(member.value) }
            self = .object(members)
        }
    }
}
