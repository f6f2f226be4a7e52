import Assessment
import Foundation
import Postgres
import Rubrics

/// Which version is to give its place to another.
struct NewSupersessionBody: RequestBody {
    var kind: DocumentKind
    var key: String
    var reason: String

    static let schema = Schema.object([
        .must("kind", .choice(of: DocumentKind.self), "What it is."),
        .must("key", .text(120), "The version, `id@version`."),
        .must("reason", .text(1000), "Why: which version is in force, and from when."),
    ])
}

/// A version that was superseded.
struct SupersessionBody: AnswerBody {
    var kind: DocumentKind
    var key: String
    var institution: ID<Institution>
    var reason: String
    var supersededBy: ID<Person>
    var supersededAt: Date

    static let schema = Schema.object([
        .must("kind", .choice(of: DocumentKind.self), "What it is."),
        .must("key", .text(120), "The version."),
        .must("institution", .id, "Whose it is."),
        .must("reason", .text(1000), "Why."),
        .must("supersededBy", .id, "Who said so."),
        .must("supersededAt", .dateTime, "When."),
    ])
}

/// Who writes the versions of an id.
struct StewardshipBody: Codable, Described {
    var institution: ID<Institution>

    static let schema = Schema.object([.must("institution", .id, "The institution that writes its versions.")])
}

extension Connection {
    func insert(_ supersession: SupersessionBody, _ key: DocumentKey) async throws {
        try await execute(
            """
            insert into document_supersession (
                kind, document_id, version, institution_id, reason, superseded_by, superseded_at)
            values (\(supersession.kind), \(key.id), \(key.version), \(supersession.institution),
                \(supersession.reason), \(supersession.supersededBy), \(supersession.supersededAt))
            """)
    }
}
