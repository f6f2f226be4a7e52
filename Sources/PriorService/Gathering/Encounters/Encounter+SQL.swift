import Assessment
import Foundation
import Postgres
import Seal

extension Connection {
    /// One encounter; nil where there is none.
    /// - Parameter forUpdate: holds it until the transaction ends.
    func encounter(_ id: ID<Encounter>, forUpdate: Bool = false) async throws -> EncounterRecord? {
        let held: SQL = forUpdate ? "for update of n" : ""
        return try await first("\(EncounterRecord.selection) where n.id = \(id) \(held)")
            .map(EncounterRecord.init(row:))
    }

    /// The encounters of a portfolio, the earliest first.
    func encounters(of portfolio: ID<Portfolio>, _ page: Page) async throws -> [EncounterRecord] {
        try await query(
            """
            \(EncounterRecord.selection) where n.portfolio_id = \(portfolio) \(SQL.after(page))
            order by n.starts_at, n.id limit \(page.rows)
            """
        ).map(EncounterRecord.init(row:))
    }

    /// What a person conducts, what is about their own work, and what is about that of learners whom they advise.
    func encounters(with person: ID<Person>, from moment: Date?, _ page: Page) async throws -> [EncounterRecord] {
        let since: SQL = if let moment { "and n.starts_at >= \(moment)" } else { "" }
        return try await query(
            """
            \(EncounterRecord.selection)
            where n.id in (
                select id from encounter where conductor_id = \(person)
                union select m.id from encounter m join portfolio q on q.id = m.portfolio_id
                    where q.learner_id = \(person)
                union select m.id from encounter m join portfolio_adviser a on a.portfolio_id = m.portfolio_id
                    where a.adviser_id = \(person) and a.until is null)
                \(since) \(SQL.after(page))
            order by n.starts_at, n.id limit \(page.rows)
            """
        ).map(EncounterRecord.init(row:))
    }

    /// How many encounters of a portfolio are still to take place or to be reported.
    func openEncounters(of portfolio: ID<Portfolio>) async throws -> Int {
        try await one(
            """
            select count(*) as open from encounter n
            where n.portfolio_id = \(portfolio) and n.cancelled_at is null
                and not exists (select from encounter_report r where r.encounter_id = n.id)
            """)["open"]
    }

    func insert(_ record: EncounterRecord) async throws {
        let encounter = record.encounter
        try await execute(
            """
            insert into encounter (
                id, institution_id, portfolio_id, claim_id, kind, conductor_id, proposed_by, proposed_at, is_scheduled,
                starts_at, time_zone, planned_minutes, place, message, criteria, form, aids, questions_per_outcome, seed,
                pool_digest, questions, conductor_agreed_at, learner_agreed_at, learner_allows_recording, started_at)
            values (\(record.id), \(record.institution), \(record.portfolio), \(record.claim), \(record.kind),
                \(record.conductor), \(record.proposedBy), \(record.proposedAt), \(record.isScheduled), \(record.startsAt),
                \(record.timeZone), \(record.minutes), \(record.place), \(record.message), \(record.criteria),
                \(record.form), \(record.aids), \(record.perOutcome), \(record.seed.map { Int(bitPattern: UInt($0)) }),
                \(record.poolDigest), \(try JSONText(encoding: record.questions)), \(encounter.conductorAgreedAt),
                \(encounter.learnerAgreedAt), \(record.allowsRecording), \(encounter.startedAt))
            """)
    }

    /// Writes what became of the appointment, which is held, and counts its version on.
    func update(_ record: inout EncounterRecord) async throws {
        let encounter = record.encounter
        record.version += 1
        try await execute(
            """
            update encounter set starts_at = \(record.startsAt), time_zone = \(record.timeZone),
                planned_minutes = \(record.minutes), place = \(record.place), criteria = \(record.criteria),
                pool_digest = \(record.poolDigest), questions = \(try JSONText(encoding: record.questions)),
                conductor_agreed_at = \(encounter.conductorAgreedAt), learner_agreed_at = \(encounter.learnerAgreedAt),
                learner_allows_recording = \(record.allowsRecording), started_at = \(encounter.startedAt),
                cancelled_at = \(encounter.cancelledAt),
                last_reason = \(record.lastReason), version = \(record.version)
            where id = \(record.id)
            """)
    }

    /// Whether a person holds a role that carries the permission at an institution now.
    func holds(
        _ permission: Permission, _ person: ID<Person>, at institution: ID<Institution>
    ) async throws -> Bool {
        try await one(
            """
            select exists (select from membership
                where institution_id = \(institution) and person_id = \(person) and ended_at is null
                    and role = any(\(permission.roles.map(\.rawValue)))) as holds
            """)["holds"]
    }

    /// Whether a close tie between the two is declared that stands.
    func areClose(_ person: ID<Person>, _ learner: ID<Person>) async throws -> Bool {
        try await one(
            """
            select exists (select from conflict_declaration
                where person_id = \(person) and learner_id = \(learner) and ended_at is null
                    and relation in ('family', 'intimate')) as close
            """)["close"]
    }
}

extension SQL {
    /// What comes after the encounter that a page's cursor names.
    fileprivate static func after(_ page: Page) -> SQL {
        guard let id = page.afterID else { return "" }
        return "and (n.starts_at, n.id) > (select starts_at, id from encounter where id = \(id))"
    }
}

extension EncounterRecord {
    fileprivate static let selection: SQL = """
        select n.id, n.institution_id, n.portfolio_id, n.claim_id, c.unit_id, c.unit_version, p.learner_id,
            l.name as learner_name, n.conductor_id, w.name as conductor_name, n.kind, n.proposed_by, n.proposed_at,
            n.is_scheduled, n.starts_at, n.time_zone, n.planned_minutes, n.place, n.message, n.criteria, n.form, n.aids,
            n.questions_per_outcome, n.seed, n.pool_digest, n.questions, n.conductor_agreed_at, n.learner_agreed_at,
            n.learner_allows_recording, n.started_at, n.cancelled_at, n.last_reason, n.version, r.evidence_id, r.conductor_signed_at,
            r.learner_signed_at, r.refused_at
        from encounter n
            join claim c on c.id = n.claim_id
            join portfolio p on p.id = n.portfolio_id
            join person l on l.id = p.learner_id
            join person w on w.id = n.conductor_id
            left join encounter_report r on r.encounter_id = n.id
        """

    fileprivate init(row: Row) throws {
        var encounter = Encounter(try row["kind"])
        encounter.conductorAgreedAt = try row["conductor_agreed_at"]
        encounter.learnerAgreedAt = try row["learner_agreed_at"]
        encounter.startedAt = try row["started_at"]
        encounter.cancelledAt = try row["cancelled_at"]
        encounter.signedAt = try row["conductor_signed_at"]
        encounter.countersignedAt = try row["learner_signed_at"]
        encounter.refusedAt = try row["refused_at"]
        let seed: Int? = try row["seed"]
        let questions: JSONText = try row["questions"]
        self.init(
            id: try row["id"], institution: try row["institution_id"], portfolio: try row["portfolio_id"],
            claim: try row["claim_id"], unit: try DocumentKey(row, "unit_id", "unit_version"),
            learner: try row["learner_id"], learnerName: try row["learner_name"], conductor: try row["conductor_id"],
            conductorName: try row["conductor_name"], proposedBy: try row["proposed_by"],
            proposedAt: try row["proposed_at"], isScheduled: try row["is_scheduled"], startsAt: try row["starts_at"],
            timeZone: try row["time_zone"], minutes: try row["planned_minutes"], place: try row["place"],
            message: try row["message"], criteria: try row["criteria"], form: try row["form"], aids: try row["aids"],
            perOutcome: try row["questions_per_outcome"], seed: seed.map { UInt64(UInt(bitPattern: $0)) },
            poolDigest: try row["pool_digest"], questions: try questions.decode(), encounter: encounter,
            allowsRecording: try row["learner_allows_recording"], lastReason: try row["last_reason"],
            version: try row["version"], report: try row["evidence_id"])
    }
}
