import Assessment
import CASE
import Foundation
import Postgres
import Seal

/// A package of competencies of another publisher, kept byte for byte. Identified by `ID<ImportedPackage>`.
struct ImportedPackage: Sendable {
    var id: ID<ImportedPackage>
    var institution: ID<Institution>
    var identifier: String
    var title: String
    var caseVersion: String
    var digest: Digest
    var importedBy: ID<Person>
    var importedAt: Date
}

extension Connection {
    private static let packageColumns: SQL =
        "id, institution_id, identifier, title, case_version, digest, imported_by, imported_at"

    func importedPackage(_ id: ID<ImportedPackage>) async throws -> ImportedPackage? {
        try await first("select \(Self.packageColumns) from case_package where id = \(id)")
            .map(ImportedPackage.init(row:))
    }

    /// The package of these very bytes, where the institution has it already.
    func importedPackage(_ digest: Digest, at institution: ID<Institution>) async throws -> ImportedPackage? {
        try await first(
            """
            select \(Self.packageColumns) from case_package
            where institution_id = \(institution) and digest = \(digest)
            """
        ).map(ImportedPackage.init(row:))
    }

    func importedPackages(of institution: ID<Institution>, _ page: Page) async throws -> [ImportedPackage] {
        try await query(
            """
            select \(Self.packageColumns) from case_package
            where institution_id = \(institution) and id > \(page.afterID ?? .zero) order by id limit \(page.rows)
            """
        ).map(ImportedPackage.init(row:))
    }

    func packageText(_ id: ID<ImportedPackage>) async throws -> String {
        try await one("select package from case_package where id = \(id)")["package"]
    }

    func insert(_ package: ImportedPackage, text: String) async throws {
        do {
            try await execute(
                """
                insert into case_package (
                    id, institution_id, identifier, title, case_version, package, digest, imported_by, imported_at)
                values (\(package.id), \(package.institution), \(package.identifier), \(package.title),
                    \(package.caseVersion), \(text), \(package.digest), \(package.importedBy), \(package.importedAt))
                """)
        } catch let error as PostgresError where error.constraint == "case_package_once" {
            throw Problem.conflict(
                "package-here", "The package is here already", "It was imported a moment ago; look at the list.")
        }
    }

    /// What was begun from a package.
    func documents(from package: ID<ImportedPackage>) async throws -> [BegunDocumentBody] {
        try await query(
            """
            select id, kind, document_id || '@' || version as key from authored_document
            where case_package_id = \(package) order by kind, document_id
            """
        ).map { BegunDocumentBody(id: try $0["id"], kind: try $0["kind"], key: try $0["key"]) }
    }
}

extension ImportedPackage {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], institution: try row["institution_id"], identifier: try row["identifier"],
            title: try row["title"], caseVersion: try row["case_version"], digest: try row["digest"],
            importedBy: try row["imported_by"], importedAt: try row["imported_at"])
    }
}
