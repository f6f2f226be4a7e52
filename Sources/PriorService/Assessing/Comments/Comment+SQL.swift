import Assessment
import Foundation
import Postgres

extension CommentBody {
    fileprivate static let query: SQL = """
        select n.id, n.claim_id, n.evidence_id, a.seat, n.place, n.says, n.for_learner, n.version, n.made_at, n.changed_at
        from evidence_comment n join assignment a on a.id = n.assignment_id
        """

    fileprivate init(row: Row) throws {
        let place: JSONText? = try row["place"]
        self.init(
            id: try row["id"], claim: try row["claim_id"], evidence: try row["evidence_id"], seat: try row["seat"],
            at: try place.map { CommentPlaceBody(try $0.decode(EvidenceAnchor.self)) }, says: try row["says"],
            forLearner: try row["for_learner"], version: try row["version"], madeAt: try row["made_at"],
            changedAt: try row["changed_at"])
    }
}

extension Connection {
    func insert(_ comment: CommentBody, _ anchor: EvidenceAnchor?, of record: AssignmentRecord) async throws {
        try await execute(
            """
            insert into evidence_comment (id, institution_id, assignment_id, claim_id, evidence_id, place, says,
                for_learner, made_at)
            values (\(comment.id), \(record.institution), \(record.id), \(comment.claim), \(comment.evidence),
                \(try anchor.map { try JSONText(encoding: $0) }), \(comment.says), \(comment.forLearner),
                \(comment.madeAt))
            """)
    }

    /// A remark with the assignment it was made in; nil where there is none.
    func comment(_ id: ID<EvidenceComment>) async throws -> (CommentBody, ID<Assignment>)? {
        let row = try await first("select assignment_id from evidence_comment where id = \(id) and removed_at is null")
        guard let row else { return nil }
        return try await first("\(CommentBody.query) where n.id = \(id)").map {
            (try CommentBody(row: $0), try row["assignment_id"])
        }
    }

    /// Changes a remark that still is as it was read, or takes it away.
    /// - Returns: its new version; nil where it is another one now.
    func change(
        _ id: ID<EvidenceComment>, from version: Int, to body: CommentChangeBody?, _ anchor: EvidenceAnchor?,
        at moment: Date
    ) async throws -> Int? {
        let what: SQL =
            if let body {
                """
                place = \(try anchor.map { try JSONText(encoding: $0) }), says = \(body.says),
                    for_learner = \(body.forLearner ?? false), changed_at = \(moment)
                """
            } else { "says = '', place = null, removed_at = \(moment)" }
        return try await first(
            """
            update evidence_comment set \(what), version = version + 1
            where id = \(id) and version = \(version) and removed_at is null returning version
            """)?["version"]
    }

    /// What is known of an item by which a place in it is held against.
    func bounds(of item: Manifest.Item) async throws -> EvidenceAnchor.Bounds {
        let row = try await first(
            """
            select m.facts from evidence_file f left join evidence_metadata m on m.digest = f.digest
            where f.evidence_id = \(item.id)
            """)
        let text: JSONText? = try row?["facts"]
        let facts = try text?.decode(EvidenceFacts.self)
        let written = [item.transcript?.text, item.description].compactMap { $0?.unicodeScalars.count }.max()
        let isText = item.file?.type.hasPrefix("text/") == true
        return EvidenceAnchor.Bounds(
            type: item.file?.type, pages: facts?.pages, seconds: facts?.seconds,
            characters: isText ? max(item.file?.size ?? 0, written ?? 0) : item.transcript == nil ? nil : written)
    }
}

extension Database {
    /// The remarks of one assignment, or of all whose claims are named, in the order they were made.
    func comments(_ which: SQL, _ page: Page) async throws -> [CommentBody] {
        try await query(
            """
            \(CommentBody.query) where n.removed_at is null and \(which) and n.id > \(page.afterID ?? .zero)
            order by n.id limit \(page.rows)
            """
        ).map(CommentBody.init(row:))
    }
}
