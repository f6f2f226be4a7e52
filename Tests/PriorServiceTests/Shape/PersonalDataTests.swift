import Postgres
import Support
import Testing

@testable import PriorService

/// The map of personal data names every column there is, so that nobody adds one without saying whose it is and what
/// becomes of it.
@Suite(.database) struct PersonalDataTests {
    @Test func `every column of every table is on the map, and nothing else`() async throws {
        let unnamed = try await TestDatabase.current.database.query(
            """
            select c.relname || '.' || a.attname as name from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
                and not exists (select from personal_column p where p.relation = c.relname and p.name = a.attname)
            order by 1
            """
        ).map { try $0["name"] as String }
        #expect(unnamed == [], "Say in storage/migrations whose these are, with `select personal('…')`.")
        let gone = try await TestDatabase.current.database.query(
            """
            select p.relation || '.' || p.name as name from personal_column p
            where not exists (select from pg_attribute a
                where a.attrelid = to_regclass(p.relation) and a.attname = p.name and not a.attisdropped)
            """
        ).map { try $0["name"] as String }
        #expect(gone == [], "These are on the map and not there.")
    }

    @Test func `a table is deleted from as a whole, or column by column`() async throws {
        let mixed = try await TestDatabase.current.database.query(
            """
            select relation from personal_relation join personal_column using (relation)
            where (on_erasure = 'delete') <> is_deleted order by relation
            """)
        #expect(mixed.isEmpty)
        let keptTexts = try await TestDatabase.current.database.query(
            """
            select relation || '.' || c.name as name from personal_relation join personal_column c using (relation)
            where of_learner is null and whose in ('learner', 'witness')
            """
        ).map { try $0["name"] as String }
        #expect(keptTexts == [], "Whose are they, if no row is anybody's?")
    }

    /// The map for reading: whose each column is, and what erasure makes of it.
    @Test func `the document of the map is what the database does`() async throws {
        let rows = try await TestDatabase.current.database.query(
            """
            select r.relation, r.says, r.of_learner is not null as is_somebodys, c.name, c.whose, c.on_erasure, c.is_told
            from personal_relation r join personal_column c using (relation)
                join pg_attribute a on a.attrelid = r.relation::regclass and a.attname = c.name
            order by r.relation, a.attnum
            """)
        var text = """
            # Whose every column is

            Written by `make goldens` from the map in the database (`personal_relation`, `personal_column`), by which learners are
            erased and by which they are told what is kept of them; [privacy.md](privacy.md) says it in words. `told`: in a
            learner's export.

            """
        var last = ""
        for row in rows {
            let relation: String = try row["relation"]
            if relation != last {
                let says: String = try row["says"]
                text += "\n## \(relation)\n\n\(says)\n\n| column | whose | on erasure | told |\n|---|---|---|---|\n"
                last = relation
            }
            let (name, whose, fate): (String, String, String) = (
                try row["name"], try row["whose"], try row["on_erasure"]
            )
            let isTold: Bool = try row["is_told"]
            text += "| \(name) | \(whose) | \(fate) | \(isTold ? "yes" : "") |\n"
        }
        try Golden.expect(text, at: "docs/personal-data.md")
    }
}
