import Foundation
import HTTPTypes
import Postgres
import Seal

/// What failed sign-ins are counted under: an account as tried from one source, so that a stranger's guesses never lock
/// the owner out, and the source as a whole. Only digests are kept.
struct ThrottleKey: Sendable {
    var digest: Digest
    /// How many failures are free before each next one makes the wait longer.
    var allowance: Int

    static func account(_ email: String, from call: Call) -> ThrottleKey {
        ThrottleKey(digest: Digest.of("account\n\(email)\n\(call.source)"), allowance: 5)
    }

    /// Codes handed over to witnesses, as tried from one source.
    static func handedCodes(from call: Call) -> ThrottleKey {
        ThrottleKey(digest: Digest.of("handed code\n\(call.source)"), allowance: 10)
    }

    static func source(of call: Call) -> ThrottleKey {
        ThrottleKey(digest: Digest.of("source\n\(call.source)"), allowance: 50)
    }

    /// Seconds to wait after so many failures: doubling from 2 up to 15 minutes.
    func wait(after failures: Int) -> Int {
        guard failures >= allowance else { return 0 }
        return min(900, 2 << min(failures - allowance, 9))
    }
}

extension Database {
    /// - Throws: 429 while any of the keys is made to wait.
    func requireUnthrottled(
        _ keys: [ThrottleKey], at now: Date,
        orElse help: String =
            "A forgotten password is no crime: POST /api/password-links mails you a link to set a new one."
    ) async throws {
        let row = try await first(
            """
            select max(blocked_until) as until from sign_in_throttle
            where key = any(\(keys.map(\.digest))) and blocked_until > \(now)
            """)
        guard let until: Date = try row?["until"] else { return }
        let seconds = max(1, Int(until.timeIntervalSince(now).rounded(.up)))
        throw Problem(
            .tooManyRequests, "too-many-attempts", "Too many failed attempts",
            "Wait \(seconds) seconds and try again. \(help)"
        ).with(header: .retryAfter, String(seconds))
    }

    /// Counts a failure under each key. Counts fade: one that is a day old starts again.
    func countFailure(_ keys: [ThrottleKey], at now: Date) async throws {
        for key in keys {
            let row = try await one(
                """
                insert into sign_in_throttle as t (key, failures, last_failure_at) values (\(key.digest), 1, \(now))
                on conflict (key) do update set
                    failures = case when t.last_failure_at < \(now.addingTimeInterval(-86_400)) then 1 else t.failures + 1 end,
                    last_failure_at = \(now)
                returning failures
                """)
            let wait = key.wait(after: try row["failures"])
            guard wait > 0 else { continue }
            try await execute(
                "update sign_in_throttle set blocked_until = \(now.addingTimeInterval(Double(wait))) where key = \(key.digest)"
            )
        }
    }
}

extension Connection {
    /// A sign-in that succeeded clears the account's count from this source.
    func forgetFailures(_ keys: [ThrottleKey]) async throws {
        guard let account = keys.first else { return }
        try await execute("delete from sign_in_throttle where key = \(account.digest)")
    }
}
