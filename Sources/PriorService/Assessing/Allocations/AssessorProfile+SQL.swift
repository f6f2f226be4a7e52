import Assessment
import Foundation
import Postgres

extension AssessorProfile {
    init(row: Row) throws {
        let (expertise, levels): (JSONText, JSONText) = (try row["expertise"], try row["levels"])
        self.init(
            capacity: try row["capacity"], expertise: try expertise.decode(), levels: try levels.decode(),
            languages: try row["languages"], places: try row["places"])
    }
}

/// An assessor of an institution with everything a run needs to know of them alone.
struct AssessorRecord: Sendable, Equatable {
    var person: ID<Person>
    var name: String
    /// Seats offered to them or held by them at the institution, not completed.
    var load: Int
    var version: Int
    var profile: AssessorProfile?
}

extension Connection {
    /// Everyone who holds the role `assessor`, by id.
    /// - Parameter person: only them.
    func assessors(
        at institution: ID<Institution>, only person: ID<Person>? = nil, after: ID<Person>? = nil, rows: SQL = "100000",
        at now: Date
    ) async throws -> [AssessorRecord] {
        let which: SQL = if let person { "and m.person_id = \(person)" } else { "" }
        let from: SQL = if let after { "and m.person_id > \(after)" } else { "" }
        return try await query(
            """
            select m.person_id, p.name, coalesce(f.version, 0) as version, f.capacity, f.expertise, f.levels, f.languages,
                f.places,
                (select count(*) from assignment a where a.assessor_id = m.person_id
                    and a.institution_id = m.institution_id and a.declined_at is null and a.lapsed_at is null
                    and a.completed_at is null and (a.accepted_at is not null or a.accept_by >= \(now))) as load
            from membership m join person p on p.id = m.person_id and p.disabled_at is null
                left join assessor_profile f on f.institution_id = m.institution_id and f.person_id = m.person_id
            where m.institution_id = \(institution) and m.role = 'assessor' and m.ended_at is null \(which) \(from)
            order by m.person_id limit \(rows)
            """
        ).map { row in
            AssessorRecord(
                person: try row["person_id"], name: try row["name"], load: try row["load"], version: try row["version"],
                profile: try row.isNull("capacity") ? nil : AssessorProfile(row: row))
        }
    }

    /// Writes a profile over the version that was read.
    /// - Returns: the new version; nil where somebody else was faster.
    func save(
        _ profile: AssessorProfile, of person: ID<Person>, at institution: ID<Institution>, over version: Int,
        by coordinator: ID<Person>, _ moment: Date
    ) async throws -> Int? {
        let row = try await first(
            """
            insert into assessor_profile as f (
                institution_id, person_id, capacity, expertise, levels, languages, places, changed_by, changed_at)
            values (\(institution), \(person), \(profile.capacity), \(try JSONText(encoding: profile.expertise)),
                \(try JSONText(encoding: profile.levels)), \(profile.languages), \(profile.places), \(coordinator),
                \(moment))
            on conflict (institution_id, person_id) do update set capacity = excluded.capacity,
                expertise = excluded.expertise, levels = excluded.levels, languages = excluded.languages,
                places = excluded.places, changed_by = excluded.changed_by, changed_at = excluded.changed_at,
                version = f.version + 1
            where f.version = \(version)
            returning version
            """)
        return try row.map { try $0["version"] }
    }

    /// Holds the seats of a whole institution until the transaction ends: whoever gives seats, or says who may not have one,
    /// waits for whoever does so already. It comes before any portfolio is held.
    func holdSeats(at institution: ID<Institution>) async throws {
        _ = try await one(
            "select pg_advisory_xact_lock(hashtextextended(\(institution.description), 28)) is null as held")
    }
}
