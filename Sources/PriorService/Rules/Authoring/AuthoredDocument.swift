import Assessment
import Foundation
import Rubrics

/// A document that an institution writes, in one version: as it stands, and how far it has come.
struct AuthoredDocument: Sendable {
    var id: ID<AuthoredDocument>
    var institution: ID<Institution>
    var kind: DocumentKind
    var key: DocumentKey
    /// Canonical JSON.
    var text: String
    /// Counts the saved texts.
    var revision: Int
    var basedOn: String?
    /// The package of another publisher that it was made of.
    var casePackage: ID<ImportedPackage>?
    var authors: [ID<Person>]
    var draftedAt: Date
    var revisedAt: Date
    /// Whether somebody else has passed this very text.
    var isReviewed: Bool
    var publishedAt: Date?
    var fingerprint: String?
    var supersededAt: Date?

    var state: PublicationStatus {
        if supersededAt != nil { return .superseded }
        if publishedAt != nil { return .published }
        return isReviewed ? .reviewed : .draft
    }

    var name: String { "\(kind.rawValue) \(key)" }

    /// The document for the checker, under the name that its faults are known by.
    var file: RubricsLibrary.File { RubricsLibrary.File(name: name, json: text) }

    /// Refuses what may be done to a draft only.
    func require(_ allowed: [PublicationStatus], to act: String) throws {
        guard !allowed.contains(state) else { return }
        let (needed, only) = (allowed.map(\.rawValue), state == .published || state == .superseded)
        let title = "The document is \(state.rawValue)"
        let words =
            only
            ? "A published version never changes: begin the next version as a copy of it."
            : "To \(act) it, it has to be \(needed.joined(separator: " or "))."
        let problem =
            allowed.contains(.draft)
            ? Problem.conflict("document-not-draft", title, words)
            : Problem.conflict("document-not-reviewed", title, words)
        throw problem.with("state", .string(state.rawValue)).with("needed", .array(needed.map { .string($0) }))
    }

    /// Refuses a request that speaks of another text than the one that stands here.
    func require(revision: Int) throws {
        guard revision == self.revision else { throw Problem.versionMismatch(present: "\"\(self.revision)\"") }
    }
}

/// What names a document, read from the document itself: all that has to be right before it can be saved.
struct DocumentIdentity: Sendable {
    var kind: DocumentKind
    var key: DocumentKey

    /// - Throws: 422 with each member that is missing or has not its form.
    init(_ document: JSONValue) throws {
        guard document.object != nil else {
            throw Problem.invalid("/document", "type", "Send the document, an object.")
        }
        let kind = document["kind"]?.string.flatMap { DocumentKind(rawValue: $0) }
        let (id, version) = (document["id"]?.string, document["version"]?.string)
        var faults: [PriorService.Fault] = []
        if kind == nil {
            let kinds = DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")
            faults.append(.init(pointer: "/document/kind", code: "choice", detail: "Send one of: \(kinds)."))
        }
        if id.map(DocumentKey.isSlug) != true {
            faults.append(
                .init(
                    pointer: "/document/id", code: "form",
                    detail: "Send lower-case letters, digits and single hyphens, starting with a letter, at most 64."))
        }
        if version.map(DocumentKey.isVersion) != true {
            faults.append(
                .init(
                    pointer: "/document/version", code: "form",
                    detail: "Send numbers joined by dots as a text: \"1\" or \"2.1\"."))
        }
        guard let kind, let id, let version, let key = DocumentKey(id: id, version: version) else {
            throw Problem.invalid(faults)
        }
        self.kind = kind
        self.key = key
    }
}

extension JSONValue {
    /// A document as it is kept: canonical, with the status it has here, whatever it says of itself.
    func text(as status: PublicationStatus) -> String {
        var document = self
        document["status"] = .string(status.rawValue)
        return String(decoding: document.canonical.data, as: UTF8.self)
    }

    /// A document that is kept as text.
    init(document text: String) throws { self = try StrictJSON.parse(Array(text.utf8)) }
}
