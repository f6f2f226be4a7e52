import Assessment
import Foundation
import Rubrics
import Seal

/// A draft that was begun from a package.
struct BegunDocumentBody: AnswerBody {
    var id: ID<AuthoredDocument>
    var kind: DocumentKind
    var key: String

    static let schema = Schema.object([
        .must("id", .id, "The draft, at /api/documents/{id}, with what is still missing in it."),
        .must("kind", .choice(of: DocumentKind.self), "What it is."),
        .must("key", .text(120), "Which version of which document it is to be."),
    ])
}

/// A package of another publisher.
struct ImportedPackageBody: AnswerBody {
    var id: ID<ImportedPackage>
    var institution: ID<Institution>
    var identifier: String
    var title: String
    var caseVersion: String
    var digest: String
    var importedBy: ID<Person>
    var importedAt: Date
    var documents: [BegunDocumentBody]
    var notes: [String]

    static let schema = Schema.object([
        .must("id", .id, "The package, as it is kept here."),
        .must("institution", .id, "Who imported it."),
        .must("identifier", .anyText(), "Its CFDocument's identifier."),
        .must("title", .anyText(), "Its title."),
        .must("caseVersion", .anyText(80), "Which version of CASE it says it is in; 1.0 where it says nothing."),
        .must("digest", .sha256, "SHA-256 of its bytes, which /content gives back."),
        .must("importedBy", .id, "Who brought it."),
        .must("importedAt", .dateTime, "When."),
        .must("documents", .list(of: .named(BegunDocumentBody.self)), "The drafts that were begun from it."),
        .must("notes", .list(of: .anyText()), "What no draft was begun from, and why."),
    ])

    init(_ package: ImportedPackage, _ documents: [BegunDocumentBody], notes: [String] = []) {
        id = package.id
        institution = package.institution
        identifier = package.identifier
        title = package.title
        caseVersion = package.caseVersion
        digest = package.digest.hex
        importedBy = package.importedBy
        importedAt = package.importedAt
        self.documents = documents
        self.notes = notes
    }
}
