import Assessment
import EvidenceStore
import Foundation
import Postgres
import Seal

extension Connection {
    func evidence(_ id: ID<Evidence>) async throws -> EvidenceRecord? {
        try await first(
            """
            select \(EvidenceRecord.columns) from evidence e left join evidence_file f on f.evidence_id = e.id
            where e.id = \(id)
            """
        ).map(EvidenceRecord.init(row:))
    }

    /// What is in a portfolio now, in the order it was added.
    func evidence(of portfolio: ID<Portfolio>, _ page: Page) async throws -> [EvidenceRecord] {
        try await query(
            """
            select \(EvidenceRecord.columns) from evidence e left join evidence_file f on f.evidence_id = e.id
            where e.portfolio_id = \(portfolio) and e.removed_at is null and e.id > \(page.afterID ?? .zero)
            order by e.id limit \(page.rows)
            """
        ).map(EvidenceRecord.init(row:))
    }

    /// Puts an item in, with its file where it has one.
    func insert(_ evidence: EvidenceRecord) async throws {
        try await execute(
            """
            insert into evidence (
                id, institution_id, portfolio_id, kind, title, description, language, produced_on, added_by, added_at, form)
            values (\(evidence.id), \(evidence.institution), \(evidence.portfolio), \(evidence.kind), \(evidence.title),
                \(evidence.description), \(evidence.language), \(evidence.producedOn), \(evidence.addedBy),
                \(evidence.addedAt), \(evidence.form))
            """)
        guard let file = evidence.file else { return }
        try await keep(StoredObject(digest: file.digest, size: file.size, existed: true), at: evidence.addedAt)
        try await execute(
            """
            insert into evidence_file (
                evidence_id, digest, size, file_name, declared_type, detected_type, encoding, accepted_type, accepted_rule,
                libmagic_version, libmagic_database, quarantined_by)
            values (\(evidence.id), \(file.digest), \(file.size), \(file.name.description), \(file.declaredType),
                \(file.detectedType), \(file.encoding), \(file.acceptedType), \(file.acceptedRule),
                \(file.libmagicVersion), \(file.libmagicDatabase), \(file.quarantinedBy))
            """)
        if file.scan != nil { try await awaitScan(of: file.digest, at: evidence.addedAt) }
    }

    /// Writes what a learner may say anew of an item.
    func update(_ evidence: EvidenceRecord, by person: ID<Person>) async throws {
        let transcript = evidence.transcript
        try await execute(
            """
            update evidence set title = \(evidence.title), description = \(evidence.description),
                language = \(evidence.language), produced_on = \(evidence.producedOn), form = \(evidence.form),
                alternative_text = \(evidence.alternativeText), transcript_language = \(transcript?.language),
                transcript_by = \(transcript?.by), transcript = \(transcript?.text),
                transcript_added_by = case when transcript is distinct from \(transcript?.text) then \(person)
                    else transcript_added_by end
            where id = \(evidence.id)
            """)
    }

    /// Takes an item out of the live portfolio. Its row stays, dated, for the submissions that hold it.
    func remove(_ evidence: ID<Evidence>, at moment: Date) async throws {
        try await execute("update evidence set removed_at = \(moment) where id = \(evidence) and removed_at is null")
    }
}

extension EvidenceRecord {
    /// The columns that `init(row:)` reads, of the tables under the names `e` and `f`.
    static let columns: SQL = """
        e.id, e.institution_id, e.portfolio_id, e.kind, e.title, e.description, e.language, e.produced_on, e.added_by,
        e.added_at, e.removed_at, f.digest, f.size, f.file_name, f.declared_type, f.detected_type, f.encoding,
        f.accepted_type, f.accepted_rule, f.libmagic_version, f.libmagic_database, f.quarantined_by, f.released_at,
        e.form, e.alternative_text, e.transcript, e.transcript_language, e.transcript_by, e.page_of, e.page,
        array(select p.id from evidence p where p.page_of = e.id and p.removed_at is null order by p.page) as pages,
        (select t.evidence_id from translation t where t.item_id = e.id and t.removed_at is null) as translation_of,
        (select g.institution from evidence_origin g where g.evidence_id = e.id) as came_from,
        (select \(EvidenceOrigin.isConfirmed) from evidence_origin g join bag_import b on b.id = g.import_id
            where g.evidence_id = e.id) as came_from_there,
        (select q.state from evidence_scan q where q.digest = f.digest) as scan_state,
        (select q.signature from evidence_scan q where q.digest = f.digest) as scan_signature,
        \(BlindCopy.column) as blind_copy
        """

    init(row: Row) throws {
        self.init(
            id: try row["id"], institution: try row["institution_id"], portfolio: try row["portfolio_id"],
            kind: try row["kind"], title: try row["title"], description: try row["description"],
            language: try row["language"], producedOn: try row["produced_on"], addedBy: try row["added_by"],
            addedAt: try row["added_at"], removedAt: try row["removed_at"],
            file: try row.isNull("digest") ? nil : EvidenceFile(row: row), form: try row["form"],
            alternativeText: try row["alternative_text"], transcript: try Transcript(row: row),
            pages: try row["pages"], translationOf: try row["translation_of"])
        if let institution: String = try row["came_from"] {
            origin = ItemOriginBody(institution: institution, confirmed: try row["came_from_there"])
        }
        if let document: ID<Evidence> = try row["page_of"] { page = (document, try row["page"]) }
    }
}

extension Transcript {
    /// Reads the columns of the table `evidence`; nil where there is none.
    init?(row: Row) throws {
        guard try !row.isNull("transcript") else { return nil }
        self.init(text: try row["transcript"], language: try row["transcript_language"], by: try row["transcript_by"])
    }
}

extension EvidenceFile {
    fileprivate init(row: Row) throws {
        let name: String = try row["file_name"]
        let state: String? = try row["scan_state"]
        let signature: String? = try row["scan_signature"]
        let copy: JSONText? = try row["blind_copy"]
        self.init(
            digest: try row["digest"], size: try row["size"], name: FileName(cleaning: name),
            declaredType: try row["declared_type"], detectedType: try row["detected_type"],
            encoding: try row["encoding"],
            acceptedType: try row["accepted_type"], acceptedRule: try row["accepted_rule"],
            libmagicVersion: try row["libmagic_version"], libmagicDatabase: try row["libmagic_database"],
            quarantinedBy: try row["quarantined_by"], releasedAt: try row["released_at"],
            scan: state.flatMap(Scan.State.init(rawValue:)).map { Scan(state: $0, signature: signature) },
            blindCopy: try copy?.decode(BlindCopy.self))
    }
}
