import Assessment
import Foundation
import Postgres
import Seal

extension Database {
    /// In the order of the chain, with the names that people and clients have now.
    func events(at institution: ID<Institution>, about subject: UUID?, _ page: Page) async throws -> [EventBody] {
        let after = page.afterNumber ?? 0
        let rows = try await query(
            """
            select e.position, e.id, e.at, e.actor_kind, e.actor_id, coalesce(p.name, c.name) as actor_name, e.kind,
                e.subject_kind, e.subject_id, e.from_state, e.to_state, w.why, e.hash
            from event e
            left join event_why w on w.event_id = e.id
            left join person p on e.actor_kind = 'person' and p.id = e.actor_id
            left join client c on e.actor_kind = 'client' and c.id = e.actor_id
            where e.chain_id = \(institution) and e.position > \(after)
                and (\(subject)::uuid is null or e.subject_id = \(subject))
            order by e.position limit \(page.rows)
            """)
        return try rows.map { row in
            EventBody(
                position: try row["position"], id: try row["id"], at: try row["at"],
                by: .init(kind: try row["actor_kind"], id: try row["actor_id"], name: try row["actor_name"]),
                kind: try row["kind"], subject: .init(kind: try row["subject_kind"], id: try row["subject_id"]),
                from: try row["from_state"], to: try row["to_state"], why: try row["why"], hash: try row["hash"])
        }
    }

    /// Every chain there is or was, also one of which only the events or only the end is left.
    func chains() async throws -> [UUID] {
        let rows = try await query(
            "select chain_id from event_chain union select distinct chain_id from event order by chain_id")
        return try rows.map { try $0["chain_id"] }
    }

    /// Verifies one chain as it was at one moment, with constant memory.
    func verifyChain(_ chain: UUID) async throws -> ChainVerification.Outcome {
        try await transaction(isolation: .repeatableRead) { connection in
            var verification = ChainVerification(of: chain)
            let end = try await connection.first(
                "select last_position, last_hash from event_chain where chain_id = \(chain)")
            try await connection.stream(
                """
                select e.chain_id, e.position, e.id, e.at, e.actor_kind, e.actor_id, e.kind, e.subject_kind, e.subject_id,
                    e.from_state, e.to_state, e.why_digest, e.previous_hash, e.hash, w.salt, w.why
                from event e left join event_why w on w.event_id = e.id
                where e.chain_id = \(chain) order by e.position
                """
            ) { row in
                verification.take(try LoggedEvent(row: row))
            }
            verification.finish(position: try end?["last_position"], hash: try end?["last_hash"])
            return verification.outcome
        }
    }
}
