import Assessment
import Foundation
import Postgres

extension Database {
    func memberships(at institution: ID<Institution>, _ page: Page) async throws -> [MembershipBody] {
        let rows = try await query(
            """
            select m.id, m.institution_id, m.person_id, p.name, m.role, m.granted_at
            from membership m join person p on p.id = m.person_id
            where m.institution_id = \(institution) and m.ended_at is null and m.id > \(page.afterID ?? .zero)
            order by m.id limit \(page.rows)
            """)
        return try rows.map { row in
            MembershipBody(
                id: try row["id"], institution: try row["institution_id"], person: try row["person_id"],
                name: try row["name"], role: try row["role"], grantedAt: try row["granted_at"])
        }
    }
}

extension Connection {
    func insert(_ membership: MembershipBody, by person: ID<Person>?) async throws {
        do {
            try await execute(
                """
                insert into membership (id, institution_id, person_id, role, granted_by, granted_at)
                values (\(membership.id), \(membership.institution), \(membership.person), \(membership.role), \(person),
                    \(membership.grantedAt))
                """)
        } catch let error as PostgresError where error.constraint == "membership_role_once" {
            throw Problem.conflict("role-held", "You hold this role", "Nothing to accept: you hold this role already.")
        }
    }

    func endMembership(
        _ id: ID<Membership>, at institutions: [ID<Institution>], by person: ID<Person>, _ moment: Date
    ) async throws -> (institution: ID<Institution>, person: ID<Person>, role: Role)? {
        let row = try await first(
            """
            update membership set ended_at = \(moment), ended_by = \(person)
            where id = \(id) and institution_id = any(\(institutions)) and ended_at is null
            returning institution_id, person_id, role
            """)
        return try row.map { (try $0["institution_id"], try $0["person_id"], try $0["role"]) }
    }
}
