import Assessment
import Foundation
import Rubrics

/// A document to be written: from nothing, or as a copy.
struct NewAuthoredDocumentBody: RequestBody {
    var document: JSONValue?
    var kind: DocumentKind?
    var from: String?
    var id: String?
    var version: String?

    static let schema = Schema.object([
        .may("document", .any, "The document, in JSON as `rubrics/schemas` says. It may have faults yet."),
        .may("kind", .choice(of: DocumentKind.self), "Of a copy: what kind of document it is of."),
        .may("from", .text(120), "Instead of `document`: begin as a copy of this version, `id@version`."),
        .may("id", .text(64), "Of a copy: another id, for a document of its own."),
        .may("version", .text(20), "Of a copy: which version it is to become, as `2`."),
    ])
}

/// The whole document, to be saved in place of what is there.
struct DocumentTextBody: RequestBody {
    var document: JSONValue

    static let schema = Schema.object([
        .must("document", .any, "The document, in JSON as `rubrics/schemas` says. It may have faults yet.")
    ])
}

/// One thing wrong with a document.
struct DocumentFaultBody: AnswerBody {
    var path: String
    var says: String
    var wouldBeRight: String

    static let schema = Schema.object([
        .must("path", .anyText(), "Where, as `rubric.criteria[2].mustReach`; empty for the document itself."),
        .must("says", .anyText(), "What is wrong."),
        .must("wouldBeRight", .anyText(), "What would be right."),
    ])

    init(_ fault: Rubrics.Fault) {
        path = fault.path
        says = fault.says
        wouldBeRight = fault.wouldBeRight
    }
}

/// A document that an institution writes, in a list.
struct AuthoredDocumentBody: AnswerBody {
    var id: ID<AuthoredDocument>
    var institution: ID<Institution>
    var kind: DocumentKind
    var key: String
    var title: String?
    var state: PublicationStatus
    var revision: Int
    var basedOn: String?
    var casePackage: ID<ImportedPackage>?
    var authors: [ID<Person>]
    var draftedAt: Date
    var revisedAt: Date
    var publishedAt: Date?
    var supersededAt: Date?
    var fingerprint: String?

    static let fields: [Schema.Field] = [
        .must("id", .id, "This version of the document, as it is written."),
        .must("institution", .id, "Whose it is."),
        .must("kind", .choice(of: DocumentKind.self), "What it is."),
        .must("key", .text(120), "Which version of which document it is to be, `id@version`."),
        .may("title", .anyText(), "What it is called."),
        .must("state", .choice(of: PublicationStatus.self), "How far it has come."),
        .must("revision", .integer(1...Int.max), "Counts the saved texts; also the ETag."),
        .may("basedOn", .text(120), "The version it was begun as a copy of."),
        .may("casePackage", .id, "The package it was made of."),
        .must("authors", .list(of: .id), "Who wrote on it."),
        .must("draftedAt", .dateTime, "When it was begun."),
        .must("revisedAt", .dateTime, "When it was last saved."),
        .may("publishedAt", .dateTime, "When it was published."),
        .may("supersededAt", .dateTime, "When another took its place."),
        .may("fingerprint", .sha256, "What pins it, once published."),
    ]
    static let schema = Schema.object(fields)

    init(_ document: AuthoredDocument) {
        let json = try? JSONValue(document: document.text)
        id = document.id
        institution = document.institution
        kind = document.kind
        key = document.key.description
        title = (json?["title"] ?? json?["name"])?.string
        state = document.state
        revision = document.revision
        basedOn = document.basedOn
        casePackage = document.casePackage
        authors = document.authors
        draftedAt = document.draftedAt
        revisedAt = document.revisedAt
        publishedAt = document.publishedAt
        supersededAt = document.supersededAt
        fingerprint = document.fingerprint
    }
}

/// The same with the document itself, and all that is wrong with it.
struct WholeAuthoredDocumentBody: AnswerBody {
    var line: AuthoredDocumentBody
    var faults: [DocumentFaultBody]
    var document: JSONValue

    static let schema = Schema.object(
        AuthoredDocumentBody.fields + [
            .must(
                "faults", .list(of: .named(DocumentFaultBody.self)),
                "What `prior rubrics check` says of it. A draft may have some; what is reviewed has none."),
            .must("document", .any, "The document, whole."),
        ])

    private enum CodingKeys: CodingKey { case faults, document }

    func encode(to encoder: any Encoder) throws {
        try line.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(faults, forKey: .faults)
        try container.encode(document, forKey: .document)
    }
}
