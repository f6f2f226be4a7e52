import Assessment
import Foundation
import Postgres

extension Connection {
    /// The links of items to claims that stand, by item, in the order they were made; those of one moment by criterion.
    func links(of evidence: [ID<Evidence>]) async throws -> [ID<Evidence>: [EvidenceLinkBody]] {
        let rows = try await query(
            """
            select l.id, l.evidence_id, l.claim_id, l.criterion_id, l.note, l.page,
                l.time_code_seconds::float8 as time_code_seconds, l.linked_at
            from evidence_link l join claim c on c.id = l.claim_id
            where l.evidence_id = any(\(evidence)) and c.withdrawn_at is null
            order by l.linked_at, l.claim_id, l.criterion_id, l.id
            """)
        let links = try rows.map { row in
            EvidenceLinkBody(
                id: try row["id"], evidence: try row["evidence_id"], claim: try row["claim_id"],
                criterion: try row["criterion_id"], note: try row["note"], page: try row["page"],
                timeCodeSeconds: try row["time_code_seconds"], linkedAt: try row["linked_at"])
        }
        return Dictionary(grouping: links, by: \.evidence)
    }

    func insert(_ link: EvidenceLinkBody, in portfolio: PortfolioRecord, by person: ID<Person>?) async throws {
        do {
            try await execute(
                """
                insert into evidence_link (
                    id, institution_id, claim_id, evidence_id, criterion_id, note, page, time_code_seconds, linked_by,
                    linked_at)
                values (\(link.id), \(portfolio.institution), \(link.claim), \(link.evidence), \(link.criterion),
                    \(link.note), \(link.page), \(link.timeCodeSeconds), \(person), \(link.linkedAt))
                """)
        } catch let error as PostgresError where error.constraint == "evidence_link_once" {
            throw Problem.conflict(
                "link-exists", "It is linked already",
                "This item is linked to this criterion already. Remove that link to say it differently.")
        }
    }

    /// The item that a link starts from; nil where there is no such link.
    func evidence(linkedBy link: ID<EvidenceLink>) async throws -> ID<Evidence>? {
        try await first("select evidence_id from evidence_link where id = \(link)")?["evidence_id"]
    }

    /// False where it was gone already.
    func delete(_ link: ID<EvidenceLink>) async throws -> Bool {
        try await execute("delete from evidence_link where id = \(link)") == 1
    }
}
