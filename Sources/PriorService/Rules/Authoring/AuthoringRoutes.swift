import Assessment
import Foundation
import HTTPTypes
import Postgres
import Rubrics

/// Frameworks, units, policies, qualifications and crosswalks as an institution's staff write them.
enum AuthoringRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        let body = try call.body(NewAuthoredDocumentBody.self)
        return try await call.change { change in
            try person.require(.author, at: institution, of: "institution")
            let (begun, basedOn) = try await change.begin(body, at: institution)
            let identity = try DocumentIdentity(begun)
            let document = AuthoredDocument(
                id: call.newID(), institution: institution, kind: identity.kind, key: identity.key,
                text: begun.text(as: .draft), revision: 1, basedOn: basedOn, authors: [person.id], draftedAt: call.now,
                revisedAt: call.now, isReviewed: false)
            try await change.draft(document)
            let answer = try await change.connection.whole(document, call.resources.rubrics)
            return try .created(answer, at: "/api/documents/\(document.id)").version(document.revision)
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        try person.require(.readDocuments, at: institution, of: "institution")
        let kind = try call.query("kind").flatMap { DocumentKind(rawValue: $0) }
        let page = try call.page(keys: 1)
        let found = try await call.resources.database.authoredDocuments(of: institution, kind: kind, page)
        return try call.list(found.map(AuthoredDocumentBody.init), page) { [$0.id.description] }
    }

    static func show(_ call: Call) async throws -> Answer {
        let document = try await call.authoredDocument()
        let body = try await call.resources.database.withConnection {
            try await $0.whole(document, call.resources.rubrics)
        }
        return try .ok(body).version(document.revision)
    }

    /// Saves another text. What was reviewed is a draft again: nobody has read this one.
    static func save(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(DocumentTextBody.self)
        let expected = try call.expectedVersion()
        return try await call.change { change in
            var document = try await change.authoredDocument(for: .author)
            try document.require([.draft, .reviewed], to: "edit")
            try document.require(revision: expected)
            let (before, identity) = (document.state, try DocumentIdentity(body.document))
            guard identity.kind == document.kind else {
                throw Problem.invalid("/document/kind", "fixed", "This is a \(document.kind.rawValue) and stays one.")
            }
            if identity.key != document.key { try await change.claim(identity, for: document.institution) }
            document.key = identity.key
            document.text = body.document.text(as: .draft)
            document.revision += 1
            document.isReviewed = false
            document.revisedAt = call.now
            if !document.authors.contains(person.id) { document.authors.append(person.id) }
            try await change.connection.save(document)
            change.record(
                "authoredDocument.revised", of: document.id, at: document.institution, from: before.rawValue,
                to: PublicationStatus.draft.rawValue)
            return try .ok(try await change.connection.whole(document, call.resources.rubrics))
                .version(document.revision)
        }
    }

    static func discard(_ call: Call) async throws -> Answer {
        let expected = try call.expectedVersion()
        return try await call.change { change in
            let document = try await change.authoredDocument(for: .author)
            try document.require([.draft, .reviewed], to: "discard")
            try document.require(revision: expected)
            try await change.connection.discard(document.id)
            change.record(
                "authoredDocument.discarded", of: document.id, at: document.institution, from: document.state.rawValue,
                to: document.name)
            return .noContent
        }
    }

    /// What a draft says otherwise than the version it was begun from.
    static func changes(_ call: Call) async throws -> Answer {
        let document = try await call.authoredDocument()
        guard let base = document.basedOn, let key = DocumentKey(base),
            let earlier = call.resources.rubrics.entry(document.kind, key)
        else {
            throw Problem.conflict(
                "not-a-copy", "It was not begun from another version",
                "Only a document that was begun with `from` has something to be held against.")
        }
        let before = try await call.resources.database.withConnection {
            try await $0.text(of: earlier, document.kind, key, for: document.institution)
        }
        return try .ok(
            ChangesBody(from: base, to: document.key.description, DocumentChange.between(before, document.text)))
    }
}

extension Call {
    /// The document of the path, for staff of its institution who see what it writes.
    func authoredDocument() async throws -> AuthoredDocument {
        let person = try person()
        let id = try id(of: AuthoredDocument.self)
        let found = try await resources.database.withConnection { try await $0.authoredDocument(id) }
        guard let found else { throw Problem.notFound("document") }
        try person.require(.readDocuments, at: found.institution, of: "document")
        return found
    }
}

extension Change {
    /// The document of the path, held, for somebody who may do this with it.
    func authoredDocument(for permission: Permission) async throws -> AuthoredDocument {
        let person = try call.person()
        let found = try await connection.authoredDocument(try call.id(of: AuthoredDocument.self), forUpdate: true)
        guard let found else { throw Problem.notFound("document") }
        try person.require(permission, at: found.institution, of: "document")
        return found
    }

    /// Keeps a new draft.
    func draft(_ document: AuthoredDocument) async throws {
        try await claim(DocumentIdentity(kind: document.kind, key: document.key), for: document.institution)
        try await connection.insert(document)
        record(
            "authoredDocument.drafted", of: document.id, at: document.institution, from: document.basedOn,
            to: document.name)
    }

    /// Refuses an id that is somebody else's, and a version that is there.
    func claim(_ identity: DocumentIdentity, for institution: ID<Institution>) async throws {
        let shelf = call.resources.shelf
        guard shelf.current.entry(identity.kind, identity.key) == nil else {
            throw Problem.versionTaken("\(identity.kind.rawValue) \(identity.key)")
        }
        let isOfFiles = shelf.hasFiles(identity.kind, identity.key.id)
        let steward =
            isOfFiles
            ? try await connection.steward(identity.kind, identity.key.id)
            : try await connection.steward(identity.kind, identity.key.id, for: institution, at: call.now)
        guard steward == institution else {
            throw Problem.conflict(
                "document-of-another", "The id is not yours",
                "Versions of `\(identity.key.id)` are written by "
                    + (steward == nil
                        ? "whoever runs this service, until they entrust it to you." : "another institution.")
                    + " Take another id.")
        }
    }

    /// The text to begin with.
    fileprivate func begin(
        _ body: NewAuthoredDocumentBody, at institution: ID<Institution>
    ) async throws -> (JSONValue, basedOn: String?) {
        if let document = body.document {
            guard body.from == nil else {
                throw Problem.invalid("/from", "both", "Send either `document` or `from`.")
            }
            return (document, nil)
        }
        guard let kind = body.kind, let from = body.from.flatMap({ DocumentKey($0) }) else {
            throw Problem.invalid("/document", "missing", "Send `document`, or `kind` and `from` to begin with a copy.")
        }
        guard let source = call.resources.rubrics.entry(kind, from) else {
            throw Problem.invalid("/from", "unknown", "There is no \(kind.rawValue) \(from).")
        }
        var document = try JSONValue(
            document: try await connection.text(of: source, kind, from, for: institution))
        document["id"] = .string(body.id ?? from.id)
        document["version"] = .string(body.version ?? from.nextVersion)
        return (document, from.description)
    }
}

extension DocumentKey {
    /// The version after this one: `3` after `2`, `2.2` after `2.1`.
    fileprivate var nextVersion: String {
        var numbers = version.split(separator: ".").map { Int($0) ?? 0 }
        numbers[numbers.count - 1] += 1
        return numbers.map(String.init).joined(separator: ".")
    }
}

extension DocumentIdentity {
    init(kind: DocumentKind, key: DocumentKey) {
        self.kind = kind
        self.key = key
    }
}

extension Connection {
    /// A document with its faults. Beside what is published, it may lean on what its institution is still writing.
    func whole(_ document: AuthoredDocument, _ rubrics: RubricsLibrary) async throws -> WholeAuthoredDocumentBody {
        var faults: [Rubrics.Fault] = []
        if document.publishedAt == nil {
            let others = try await unpublished(of: document.institution, but: document.id)
            faults = rubrics.faults(of: document.file, beside: others)
        }
        return WholeAuthoredDocumentBody(
            line: AuthoredDocumentBody(document), faults: faults.map(DocumentFaultBody.init),
            document: try JSONValue(document: document.text))
    }
}
