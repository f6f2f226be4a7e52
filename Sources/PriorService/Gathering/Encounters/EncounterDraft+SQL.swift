import Assessment
import EvidenceStore
import Foundation
import Postgres
import Seal

extension Connection {
    /// What was captured of an encounter so far; version 0 before anything was.
    func draft(of encounter: ID<Encounter>) async throws -> EncounterDraftBody {
        let row = try await one(
            "select draft, draft_version, draft_saved_at from encounter where id = \(encounter)")
        let draft: JSONText? = try row["draft"]
        return EncounterDraftBody(
            version: try row["draft_version"], savedAt: try row["draft_saved_at"],
            report: try draft?.decode(EncounterReport.self) ?? EncounterReport(),
            file: try await file(of: encounter).map { EvidenceFileBody($0, named: $0.name) })
    }

    func save(_ draft: EncounterDraftBody, of encounter: ID<Encounter>) async throws {
        try await execute(
            """
            update encounter set draft = \(JSONText(try draft.report.wireText)), draft_version = \(draft.version),
                draft_saved_at = \(draft.savedAt)
            where id = \(encounter)
            """)
    }

    /// The recording or sheets that wait for the report.
    func file(of encounter: ID<Encounter>) async throws -> EvidenceFile? {
        let row = try await first(
            """
            select digest, size, file_name, declared_type, detected_type, encoding, accepted_type, accepted_rule,
                libmagic_version, libmagic_database, quarantined_by
            from encounter_file where encounter_id = \(encounter)
            """)
        guard let row else { return nil }
        let name: String = try row["file_name"]
        return EvidenceFile(
            digest: try row["digest"], size: try row["size"], name: FileName(cleaning: name),
            declaredType: try row["declared_type"], detectedType: try row["detected_type"],
            encoding: try row["encoding"], acceptedType: try row["accepted_type"],
            acceptedRule: try row["accepted_rule"], libmagicVersion: try row["libmagic_version"],
            libmagicDatabase: try row["libmagic_database"], quarantinedBy: try row["quarantined_by"])
    }

    func insert(_ file: EvidenceFile, of encounter: ID<Encounter>, at moment: Date) async throws {
        try await keep(StoredObject(digest: file.digest, size: file.size, existed: true), at: moment)
        try await execute(
            """
            insert into encounter_file (
                encounter_id, digest, size, file_name, declared_type, detected_type, encoding, accepted_type, accepted_rule,
                libmagic_version, libmagic_database, quarantined_by, added_at)
            values (\(encounter), \(file.digest), \(file.size), \(file.name.description), \(file.declaredType),
                \(file.detectedType), \(file.encoding), \(file.acceptedType), \(file.acceptedRule),
                \(file.libmagicVersion), \(file.libmagicDatabase), \(file.quarantinedBy), \(moment))
            """)
    }

    /// Takes the file away, and gives back what it took of the quota.
    /// - Returns: whether there was one.
    @discardableResult
    func dropFile(of encounter: ID<Encounter>, in portfolio: PortfolioRecord) async throws -> Bool {
        let row = try await first("delete from encounter_file where encounter_id = \(encounter) returning size")
        guard let row else { return false }
        try await release(kept: try row["size"], of: portfolio.id, at: portfolio.institution)
        return true
    }

    /// Makes the file that waited the file of an item.
    func moveFile(of encounter: ID<Encounter>, to item: ID<Evidence>, as form: ItemForm) async throws {
        try await execute("update evidence set form = \(form) where id = \(item)")
        try await execute(
            """
            insert into evidence_file (
                evidence_id, digest, size, file_name, declared_type, detected_type, encoding, accepted_type, accepted_rule,
                libmagic_version, libmagic_database, quarantined_by)
            select \(item), digest, size, file_name, declared_type, detected_type, encoding, accepted_type, accepted_rule,
                libmagic_version, libmagic_database, quarantined_by
            from encounter_file where encounter_id = \(encounter)
            """)
        try await execute("delete from encounter_file where encounter_id = \(encounter)")
    }
}
