/// What changes from one result to another of the same batch: for a coordinator who looks before committing.
public struct AllocationComparison: Codable, Sendable, Equatable {
    /// A submission whose assessors are not the same in both.
    public struct Change: Codable, Sendable, Equatable {
        /// The submission's id.
        public var submission: String
        /// Assessors who have a seat in the first result only.
        public var lose: [String]
        /// Assessors who have a seat in the second result only.
        public var gain: [String]
        /// The sum of the fits of the seats given, second less first.
        public var fit: Int
    }

    /// An assessor who has more or less to do.
    public struct Shift: Codable, Sendable, Equatable {
        /// The assessor's id.
        public var assessor: String
        /// Seats of the batch in the first result.
        public var before: Int
        /// Seats of the batch in the second result.
        public var after: Int
    }

    /// The figures of the first result.
    public var before: AllocationResult.Figures
    /// The figures of the second result.
    public var after: AllocationResult.Figures
    /// Seats that stay with whom they were.
    public var kept: Int
    /// What changes, in the order of the second result, then what is only in the first.
    public var changes: [Change]
    /// Whose work changes.
    public var shifts: [Shift]

    /// Compares two results. Submissions that are in one only count as changed.
    public init(_ first: AllocationResult, _ second: AllocationResult) {
        before = first.figures
        after = second.figures
        kept = 0
        changes = []
        let old = Dictionary(grouping: first.assignments, by: \.submission)
        let new = Dictionary(grouping: second.assignments, by: \.submission)
        var seen = Set<String>()
        for id in (second.assignments + first.assignments).map(\.submission) where seen.insert(id).inserted {
            let was = old[id] ?? []
            let becomes = new[id] ?? []
            let stays = Set(was.map(\.assessor)).intersection(becomes.map(\.assessor))
            kept += stays.count
            let change = Change(
                submission: id, lose: was.map(\.assessor).filter { !stays.contains($0) },
                gain: becomes.map(\.assessor).filter { !stays.contains($0) },
                fit: Self.fit(becomes) - Self.fit(was))
            if !change.lose.isEmpty || !change.gain.isEmpty { changes.append(change) }
        }
        let given = Dictionary(first.loads.map { ($0.assessor, $0.given) }, uniquingKeysWith: { one, _ in one })
        let still = Set(second.loads.map(\.assessor))
        shifts = second.loads.map { Shift(assessor: $0.assessor, before: given[$0.assessor] ?? 0, after: $0.given) }
        shifts += first.loads.filter { !still.contains($0.assessor) }
            .map { Shift(assessor: $0.assessor, before: $0.given, after: 0) }
        shifts.removeAll { $0.before == $0.after }
    }

    private static func fit(_ seats: [AllocationResult.Assignment]) -> Int {
        seats.reduce(0) { $0 + ($1.pinned == nil ? $1.fit ?? 0 : 0) }
    }
}
