import Assessment
import Foundation
import Postgres

/// A delivery that this process sends now.
struct LeasedDelivery: Sendable {
    var id: ID<WebhookDelivery>
    var webhook: ID<Webhook>
    var url: String
    /// Which attempt this is, from 1.
    var attempt: Int
    var entryID: String
    var kind: String
    var credit: String
    var at: Date
    /// The entry as the feed sends it.
    var entry: String
    var secrets: [WebhookSecret]
}

/// When a delivery that was not taken is tried again.
enum WebhookSchedule {
    /// Seconds from each attempt to the next, as Standard Webhooks proposes; after the last the delivery is given up.
    static let waits: [Double] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
    /// How long nothing may be taken before the webhook is disabled, in seconds: five days.
    static let patience: TimeInterval = 5 * 86_400
    /// How long one process may be at a delivery, in seconds: well over what a server may take.
    static let lease: TimeInterval = 60

    /// A fifth more or less, so that what failed together does not come back together.
    static func wait(after attempt: Int, retryAfter: Double?) -> TimeInterval? {
        guard attempt <= waits.count, attempt > 0 else { return nil }
        return max(waits[attempt - 1] * Double.random(in: 0.8...1.2), min(retryAfter ?? 0, 86_400))
    }

    /// For how long nothing is sent to a webhook after so many failures in a row.
    static func rest(after failures: Int) -> TimeInterval { min(3_600, 4 * Double(1 << min(failures, 10))) }
}

extension Database {
    /// Takes deliveries that are due, for the time of the lease. Of one learner's only the earliest that waits is ever due.
    func leaseDeliveries(_ count: Int, at now: Date) async throws -> [LeasedDelivery] {
        try await query(
            """
            with due as (
                select one.id from webhook w join client c on c.id = w.client_id and c.revoked_at is null
                cross join lateral (
                    select d.id from webhook_delivery d
                    where d.webhook_id = w.id and d.state = 'waiting' and d.next_attempt_at <= \(now)
                        and (d.leased_until is null or d.leased_until <= \(now))
                        and not exists (
                            select from webhook_delivery before
                            where before.webhook_id = d.webhook_id and before.learner_id = d.learner_id
                                and before.state = 'waiting' and before.position < d.position)
                    order by d.position
                    limit greatest(0, \(WebhookSender.mostOfOne) - (
                        select count(*) from webhook_delivery f
                        where f.webhook_id = w.id and f.state = 'waiting' and f.leased_until > \(now)))
                    for update skip locked
                ) one
                where w.state = 'active' and (w.retry_at is null or w.retry_at <= \(now))
                limit \(count)
            ), leased as (
                update webhook_delivery d
                set leased_until = \(now.addingTimeInterval(WebhookSchedule.lease)), attempts = d.attempts + 1
                from due where d.id = due.id
                returning d.id, d.webhook_id, d.institution_id, d.position, d.attempts
            )
            select l.id, l.webhook_id, l.attempts, w.url, e.id::text as entry_id, e.kind, e.credit_id::text as credit_id,
                e.at, e.entry, array(
                    select encode(s.secret, 'base64') from webhook_secret s
                    where s.webhook_id = l.webhook_id and (s.ends_at is null or s.ends_at > \(now))
                    order by s.number desc) as secrets
            from leased l join webhook w on w.id = l.webhook_id
                join feed_entry e on e.institution_id = l.institution_id and e.position = l.position
            order by l.position
            """
        ).map { row in
            let secrets: [String] = try row["secrets"]
            return LeasedDelivery(
                id: try row["id"], webhook: try row["webhook_id"], url: try row["url"], attempt: try row["attempts"],
                entryID: try row["entry_id"], kind: try row["kind"], credit: try row["credit_id"], at: try row["at"],
                entry: try row["entry"], secrets: secrets.compactMap(WebhookSecret.init(base64:)))
        }
    }

    func webhookSecrets(of webhook: ID<Webhook>, at now: Date) async throws -> [WebhookSecret] {
        try await query(
            """
            select encode(secret, 'base64') as secret from webhook_secret
            where webhook_id = \(webhook) and (ends_at is null or ends_at > \(now)) order by number desc
            """
        ).compactMap { WebhookSecret(base64: try $0["secret"]) }
    }

    /// Writes down how an attempt went.
    func settle(_ delivery: LeasedDelivery, _ reply: WebhookReply, at now: Date) async throws {
        try await transaction { connection in
            guard let fault = reply.fault else {
                try await connection.execute(
                    """
                    update webhook_delivery set state = 'taken', taken_at = \(now), leased_until = null,
                        last_status = \(reply.status), last_fault = null
                    where id = \(delivery.id) and state = 'waiting'
                    """)
                try await connection.execute(
                    """
                    update webhook set failures = 0, failing_since = null, retry_at = null
                    where id = \(delivery.webhook) and failures > 0
                    """)
                return
            }
            let wait = WebhookSchedule.wait(after: delivery.attempt, retryAfter: reply.retryAfter)
            try await connection.execute(
                """
                update webhook_delivery set state = \(wait == nil ? "dead" : "waiting"), leased_until = null,
                    next_attempt_at = \(now.addingTimeInterval(wait ?? 0)), last_status = \(reply.status),
                    last_fault = \(fault)
                where id = \(delivery.id) and state = 'waiting'
                """)
            try await connection.failed(delivery.webhook, isGone: reply.status == 410, at: now)
        }
    }
}

extension Connection {
    /// Lets a webhook rest, and disables it when its server is gone or took nothing for days.
    fileprivate func failed(_ webhook: ID<Webhook>, isGone: Bool, at now: Date) async throws {
        let held = try await first(
            "select failures, failing_since from webhook where id = \(webhook) and state = 'active' for update")
        guard let held else { return }
        let failures: Int = try held["failures"] + 1
        let since: Date = try held["failing_since"] ?? now
        try await execute(
            """
            update webhook set failures = \(failures), failing_since = \(since),
                retry_at = \(now.addingTimeInterval(WebhookSchedule.rest(after: failures)))
            where id = \(webhook)
            """)
        let because =
            isGone
            ? "Its server answered 410: it is gone."
            : now.timeIntervalSince(since) > WebhookSchedule.patience ? "Its server took nothing for five days." : nil
        guard let because else { return }
        try await execute(
            """
            update webhook set state = 'disabled', disabled_at = \(now), disabled_because = \(because)
            where id = \(webhook)
            """)
    }
}

extension WebhookSecret {
    fileprivate init?(base64 text: String) {
        guard let data = Data(base64Encoded: text) else { return nil }
        self.init(bytes: Array(data))
    }
}
