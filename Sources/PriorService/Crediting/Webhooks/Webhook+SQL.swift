import Assessment
import Foundation
import Postgres

extension Database {
    func webhooks(of institution: ID<Institution>, _ page: Page) async throws -> [WebhookBody] {
        try await query(
            """
            \(WebhookBody.select) where w.institution_id = \(institution) and w.state <> 'removed'
                and w.id > \(page.afterID ?? .zero)
            order by w.id limit \(page.rows)
            """
        ).map(WebhookBody.init(row:))
    }

    /// 404 where the institution has no such webhook.
    func webhook(_ id: ID<Webhook>, of institution: ID<Institution>) async throws -> WebhookBody {
        let row = try await first(
            """
            \(WebhookBody.select) where w.id = \(id) and w.institution_id = \(institution) and w.state <> 'removed'
            """)
        guard let row else { throw Problem.notFound("webhook") }
        return try WebhookBody(row: row)
    }

    func webhookDeliveries(
        of webhook: ID<Webhook>, _ state: WebhookDelivery.State?, _ page: Page
    ) async throws -> [WebhookDeliveryBody] {
        let after = page.after?.first.flatMap { Int($0) } ?? 0
        return try await query(
            """
            select d.id, d.position, e.kind, e.credit_id, d.state, d.attempts, d.next_attempt_at, d.last_status,
                d.last_fault, d.owed_at, d.taken_at
            from webhook_delivery d
                join feed_entry e on e.institution_id = d.institution_id and e.position = d.position
            where d.webhook_id = \(webhook) and d.position > \(after) and (\(state)::text is null or d.state = \(state))
            order by d.position limit \(page.rows)
            """
        ).map { row in
            let state: WebhookDelivery.State = try row["state"]
            let next: Date = try row["next_attempt_at"]
            return WebhookDeliveryBody(
                id: try row["id"], position: try row["position"], kind: try row["kind"], credit: try row["credit_id"],
                state: state, attempts: try row["attempts"], nextAttemptAt: state == .waiting ? next : nil,
                lastStatus: try row["last_status"], lastFault: try row["last_fault"], owedAt: try row["owed_at"],
                takenAt: try row["taken_at"])
        }
    }
}

extension Connection {
    func insert(_ webhook: WebhookBody, of institution: ID<Institution>) async throws {
        let count = try await one(
            "select count(*) as n from webhook where institution_id = \(institution) and state <> 'removed'")
        guard try count["n"] < Webhook.most else {
            throw Problem.conflict(
                "too-many-webhooks", "There are many webhooks already",
                "An institution has \(Webhook.most) at the most. Remove one that is not needed."
            ).with("allowed", ["remove"])
        }
        try await execute(
            """
            insert into webhook (id, institution_id, client_id, url, kinds, state, created_at)
            values (\(webhook.id), \(institution), \(webhook.client), \(webhook.url), \(webhook.kinds),
                \(webhook.state.rawValue), \(webhook.createdAt))
            """)
    }

    /// Adds a secret; those before sign until `overlap` is over.
    func insert(_ secret: WebhookSecret, of webhook: ID<Webhook>, formerUntil: Date, at moment: Date) async throws {
        try await execute(
            """
            update webhook_secret set ends_at = least(ends_at, \(formerUntil)) where webhook_id = \(webhook)
            """)
        try await execute(
            """
            insert into webhook_secret (webhook_id, number, secret, made_at)
            select \(webhook), coalesce(max(number), 0) + 1, \(secret.bytes), \(moment)
            from webhook_secret where webhook_id = \(webhook)
            """)
        try await execute("delete from webhook_secret where webhook_id = \(webhook) and ends_at <= \(moment)")
    }

    /// Its server wants entries: from the next entry of the feed on it is owed them. The feed is held meanwhile, so that no
    /// entry is on its way that does not know.
    func activate(_ webhook: ID<Webhook>, of institution: ID<Institution>, at moment: Date) async throws {
        try await execute(
            """
            insert into feed (institution_id, last_position) values (\(institution), 0)
            on conflict (institution_id) do update set last_position = feed.last_position
            """)
        try await execute(
            """
            update webhook set state = 'active', verified_at = \(moment), failures = 0, failing_since = null,
                retry_at = null, disabled_at = null, disabled_because = null
            where id = \(webhook) and state <> 'removed'
            """)
    }

    /// - Returns: the state before, where there was such a webhook.
    func removeWebhook(_ id: ID<Webhook>, of institution: ID<Institution>) async throws -> Webhook.State? {
        let row = try await first(
            """
            select state from webhook where id = \(id) and institution_id = \(institution) and state <> 'removed'
            for update
            """)
        guard let row else { return nil }
        try await execute("update webhook set state = 'removed' where id = \(id)")
        try await execute("delete from webhook_secret where webhook_id = \(id)")
        try await execute("delete from webhook_delivery where webhook_id = \(id) and state = 'waiting'")
        return try row["state"]
    }

    /// Owes deliveries anew.
    /// - Returns: how many.
    func owe(_ wish: Redelivery, to webhook: ID<Webhook>, at moment: Date) async throws -> Int {
        let again: SQL = """
            state = 'waiting', attempts = 0, next_attempt_at = \(moment), leased_until = null, taken_at = null
            """
        switch wish {
        case .one(let delivery):
            return try await execute(
                "update webhook_delivery set \(again) where id = \(delivery) and webhook_id = \(webhook)")
        case .dead:
            return try await execute(
                "update webhook_delivery set \(again) where webhook_id = \(webhook) and state = 'dead'")
        case .after(let position):
            let repeated = try await execute(
                """
                update webhook_delivery set \(again) where webhook_id = \(webhook) and position > \(position)
                """)
            let added = try await execute(
                """
                insert into webhook_delivery (
                    id, webhook_id, institution_id, position, learner_id, state, next_attempt_at, owed_at)
                select gen_random_uuid(), w.id, e.institution_id, e.position, k.learner_id, 'waiting', \(moment), \(moment)
                from webhook w join feed_entry e on e.institution_id = w.institution_id and e.position > \(position)
                    join credit k on k.id = e.credit_id
                where w.id = \(webhook) and (w.kinds = '{}' or e.kind = any(w.kinds))
                on conflict (webhook_id, position) do nothing
                """)
            return repeated + added
        }
    }
}

/// Which deliveries are sent again.
enum Redelivery: Sendable {
    case one(ID<WebhookDelivery>)
    case dead
    case after(Int)
}

extension WebhookBody {
    fileprivate static let select: SQL = """
        select w.id, w.client_id, w.url, w.kinds, w.state, w.created_at, w.verified_at, w.failing_since, w.disabled_at,
            w.disabled_because,
            (select count(*) from webhook_delivery d where d.webhook_id = w.id and d.state = 'waiting') as waiting,
            (select count(*) from webhook_delivery d where d.webhook_id = w.id and d.state = 'dead') as dead
        from webhook w
        """

    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"], client: try row["client_id"], url: try row["url"], kinds: try row["kinds"],
            state: try row["state"], createdAt: try row["created_at"], verifiedAt: try row["verified_at"],
            failingSince: try row["failing_since"], disabledAt: try row["disabled_at"],
            disabledBecause: try row["disabled_because"], waiting: try row["waiting"], dead: try row["dead"])
    }
}

extension Webhook.State: PostgresEncodable, PostgresDecodable {}
extension WebhookDelivery.State: PostgresEncodable, PostgresDecodable {}
