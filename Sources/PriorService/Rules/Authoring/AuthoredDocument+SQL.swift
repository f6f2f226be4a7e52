import Assessment
import Foundation
public import Postgres
public import Rubrics

extension DocumentKind: PostgresEncodable, PostgresDecodable {}

/// The columns of a document `d`, with what follows from its reviews.
private let columns: SQL = """
    d.id, d.institution_id, d.kind, d.document_id, d.version, d.text, d.revision, d.based_on, d.case_package_id, d.authors,
    d.drafted_at, d.revised_at, d.published_at, d.fingerprint,
    exists (select from document_review r where r.authored_document_id = d.id and r.revision = d.revision
        and r.verdict = 'passed') as is_reviewed,
    (select s.superseded_at from document_supersession s
        where s.kind = d.kind and s.document_id = d.document_id and s.version = d.version) as superseded_at
    """

extension Connection {
    func authoredDocument(_ id: ID<AuthoredDocument>, forUpdate: Bool = false) async throws -> AuthoredDocument? {
        let held: SQL = forUpdate ? "for update of d" : ""
        return try await first("select \(columns) from authored_document d where d.id = \(id) \(held)")
            .map(AuthoredDocument.init(row:))
    }

    /// - Throws: 409 where the version is somebody's already.
    func insert(_ document: AuthoredDocument) async throws {
        do {
            try await execute(
                """
                insert into authored_document (id, institution_id, kind, document_id, version, text, based_on,
                    case_package_id, authors, drafted_at, revised_at)
                values (\(document.id), \(document.institution), \(document.kind), \(document.key.id),
                    \(document.key.version), \(document.text), \(document.basedOn), \(document.casePackage),
                    \(document.authors)::uuid[], \(document.draftedAt), \(document.revisedAt))
                """)
        } catch let error as PostgresError where error.constraint == "authored_document_once" {
            throw Problem.versionTaken(document.name)
        }
    }

    func save(_ document: AuthoredDocument) async throws {
        do {
            try await execute(
                """
                update authored_document set document_id = \(document.key.id), version = \(document.key.version),
                    text = \(document.text), revision = \(document.revision), authors = \(document.authors)::uuid[],
                    revised_at = \(document.revisedAt)
                where id = \(document.id)
                """)
        } catch let error as PostgresError where error.constraint == "authored_document_once" {
            throw Problem.versionTaken(document.name)
        }
    }

    func publish(
        _ id: ID<AuthoredDocument>, _ text: String, _ fingerprint: String, by person: ID<Person>, at moment: Date
    ) async throws {
        try await execute(
            """
            update authored_document set text = \(text), fingerprint = \(fingerprint), published_by = \(person),
                published_at = \(moment)
            where id = \(id)
            """)
    }

    func discard(_ id: ID<AuthoredDocument>) async throws {
        try await execute("delete from authored_document where id = \(id)")
    }

    /// What an institution has written and not published, but for one.
    func unpublished(
        of institution: ID<Institution>, but id: ID<AuthoredDocument>? = nil
    ) async throws -> [RubricsLibrary.File] {
        try await query(
            """
            select \(columns) from authored_document d
            where d.institution_id = \(institution) and d.published_at is null and d.id is distinct from \(id)::uuid
            """
        ).map { try AuthoredDocument(row: $0).file }
    }

    /// Takes an id for an institution.
    /// - Returns: whose it is now.
    func steward(
        _ kind: DocumentKind, _ id: String, for institution: ID<Institution>, at moment: Date
    ) async throws -> ID<Institution> {
        try await execute(
            """
            insert into document_steward (kind, document_id, institution_id, since)
            values (\(kind), \(id), \(institution), \(moment)) on conflict on constraint document_steward_once do nothing
            """)
        return try await steward(kind, id) ?? institution
    }

    /// Whose an id is; nil where it is nobody's.
    func steward(_ kind: DocumentKind, _ id: String) async throws -> ID<Institution>? {
        try await first(
            "select institution_id from document_steward where kind = \(kind) and document_id = \(id)"
        ).map { try $0["institution_id"] }
    }

    /// What a version says to an institution. The questions of interviews and tests are for whoever writes the document, and
    /// nobody else.
    func text(
        of version: RubricsLibrary.Entry, _ kind: DocumentKind, _ key: DocumentKey, for institution: ID<Institution>
    ) async throws -> String {
        try await steward(kind, key.id) == institution ? version.json : version.publicJSON
    }

    func entrust(_ kind: DocumentKind, _ id: String, to institution: ID<Institution>, at moment: Date) async throws {
        try await execute(
            """
            insert into document_steward (kind, document_id, institution_id, since)
            values (\(kind), \(id), \(institution), \(moment))
            on conflict on constraint document_steward_once do update
                set institution_id = excluded.institution_id, since = excluded.since
            """)
    }

    /// Counts one on, so that one publication comes after another, and tells every process when this commits.
    func countRubricsOn() async throws {
        let row = try await one("update rubrics_revision set revision = revision + 1 returning revision")
        let revision: Int64 = try row["revision"]
        try await notify(RubricsShelf.channel, "\(revision)")
    }
}

extension Database {
    func authoredDocuments(
        of institution: ID<Institution>, kind: DocumentKind?, _ page: Page
    ) async throws -> [AuthoredDocument] {
        let kinds: SQL = kind.map { "and d.kind = \($0)" } ?? ""
        return try await query(
            """
            select \(columns) from authored_document d
            where d.institution_id = \(institution) and d.id > \(page.afterID ?? .zero) \(kinds)
            order by d.id limit \(page.rows)
            """
        ).map(AuthoredDocument.init(row:))
    }
}

extension AuthoredDocument {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], institution: try row["institution_id"], kind: try row["kind"],
            key: try DocumentKey(row, "document_id", "version"), text: try row["text"], revision: try row["revision"],
            basedOn: try row["based_on"], casePackage: try row["case_package_id"], authors: try row["authors"],
            draftedAt: try row["drafted_at"], revisedAt: try row["revised_at"], isReviewed: try row["is_reviewed"],
            publishedAt: try row["published_at"], fingerprint: try row["fingerprint"],
            supersededAt: try row["superseded_at"])
    }
}

extension Problem {
    static func versionTaken(_ name: String) -> Problem {
        conflict(
            "version-taken", "There is this version already",
            "\(name) is there, published or as a draft. Take the next free version, or another id.")
    }
}
