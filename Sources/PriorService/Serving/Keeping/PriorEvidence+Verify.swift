import EvidenceStore
public import Foundation
import Postgres
import Seal

extension PriorEvidence {
    /// Which objects are hashed again.
    public struct Choice: Sendable {
        /// How many, picked at random; nil for all.
        public var count: Int?
        /// What part of them, picked at random, 0 to 1; nil for all.
        public var share: Double?
        /// Only those that were stored since.
        public var since: Date?

        /// All of them.
        public init(count: Int? = nil, share: Double? = nil, since: Date? = nil) {
            self.count = count
            self.share = share
            self.since = since
        }
    }

    /// What is wrong with an object.
    public enum Fault: String, Sendable {
        /// Something refers to it, and it is not there.
        case missing
        /// Its bytes are not those that were stored.
        case changed
        /// It is there, and nothing refers to it: an upload under way, or the sweeper takes it later.
        case orphaned
    }

    /// What was found of one object.
    public struct Finding: Sendable {
        /// The SHA-256 it goes by, in hexadecimal.
        public var object: String
        /// What is wrong with it.
        public var fault: Fault
        /// The SHA-256 it has now, where it changed.
        public var found: String?
        /// The ids of the items of evidence it is the file of.
        public var evidence: [String]
    }

    /// What was found of all.
    public struct Summary: Sendable {
        /// How many were hashed again and are as they were.
        public var fine = 0
        /// Their bytes.
        public var bytes: Int64 = 0
        /// How many of each fault.
        public var faults: [Fault: Int] = [:]
        /// Whether nothing that was ever acknowledged is missing or changed.
        public var isWhole: Bool { faults[.missing] == nil && faults[.changed] == nil }
    }

    /// Hashes objects again, writes down what was found, and walks through the store for what nothing refers to.
    /// - Parameter tell: is given what is wrong, as it is found.
    public func verify(_ choice: Choice, tell: (Finding) -> Void) async throws -> Summary {
        var summary = Summary()
        var last: Digest?
        var picked: Set<Digest>?
        if let count = choice.count { picked = try await pick(count, choice) }
        while true {
            let page = try await database.objects(
                after: last,
                where: "o.stored_at >= \(choice.since ?? .distantPast) and random() < \(choice.share ?? 1.1)",
                limit: 500)
            for object in page where picked?.contains(object.digest) ?? true {
                try await verify(object, &summary, tell)
            }
            guard let end = page.last else { break }
            last = end.digest
        }
        try await findOrphans(&summary, tell)
        return summary
    }

    private func verify(_ object: EvidenceObject, _ summary: inout Summary, _ tell: (Finding) -> Void) async throws {
        let result = try await store.verify(object.digest)
        // A row that nothing refers to may be of an upload whose object is still to come.
        if result == .missing, !object.isReferenced { return }
        try await database.note(object.digest, verifiedAs: .init(result), at: Date())
        let (fault, found): (Fault, Digest?)
        switch result {
        case .ok(let size):
            summary.fine += 1
            summary.bytes += size
            return
        case .missing: (fault, found) = (.missing, nil)
        case .changed(let now): (fault, found) = (.changed, now)
        }
        summary.faults[fault, default: 0] += 1
        let evidence = try await database.evidence(withObject: object.digest)
        tell(Finding(object: object.digest.hex, fault: fault, found: found?.hex, evidence: evidence))
    }

    /// So many at random.
    private func pick(_ count: Int, _ choice: Choice) async throws -> Set<Digest> {
        let rows = try await database.query(
            """
            select digest from evidence_object where stored_at >= \(choice.since ?? .distantPast)
            order by random() limit \(count)
            """)
        return Set(try rows.map { try $0["digest"] })
    }

    private func findOrphans(_ summary: inout Summary, _ tell: (Finding) -> Void) async throws {
        var batch: [Digest] = []
        for try await entry in store.entries() {
            batch.append(entry.digest)
            if batch.count == 500 {
                try await findOrphans(among: batch, &summary, tell)
                batch = []
            }
        }
        try await findOrphans(among: batch, &summary, tell)
    }

    private func findOrphans(
        among digests: [Digest], _ summary: inout Summary, _ tell: (Finding) -> Void
    ) async throws {
        guard !digests.isEmpty else { return }
        let rows = try await database.rows(of: digests)
        for digest in digests where rows[digest] != true {
            summary.faults[.orphaned, default: 0] += 1
            tell(Finding(object: digest.hex, fault: .orphaned, found: nil, evidence: []))
        }
    }
}
