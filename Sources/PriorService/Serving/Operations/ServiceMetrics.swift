import Foundation
import Synchronization

/// Counts kept in this process and shown at `GET /metrics` in the Prometheus text format (version 0.0.4). Labels are route
/// patterns and statuses only, so that nothing about a person can get in, and their number is bounded.
final class ServiceMetrics: Sendable {
    private struct Key: Hashable {
        var method: String
        var route: String
        var status: Int
    }

    private struct Counts {
        var requests: [Key: Int] = [:]
        /// Per route: how many answers took at most each bound, and the sum of all.
        var durations: [String: (buckets: [Int], sum: Double, count: Int)] = [:]
        var underway = 0
    }

    /// Upper bounds in seconds.
    private static let bounds = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10]
    private let counts = Mutex(Counts())

    func began() { counts.withLock { $0.underway += 1 } }

    func ended(method: String, route: String, status: Int, seconds: Double) {
        counts.withLock { counts in
            counts.underway -= 1
            counts.requests[Key(method: method, route: route, status: status), default: 0] += 1
            var duration = counts.durations[route] ?? (Array(repeating: 0, count: Self.bounds.count), 0, 0)
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound { duration.buckets[index] += 1 }
            duration.sum += seconds
            duration.count += 1
            counts.durations[route] = duration
        }
    }

    /// The whole page.
    /// - Parameter connections: of the pool to PostgreSQL: open, idle, and requests waiting for one.
    func text(connections: (open: Int, idle: Int, waiting: Int)) -> String {
        let counts = counts.withLock { $0 }
        var lines = ["# TYPE prior_requests_underway gauge", "prior_requests_underway \(counts.underway)"]
        lines.append("# TYPE prior_database_connections gauge")
        lines.append("prior_database_connections{state=\"open\"} \(connections.open)")
        lines.append("prior_database_connections{state=\"idle\"} \(connections.idle)")
        lines += ["# TYPE prior_database_waiting gauge", "prior_database_waiting \(connections.waiting)"]
        lines.append("# TYPE prior_edge_refusals_total counter")
        lines += EdgeCounts.all.map { "prior_edge_refusals_total{reason=\"\($0.reason)\"} \($0.count)" }
        lines.append("# TYPE prior_requests_total counter")
        for (key, count) in counts.requests.sorted(by: {
            ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
        }) {
            lines.append(
                "prior_requests_total{method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\"} \(count)"
            )
        }
        lines.append("# TYPE prior_request_seconds histogram")
        for (route, duration) in counts.durations.sorted(by: { $0.key < $1.key }) {
            for (bound, count) in zip(Self.bounds, duration.buckets) {
                lines.append("prior_request_seconds_bucket{route=\"\(route)\",le=\"\(bound)\"} \(count)")
            }
            lines.append("prior_request_seconds_bucket{route=\"\(route)\",le=\"+Inf\"} \(duration.count)")
            lines.append("prior_request_seconds_sum{route=\"\(route)\"} \(duration.sum)")
            lines.append("prior_request_seconds_count{route=\"\(route)\"} \(duration.count)")
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
