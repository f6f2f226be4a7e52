import Assessment
import HTTPTypes
import Synchronization

/// How much the machines of each institution together ask of this process: so many requests a second, and half a minute's worth
/// of them at once. A semester is pulled far below it; a program that went round in a loop is told to wait. Each process of
/// several counts for itself, because a count that they shared would be a write for every request that only reads.
final class ClientRates: Sendable {
    /// For how many seconds' worth of requests may come at once.
    static let burst = 30

    private struct Bucket {
        var left: Double
        var at: ContinuousClock.Instant
    }
    private let buckets = Mutex<[ID<Institution>: Bucket]>([:])

    /// Counts a request of one of an institution's machines.
    /// - Parameter rate: how many a second are allowed again.
    /// - Throws: 429 with the seconds to wait.
    func count(_ institution: ID<Institution>, perSecond rate: Int, at now: ContinuousClock.Instant = .now) throws {
        let most = Double(rate * Self.burst)
        let isTooMuch = buckets.withLock { buckets in
            if buckets.count >= 10_000 { buckets.removeAll() }
            var bucket = buckets[institution] ?? Bucket(left: most, at: now)
            bucket.left = min(most, bucket.left + bucket.at.duration(to: now) / .seconds(1) * Double(rate))
            bucket.at = now
            defer { buckets[institution] = bucket }
            guard bucket.left >= 1 else { return true }
            bucket.left -= 1
            return false
        }
        guard isTooMuch else { return }
        throw Problem(
            .tooManyRequests, "too-many-requests", "Too many requests",
            "The machines of an institution ask \(rate) times a second at the most. To hear of entries early, wait for them with `wait`."
        ).with(header: .retryAfter, "5")
    }
}
