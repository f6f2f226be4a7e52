/// What an assessor still owes before an assignment can be completed.
public struct OutstandingWork: Sendable, Equatable {
    /// A criterion of a claim without a level.
    public struct Unscored: Sendable, Equatable, Comparable {
        /// The claim.
        public var claim: ID<Claim>
        /// The criterion's id.
        public var criterion: String

        /// A criterion without a level.
        public init(claim: ID<Claim>, criterion: String) {
            self.claim = claim
            self.criterion = criterion
        }

        /// By claim, then by criterion.
        public static func < (left: Self, right: Self) -> Bool {
            (left.claim, left.criterion) < (right.claim, right.criterion)
        }
    }

    /// An item linked to a claim without a ruling.
    public struct Unruled: Sendable, Equatable, Comparable {
        /// The claim.
        public var claim: ID<Claim>
        /// The item.
        public var evidence: ID<Evidence>

        /// An item without a ruling.
        public init(claim: ID<Claim>, evidence: ID<Evidence>) {
            self.claim = claim
            self.evidence = evidence
        }

        /// By claim, then by item.
        public static func < (left: Self, right: Self) -> Bool {
            (left.claim, left.evidence) < (right.claim, right.evidence)
        }
    }

    /// The criteria without a level.
    public var unscored: [Unscored] = []
    /// The items without a ruling.
    public var unruled: [Unruled] = []

    /// Nothing outstanding.
    public init() {}

    /// Whether nothing is.
    public var isEmpty: Bool { unscored.isEmpty && unruled.isEmpty }

    /// Adds what one claim still needs.
    public mutating func add(
        claim: ID<Claim>, rubric: Rubric, scored: Set<String>, evidence: [ID<Evidence>], ruled: Set<ID<Evidence>>
    ) {
        unscored += rubric.criteria.map(\.id).filter { !scored.contains($0) }.map {
            Unscored(claim: claim, criterion: $0)
        }
        unruled += evidence.filter { !ruled.contains($0) }.map { Unruled(claim: claim, evidence: $0) }
    }

    /// Refuses to complete while something is outstanding.
    public func requireNone() throws(CompletionError) {
        guard isEmpty else { throw .outstanding(self) }
    }
}

/// Why an assignment cannot be completed.
public enum CompletionError: Error, Sendable, Equatable {
    /// Something is not scored or not ruled on.
    case outstanding(OutstandingWork)
}
