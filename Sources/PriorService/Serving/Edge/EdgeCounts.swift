import Synchronization

/// How many connections the edge ended, by reason, since the process began: shown at `GET /metrics`. One count for the
/// process, because a connection is ended before there is a request to belong to.
enum EdgeCounts {
    private static let counts = Mutex<[String: Int]>([:])

    static func refused(_ fault: EdgeFault) {
        counts.withLock { $0[fault.rawValue, default: 0] += 1 }
    }

    /// The reasons in the order of their names.
    static var all: [(reason: String, count: Int)] {
        counts.withLock { $0 }.sorted { $0.key < $1.key }.map { (reason: $0.key, count: $0.value) }
    }
}
