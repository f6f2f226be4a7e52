import Assessment
import Foundation
import HTTPTypes
import Synchronization

/// How much each machine of an institution asks of this process: so many requests at once, and so many a second on. A
/// semester is pulled far below it; a program that went round in a loop is told to wait.
final class ClientRates: Sendable {
    /// Requests that may come at once.
    static let burst = 600.0
    /// Requests a second that are allowed again.
    static let rate = 20.0

    private struct Bucket {
        var left: Double
        var at: ContinuousClock.Instant
    }
    private let buckets = Mutex<[ID<Client>: Bucket]>([:])

    /// Counts a request.
    /// - Throws: 429 with the seconds to wait.
    func count(_ client: ID<Client>, at now: ContinuousClock.Instant = .now) throws {
        let isTooMuch = buckets.withLock { buckets in
            if buckets.count >= 10_000 { buckets.removeAll() }
            var bucket = buckets[client] ?? Bucket(left: Self.burst, at: now)
            bucket.left = min(Self.burst, bucket.left + bucket.at.duration(to: now) / .seconds(1) * Self.rate)
            bucket.at = now
            defer { buckets[client] = bucket }
            guard bucket.left >= 1 else { return true }
            bucket.left -= 1
            return false
        }
        guard isTooMuch else { return }
        throw Problem(
            .tooManyRequests, "too-many-requests", "Too many requests",
            "Ask \(Int(Self.rate)) times a second at the most. To hear of entries early, wait for them with `wait`."
        ).with(header: .retryAfter, "5")
    }
}
