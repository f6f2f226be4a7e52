import Assessment
import Foundation
import Postgres
import Seal

extension Connection {
    /// - Throws: 422 naming each credit that is not the learner's, 409 where they have as many links open as may be.
    func insert(_ share: ShareBody, of learner: ID<Person>, token: Digest, at now: Date) async throws {
        let own = Set(try await credits(of: learner).map(\.id))
        let faults = share.credits.enumerated().filter { !own.contains($0.element) }.map { place, _ in
            Fault(
                pointer: "/credits/\(place)", code: "unknown", detail: "You have no such credit; see GET /api/credits.")
        }
        guard faults.isEmpty else { throw Problem.invalid(faults) }
        let open = try await one(
            """
            select count(*) as n from share
            where learner_id = \(learner) and ended_at is null and expires_at > \(now)
                and (most_looks is null or looks < most_looks)
            """)
        guard try open["n"] < Share.most else {
            throw Problem.conflict(
                "too-many-shares", "There are many links open already", "Take one back that is not needed."
            ).with("allowed", ["takeBack"])
        }
        try await execute(
            """
            insert into share (id, learner_id, token_digest, label, credit_ids, created_at, expires_at, most_looks)
            values (\(share.id), \(learner), \(token), \(share.label), \(share.credits), \(share.createdAt),
                \(share.expiresAt), \(share.mostLooks))
            """)
    }

    /// - Returns: whether there was such a link to take back.
    func endShare(_ id: ID<Share>, of learner: ID<Person>, at moment: Date) async throws -> Bool {
        try await execute(
            """
            update share set ended_at = \(moment)
            where id = \(id) and learner_id = \(learner) and ended_at is null
            """) == 1
    }

    /// Counts a look at what a link opens, and notes who looks.
    /// - Returns: what it opens; nil where it opens nothing, for whatever reason.
    func look(
        at token: Digest, _ looker: LookerBody, as id: ID<ShareLook>, at now: Date
    ) async throws -> (share: ID<Share>, record: SharedRecordBody)? {
        // Counted and checked in one statement: of two at once the last look is one's.
        let row = try await first(
            """
            update share s set looks = looks + 1 from person p
            where s.token_digest = \(token) and p.id = s.learner_id and s.ended_at is null and s.expires_at > \(now)
                and (s.most_looks is null or s.looks < s.most_looks) and p.disabled_at is null
            returning s.id, s.learner_id, s.credit_ids, s.expires_at, p.name
            """)
        guard let row else { return nil }
        let share: ID<Share> = try row["id"]
        try await execute(
            """
            insert into share_look (id, share_id, name, organisation, looked_at)
            values (\(id), \(share), \(looker.name), \(looker.organisation ?? ""), \(now))
            """)
        let shown: [ID<Credit>] = try row["credit_ids"]
        let credits = try await credits(of: try row["learner_id"]).filter { shown.contains($0.id) }
        return (
            share,
            SharedRecordBody(
                learner: try row["name"], shownAt: now, expiresAt: try row["expires_at"], credits: credits)
        )
    }
}

extension Database {
    func shares(of learner: ID<Person>, _ page: Page, at now: Date) async throws -> [ShareBody] {
        try await query(
            """
            select id, label, credit_ids, created_at, expires_at, looks, most_looks, ended_at from share
            where learner_id = \(learner) and id > \(page.afterID ?? .zero)
            order by id limit \(page.rows)
            """
        ).map { row in
            var share = ShareBody(
                id: try row["id"], label: try row["label"], credits: try row["credit_ids"], state: .open,
                createdAt: try row["created_at"], expiresAt: try row["expires_at"], looks: try row["looks"],
                mostLooks: try row["most_looks"], endedAt: try row["ended_at"])
            if share.endedAt != nil {
                share.state = .ended
            } else if share.expiresAt <= now {
                share.state = .expired
            } else if let most = share.mostLooks, share.looks >= most {
                share.state = .spent
            }
            return share
        }
    }

    /// 404 where the learner has no such link.
    func looks(at share: ID<Share>, of learner: ID<Person>, _ page: Page) async throws -> [ShareLookBody] {
        guard try await first("select 1 as one from share where id = \(share) and learner_id = \(learner)") != nil
        else {
            throw Problem.notFound("link")
        }
        return try await query(
            """
            select id, name, organisation, looked_at from share_look
            where share_id = \(share) and id > \(page.afterID ?? .zero) order by id limit \(page.rows)
            """
        ).map { row in
            ShareLookBody(
                id: try row["id"], name: try row["name"], organisation: try row["organisation"],
                lookedAt: try row["looked_at"])
        }
    }

    /// Whether a link opens something now. Nothing is counted: whoever fetches links beforehand uses none of them up.
    func isOpen(_ token: Digest, at now: Date) async throws -> Bool {
        try await first(
            """
            select 1 as one from share
            where token_digest = \(token) and ended_at is null and expires_at > \(now)
                and (most_looks is null or looks < most_looks)
            """) != nil
    }
}
