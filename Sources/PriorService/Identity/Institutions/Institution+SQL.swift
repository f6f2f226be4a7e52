import Assessment
import Foundation
import Postgres

extension Database {
    /// In the order of their slugs.
    func institutions(_ page: Page) async throws -> [InstitutionBody] {
        try await query(
            """
            select id, slug, name, country, policy_id || '@' || policy_version as policy from institution
            where slug > \(page.after?.first ?? "") order by slug limit \(page.rows)
            """
        ).map(InstitutionBody.init(row:))
    }

    func institution(_ id: ID<Institution>) async throws -> InstitutionBody? {
        try await withConnection { try await $0.institution(id) }
    }
}

extension Connection {
    func institution(_ id: ID<Institution>, forUpdate: Bool = false) async throws -> InstitutionBody? {
        let held: SQL = forUpdate ? "for update" : ""
        return try await first(
            """
            select id, slug, name, country, policy_id || '@' || policy_version as policy from institution
            where id = \(id) \(held)
            """
        ).map(InstitutionBody.init(row:))
    }

    func follow(_ policy: DocumentKey, at institution: ID<Institution>) async throws {
        try await execute(
            """
            update institution set policy_id = \(policy.id), policy_version = \(policy.version)
            where id = \(institution)
            """)
    }

    func insert(_ institution: InstitutionBody, policy: DocumentKey, at moment: Date) async throws {
        do {
            try await execute(
                """
                insert into institution (id, slug, name, country, policy_id, policy_version, created_at)
                values (\(institution.id), \(institution.slug), \(institution.name), \(institution.country),
                    \(policy.id), \(policy.version), \(moment))
                """)
        } catch let error as PostgresError where error.constraint == "institution_slug_once" {
            throw Problem.conflict("slug-taken", "The slug is taken", "Choose another `slug`.")
        } catch let error as PostgresError where error.constraint == "institution_country_shape" {
            throw Problem.invalid("/country", "form", "Send two letters, as LS or BB.")
        } catch let error as PostgresError where error.constraint == "institution_slug_shape" {
            throw Problem.invalid("/slug", "form", "Send 2 to 63 lower-case letters, digits and hyphens.")
        }
    }
}

extension InstitutionBody {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], slug: try row["slug"], name: try row["name"], country: try row["country"],
            policy: try row["policy"])
    }
}
