import Assessment
import Foundation
import Postgres

extension OriginalSightingBody {
    fileprivate static let columns: SQL = """
        id, evidence_id, seen, certified_by, seen_on, place, note, seen_by, recorded_at, withdrawn_at
        """

    fileprivate init(row: Row) throws {
        let (certifiedBy, note): (String, String) = (try row["certified_by"], try row["note"])
        self.init(
            id: try row["id"], evidence: try row["evidence_id"], seen: try row["seen"],
            certifiedBy: certifiedBy.isEmpty ? nil : certifiedBy, seenOn: try row["seen_on"], place: try row["place"],
            note: note.isEmpty ? nil : note, seenBy: try row["seen_by"], recordedAt: try row["recorded_at"],
            withdrawnAt: try row["withdrawn_at"])
    }
}

extension Connection {
    func insert(_ sighting: OriginalSightingBody, at institution: ID<Institution>) async throws {
        try await execute(
            """
            insert into original_sighting (
                id, institution_id, evidence_id, seen, certified_by, seen_on, place, note, seen_by, recorded_at)
            values (\(sighting.id), \(institution), \(sighting.evidence), \(sighting.seen),
                \(sighting.certifiedBy ?? ""), \(sighting.seenOn), \(sighting.place ?? ""), \(sighting.note ?? ""),
                \(sighting.seenBy), \(sighting.recordedAt))
            """)
    }

    func originalSighting(_ id: ID<OriginalSighting>) async throws -> OriginalSightingBody? {
        try await first("select \(OriginalSightingBody.columns) from original_sighting where id = \(id) for update")
            .map(OriginalSightingBody.init(row:))
    }

    /// Those of some items that stand, oldest first.
    func originalSightings(of items: [ID<Evidence>]) async throws -> [OriginalSightingBody] {
        try await query(
            """
            select \(OriginalSightingBody.columns) from original_sighting
            where evidence_id = any(\(items)) and withdrawn_at is null order by evidence_id, recorded_at, id
            """
        ).map(OriginalSightingBody.init(row:))
    }

    func withdraw(
        _ sighting: OriginalSightingBody, because reason: String, by person: ID<Person>, at moment: Date
    ) async throws {
        try await execute(
            """
            update original_sighting
            set withdrawn_at = \(moment), withdrawn_by = \(person), withdrawn_why = \(reason)
            where id = \(sighting.id)
            """)
    }
}

extension Database {
    /// All of one item, those taken back too, oldest first.
    func originalSightings(of evidence: ID<Evidence>, _ page: Page) async throws -> [OriginalSightingBody] {
        try await query(
            """
            select \(OriginalSightingBody.columns) from original_sighting
            where evidence_id = \(evidence) and id > \(page.afterID ?? .zero) order by id limit \(page.rows)
            """
        ).map(OriginalSightingBody.init(row:))
    }
}
