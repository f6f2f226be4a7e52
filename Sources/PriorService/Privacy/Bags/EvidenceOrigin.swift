import Assessment
import Foundation
import Postgres

/// Where an item of evidence comes from that came in a bag.
struct EvidenceOrigin: Sendable {
    var evidence: ID<Evidence>
    var bagImport: ID<BagImport>
    /// The item's id where it was first.
    var original: ID<Evidence>
    /// The name of the institution where it was first.
    var institution: String
    /// False where the source itself did not know where the item is from.
    var isVouched: Bool
    /// The item's record in the bag: canonical JSON.
    var record: String
    /// Whether the institution can rely on where it comes from: the bag's signature says so, or a member of staff.
    var isConfirmed: Bool
    var importedAt: Date
}

extension EvidenceOrigin {
    /// What `init(row:)` reads, from `join`, of the items under the name `e`.
    static let columns: SQL = """
        g.evidence_id as origin_evidence, g.import_id as origin_import, g.original_id, g.institution as origin_institution,
        g.vouched, g.record as origin_record, \(isConfirmed) as origin_confirmed, b.imported_at as origin_imported_at
        """
    static let join: SQL = """
        left join evidence_origin g on g.evidence_id = e.id left join bag_import b on b.id = g.import_id
        """
    /// Of the tables under the names `g` and `b`.
    static let isConfirmed: SQL = "(b.confirmed_at is not null or (b.origin = 'verified' and g.vouched))"

    /// True of the items, under the name `e`, that count as far as it hangs on where they come from. A learner's own files
    /// are theirs wherever they come from; what others said counts once it is known that they said it.
    static let counts: SQL = """
        (e.kind = 'artefact' or not exists (
            select from evidence_origin g join bag_import b on b.id = g.import_id
            where g.evidence_id = e.id and not \(isConfirmed)))
        """

    /// Nil of an item that came in no bag.
    init?(row: Row) throws {
        guard try !row.isNull("origin_evidence") else { return nil }
        self.init(
            evidence: try row["origin_evidence"], bagImport: try row["origin_import"],
            original: try row["original_id"], institution: try row["origin_institution"],
            isVouched: try row["vouched"], record: try row["origin_record"],
            isConfirmed: try row["origin_confirmed"], importedAt: try row["origin_imported_at"])
    }

    /// The record of an item as it is here, with what it was signed as where it was first.
    func completing(_ record: JSONObject) throws -> JSONObject {
        var whole = record
        let parts = try StrictJSON.parse(Array(self.record.utf8)).object ?? JSONObject()
        let isCarried = { (part: JSONObject.Member) in part.value.object != nil || part.value.array != nil }
        for part in parts.members where isCarried(part) && !["file", "origin"].contains(part.key) {
            whole[part.key] = part.value
        }
        whole["origin"] = [
            "id": .string(original.description), "institution": .string(institution), "confirmed": .bool(isConfirmed),
            "importedAt": .string(RFC3339.string(importedAt)),
        ]
        return whole
    }
}

extension Connection {
    /// Where those of some items come from that came in bags, for a manifest.
    func origins(of items: [ID<Evidence>]) async throws -> [ID<Evidence>: Manifest.Origin] {
        let rows = try await query(
            """
            select \(EvidenceOrigin.columns), encode(sha256(convert_to(g.record, 'UTF8')), 'hex') as record_digest
            from evidence e \(EvidenceOrigin.join) where e.id = any(\(items))
            """)
        var found: [ID<Evidence>: Manifest.Origin] = [:]
        for row in rows {
            guard let origin = try EvidenceOrigin(row: row) else { continue }
            found[origin.evidence] = Manifest.Origin(
                institution: origin.institution, id: origin.original, recordDigest: try row["record_digest"],
                isConfirmed: origin.isConfirmed)
        }
        return found
    }

    /// Where an item comes from; nil where it was made here.
    func origin(of evidence: ID<Evidence>) async throws -> EvidenceOrigin? {
        try await first(
            "select \(EvidenceOrigin.columns) from evidence e \(EvidenceOrigin.join) where e.id = \(evidence)"
        ).flatMap(EvidenceOrigin.init(row:))
    }
}
