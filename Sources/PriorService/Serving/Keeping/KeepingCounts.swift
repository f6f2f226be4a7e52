import Synchronization

/// What was done in the background for the evidence store since the process began: shown at `GET /metrics`.
enum KeepingCounts {
    /// What is counted; the name is that of the metric.
    enum Count: String, CaseIterable {
        case scrubbed = "prior_evidence_scrubbed_objects_total"
        case scrubbedBytes = "prior_evidence_scrubbed_bytes_total"
        case changed = "prior_evidence_changed_objects_total"
        case missing = "prior_evidence_missing_objects_total"
        case swept = "prior_evidence_swept_objects_total"
    }

    private static let counts = Mutex<[Count: Int]>([:])

    static func add(_ count: Count, _ number: Int) { counts.withLock { $0[count, default: 0] += number } }

    /// In the text format of Prometheus.
    static var text: String {
        let counts = counts.withLock { $0 }
        return Count.allCases.map { "# TYPE \($0.rawValue) counter\n\($0.rawValue) \(counts[$0] ?? 0)\n" }.joined()
    }
}
