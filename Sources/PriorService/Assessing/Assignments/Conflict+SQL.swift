import Assessment
import Foundation
import Postgres

extension ConflictBody {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], institution: try row["institution_id"], person: try row["person_id"],
            learner: try row["learner_id"], relation: try row["relation"], lastOn: try row["last_on"],
            note: try row["note"],
            declaredBy: try row["declared_by"], declaredAt: try row["declared_at"])
    }
}

extension Database {
    /// The ties that stand at an institution, of one person or of all.
    func conflicts(
        at institution: ID<Institution>, of person: ID<Person>?, _ page: Page
    ) async throws -> [ConflictBody] {
        let whose: SQL = if let person { "and person_id = \(person)" } else { "" }
        return try await query(
            """
            select id, institution_id, person_id, learner_id, relation, last_on, note, declared_by, declared_at
            from conflict_declaration
            where institution_id = \(institution) and ended_at is null \(whose) and id > \(page.afterID ?? .zero)
            order by id limit \(page.rows)
            """
        ).map(ConflictBody.init(row:))
    }
}

extension Connection {
    /// A tie that stands.
    func conflict(_ id: ID<ConflictDeclaration>) async throws -> ConflictBody? {
        try await first(
            """
            select id, institution_id, person_id, learner_id, relation, last_on, note, declared_by, declared_at
            from conflict_declaration where id = \(id) and ended_at is null for update
            """
        ).map(ConflictBody.init(row:))
    }

    func insert(_ conflict: ConflictBody) async throws {
        do {
            try await execute(
                """
                insert into conflict_declaration (
                    id, institution_id, person_id, learner_id, relation, last_on, note, declared_by, declared_at)
                values (\(conflict.id), \(conflict.institution), \(conflict.person), \(conflict.learner),
                    \(conflict.relation), \(conflict.lastOn), \(conflict.note), \(conflict.declaredBy), \(conflict.declaredAt))
                """)
        } catch let error as PostgresError where error.constraint == "conflict_declaration_learner_id_fkey" {
            throw Problem.invalid("/learner", "unknown", "There is no such person.")
        }
    }

    func endConflict(_ id: ID<ConflictDeclaration>, at moment: Date) async throws {
        try await execute("update conflict_declaration set ended_at = \(moment) where id = \(id)")
    }

    /// Whether a person holds a role there now; any role, where none is named.
    func worksThere(_ person: ID<Person>, _ institution: ID<Institution>, as role: Role? = nil) async throws -> Bool {
        let kind: SQL = if let role { "and role = \(role)" } else { "" }
        return try await one(
            """
            select exists (select from membership where institution_id = \(institution) and person_id = \(person)
                and ended_at is null \(kind)) as works
            """)["works"]
    }
}
