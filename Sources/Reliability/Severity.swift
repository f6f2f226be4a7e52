/// How an assessor marks beside the others who marked the same: stricter, more generous, or in line; and whether that changes.
public struct Severity: Codable, Sendable, Equatable {
    /// The assessor.
    public var assessor: String
    /// Criteria of items that this assessor and at least one other marked.
    public var ratings: Int
    /// Items among them.
    public var items: Int
    /// Of the pairs of marks of theirs and another's on the same criterion of an item, the share that are the same level.
    public var percent: Figure
    /// The share that are at most one level apart.
    public var adjacent: Figure
    /// The mean of their level less the mean level of the others, in levels: below 0 they are stricter.
    public var difference: Figure
    /// The same in each period, earliest first; nil where the table has no periods.
    public var periods: [Period]?
    /// The last period's difference less that of all before it: nil where there are not two periods with figures.
    public var drift: Figure?
    /// Said where there are few items; nil elsewhere.
    public var few: String?

    /// One period.
    public struct Period: Codable, Sendable, Equatable {
        /// Its name.
        public var period: String
        /// Criteria of items marked with others.
        public var ratings: Int
        /// The mean difference.
        public var difference: Figure
    }

    /// One mark beside the others on the same criterion of an item.
    struct Mark {
        /// What the bootstrap draws: the item as a whole, as its criteria were marked together.
        var item: Int
        var period: String?
        var difference: Double
        var others: Double
        var same: Double
        var near: Double
    }

    init(_ assessor: String, _ marks: [Mark], bootstrap: Bootstrap) {
        self.assessor = assessor
        let names = Set(marks.compactMap(\.period)).sorted()
        let places = Dictionary(
            Set(marks.map(\.item)).sorted().enumerated().map { ($1, $0) }, uniquingKeysWith: { one, _ in one })
        ratings = marks.count
        items = places.count
        // Sums by item: the whole, then each period.
        var sums = [[Sums]](repeating: Array(repeating: Sums(), count: names.count + 1), count: places.count)
        for mark in marks {
            let item = places[mark.item] ?? 0
            sums[item][0].add(mark)
            if let period = mark.period.flatMap({ names.firstIndex(of: $0) }) { sums[item][period + 1].add(mark) }
        }
        func figures(_ draws: [Int32]) -> [Double?] {
            var total = Array(repeating: Sums(), count: names.count + 1)
            for (item, draws) in zip(sums, draws) where draws > 0 {
                for place in item.indices { total[place].add(item[place], times: Double(draws)) }
            }
            var earlier = Sums()
            for place in total.indices.dropFirst().dropLast() { earlier.add(total[place], times: 1) }
            let last = names.count > 1 ? total.last?.difference : nil
            let drift = last.flatMap { last in earlier.difference.map { last - $0 } }
            return [total[0].percent, total[0].adjacent] + total.map(\.difference) + [drift]
        }
        let values = figures(Array(repeating: 1, count: places.count))
        let intervals = bootstrap.intervals(count: places.count, figures)
        func figure(_ place: Int, _ words: (Double, Interval?) -> String?) -> Figure {
            let value = values[place]
            let interval = value == nil ? nil : intervals[place]
            return Figure(value: value, interval: interval, words: value.flatMap { words($0, interval) })
        }
        percent = figure(0) { _, _ in nil }
        adjacent = figure(1) { _, _ in nil }
        difference = figure(2, Self.words)
        periods =
            names.isEmpty
            ? nil
            : names.enumerated().map { place, name in
                Period(
                    period: name, ratings: marks.count { $0.period == name }, difference: figure(place + 3, Self.words))
            }
        let change = figure(names.count + 3) { value, interval in
            guard let interval, interval.low > 0 || interval.high < 0 else { return "no drift shown" }
            return value < 0 ? "becoming stricter" : "becoming more generous"
        }
        drift = change.value == nil ? nil : change
        few = places.count < Agreement.enoughItems ? Agreement.fewWords(places.count) : nil
    }

    /// In words only what the interval bears out.
    private static func words(_ value: Double, _ interval: Interval?) -> String? {
        guard let interval, interval.low > 0 || interval.high < 0 else { return "in line, as far as can be told" }
        return value < 0 ? "stricter" : "more generous"
    }

    private struct Sums {
        var count = 0.0
        var differences = 0.0
        var others = 0.0
        var same = 0.0
        var near = 0.0

        mutating func add(_ mark: Mark) {
            count += 1
            differences += mark.difference
            others += mark.others
            same += mark.same
            near += mark.near
        }

        mutating func add(_ sums: Sums, times: Double) {
            count += sums.count * times
            differences += sums.differences * times
            others += sums.others * times
            same += sums.same * times
            near += sums.near * times
        }

        var difference: Double? { count > 0 ? differences / count : nil }
        var percent: Double? { others > 0 ? same / others : nil }
        var adjacent: Double? { others > 0 ? near / others : nil }
    }
}
