/// All figures of a table of marks: by unit, by criterion, by assessor, and by period where marks have one.
///
/// Written as JSON by `Codable`; `docs/reliability.md` describes it. The same marks and seed give the same report.
public struct ReliabilityReport: Codable, Sendable, Equatable {
    /// Agreement on one unit, one criterion, or one of these in one period.
    public struct Group: Codable, Sendable, Equatable {
        /// The unit.
        public var unit: String
        /// The criterion; nil for the unit as a whole, in which each criterion of an item counts for itself.
        public var criterion: String?
        /// The period; nil for all of them.
        public var period: String?
        /// The figures.
        public var agreement: Agreement
    }

    /// From which the bootstrap drew.
    public var seed: UInt64
    /// How often it drew.
    public var resamples: Int
    /// By unit; where marks have periods, also by unit and period.
    public var units: [Group]
    /// By criterion; where marks have periods, also by criterion and period.
    public var criteria: [Group]
    /// By assessor, over all units.
    public var assessors: [Severity]

    /// The figures of some marks.
    /// - Parameters:
    ///   - seed: from which the intervals are drawn.
    ///   - resamples: how often; 0 leaves the intervals out.
    public init(_ ratings: [Rating], seed: UInt64 = 1, resamples: Int = 1000) {
        self.seed = seed
        self.resamples = resamples
        let bootstrap = Bootstrap(seed: seed, resamples: resamples)
        let names = Set(ratings.map(\.assessor)).sorted()
        let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })

        func agreement(_ ratings: [Rating]) -> Agreement {
            let items = Dictionary(grouping: ratings) { [$0.criterion, $0.item] }
            let sorted = items.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            return Agreement(
                sorted.map { $0.value.map { (places[$0.assessor] ?? 0, $0.level) } }, bootstrap: bootstrap)
        }
        func groups(_ key: (Rating) -> [String]) -> [Group] {
            let all = Dictionary(grouping: ratings, by: key).sorted { $0.key.lexicographicallyPrecedes($1.key) }
            return all.flatMap { key, ratings in
                let criterion = key.count > 1 ? key[1] : nil
                let whole = Group(unit: key[0], criterion: criterion, period: nil, agreement: agreement(ratings))
                let periods = Dictionary(grouping: ratings.filter { $0.period != nil }) { $0.period ?? "" }
                return [whole]
                    + periods.sorted { $0.key < $1.key }.map {
                        Group(unit: key[0], criterion: criterion, period: $0.key, agreement: agreement($0.value))
                    }
            }
        }
        units = groups { [$0.unit] }
        criteria = groups { [$0.unit, $0.criterion] }

        let marks = Self.marks(ratings)
        assessors = names.map { Severity($0, marks[$0] ?? [], bootstrap: bootstrap) }
    }

    /// How one assessor marks beside the others, and nothing of the others.
    public static func severity(
        of assessor: String, in ratings: [Rating], seed: UInt64 = 1, resamples: Int = 1000
    ) -> Severity {
        Severity(assessor, marks(ratings)[assessor] ?? [], bootstrap: Bootstrap(seed: seed, resamples: resamples))
    }

    /// Each assessor's marks beside those of the others.
    private static func marks(_ ratings: [Rating]) -> [String: [Severity.Mark]] {
        let items = Set(ratings.map { [$0.unit, $0.item] }).sorted { $0.lexicographicallyPrecedes($1) }
        let places = Dictionary(uniqueKeysWithValues: items.enumerated().map { ($1, $0) })
        var marks: [String: [Severity.Mark]] = [:]
        for (_, shared) in Dictionary(grouping: ratings, by: { [$0.unit, $0.item, $0.criterion] })
        where shared.count > 1 {
            let sum = shared.reduce(0) { $0 + $1.level }
            for rating in shared {
                let others = Double(shared.count - 1)
                marks[rating.assessor, default: []].append(
                    Severity.Mark(
                        item: places[[rating.unit, rating.item]] ?? 0, period: rating.period,
                        difference: Double(rating.level) - Double(sum - rating.level) / others, others: others,
                        same: Double(shared.count { $0.level == rating.level } - 1),
                        near: Double(shared.count { abs($0.level - rating.level) <= 1 } - 1)))
            }
        }
        return marks
    }
}
