/// How well the assessors of one group of marks agree: of a unit, of one of its criteria, in one period.
public struct Agreement: Codable, Sendable, Equatable {
    /// Items that at least two assessors marked. The others say nothing about agreement.
    public var items: Int
    /// Marks on those items.
    public var ratings: Int
    /// Assessors who gave them.
    public var assessors: Int
    /// Pairs of assessors who share at least two items; kappa is the mean of theirs (Light, 1971), or that of the one pair.
    public var pairs: Int
    /// Of all pairs of marks on the same item, the share that are the same level.
    public var percent: Figure
    /// The share that are at most one level apart.
    public var adjacent: Figure
    /// Cohen's kappa.
    public var kappa: Figure
    /// Kappa where a disagreement weighs the levels between.
    public var linearKappa: Figure
    /// Kappa where it weighs their square.
    public var quadraticKappa: Figure
    /// Krippendorff's alpha, levels being equal or not.
    public var nominalAlpha: Figure
    /// Krippendorff's alpha, levels being in order.
    public var ordinalAlpha: Figure
    /// Said where there are few items; nil elsewhere.
    public var few: String?

    /// Fewer items than this are few. The limit is Prior's own: below it, intervals are too wide to tell bands apart.
    public static let enoughItems = 30

    /// - Parameter items: the marks of each item, assessors as places.
    init(_ items: [[(assessor: Int, level: Int)]], bootstrap: Bootstrap) {
        let shared = items.filter { $0.count > 1 }
        let tally = Tally(shared)
        self.items = shared.count
        ratings = shared.reduce(0) { $0 + $1.count }
        assessors = Set(shared.joined().map(\.assessor)).count
        pairs = tally.usablePairs
        let values = tally.figures(Array(repeating: 1, count: shared.count))
        let intervals = bootstrap.intervals(count: shared.count, tally.figures)
        func figure(_ place: Int, _ word: ((Double) -> String)?, without: String) -> Figure {
            let value = values[place]
            return Figure(
                value: value, interval: value == nil ? nil : intervals[place],
                words: value.map { word?($0) } ?? (shared.isEmpty ? "no item has two marks" : without))
        }
        percent = figure(0, nil, without: "")
        adjacent = figure(1, nil, without: "")
        let noPair = "no two assessors share two items on which they could disagree"
        kappa = figure(2, Bands.landisKoch, without: noPair)
        linearKappa = figure(3, Bands.landisKoch, without: noPair)
        quadraticKappa = figure(4, Bands.landisKoch, without: noPair)
        let oneLevel = "all marks are one level"
        nominalAlpha = figure(5, Bands.krippendorff, without: oneLevel)
        ordinalAlpha = figure(6, Bands.krippendorff, without: oneLevel)
        few = shared.count < Self.enoughItems ? Self.fewWords(shared.count) : nil
    }

    static func fewWords(_ count: Int) -> String {
        let items = count == 1 ? "one item" : "\(count) items"
        return "Only \(items) with two marks or more: fewer than \(enoughItems). Read the interval, not the figure."
    }
}

/// The marks of a group counted so that all its figures can be worked out for any draw of its items.
private struct Tally {
    private let ranks: [Int]
    private let pairCount: Int
    /// What each item adds.
    private let items: [Item]
    let usablePairs: Int

    private struct Item {
        var same = 0.0
        var near = 0.0
        var pairs = 0.0
        /// Cells of the coincidences, with what is added.
        var coincidences: [(cell: Int, weight: Double)] = []
        /// Cells of the tables of pairs of assessors.
        var tables: [Int] = []
    }

    init(_ marks: [[(assessor: Int, level: Int)]]) {
        let ranks = Set(marks.joined().map(\.level)).sorted()
        let place = Dictionary(uniqueKeysWithValues: ranks.enumerated().map { ($1, $0) })
        var pairs: [[Int]: Int] = [:]
        var sharedBy: [Int] = []
        items = marks.map { marks in
            var item = Item()
            let marks = marks.sorted { $0.assessor < $1.assessor }
            let weight = 1 / Double(marks.count - 1)
            for first in marks.indices {
                for second in marks.indices where second > first {
                    let one = marks[first]
                    let other = marks[second]
                    item.pairs += 1
                    if one.level == other.level { item.same += 1 }
                    if abs(one.level - other.level) <= 1 { item.near += 1 }
                    let row = place[one.level] ?? 0
                    let column = place[other.level] ?? 0
                    item.coincidences.append((row * ranks.count + column, weight))
                    item.coincidences.append((column * ranks.count + row, weight))
                    let pair = pairs[[one.assessor, other.assessor], default: pairs.count]
                    pairs[[one.assessor, other.assessor]] = pair
                    if pair == sharedBy.count { sharedBy.append(0) }
                    sharedBy[pair] += 1
                    item.tables.append((pair * ranks.count + row) * ranks.count + column)
                }
            }
            return item
        }
        self.ranks = ranks
        pairCount = sharedBy.count
        usablePairs = sharedBy.count { $0 > 1 }
    }

    /// Percent, adjacent, the three kappas, the two alphas, given how often each item counts.
    func figures(_ draws: [Int32]) -> [Double?] {
        var same = 0.0
        var near = 0.0
        var pairs = 0.0
        var coincidences = Coincidences(levels: ranks.count)
        let size = ranks.count * ranks.count
        var tables = [Int32](repeating: 0, count: pairCount * size)
        for (item, draws) in zip(items, draws) where draws > 0 {
            let times = Double(draws)
            same += item.same * times
            near += item.near * times
            pairs += item.pairs * times
            for (cell, weight) in item.coincidences { coincidences.cells[cell] += weight * times }
            for cell in item.tables { tables[cell] += draws }
        }
        let kappas = KappaTable.Weights.allCases.map { weights -> Double? in
            var sum = 0.0
            var count = 0.0
            for pair in 0..<pairCount {
                let table = tables[pair * size..<(pair + 1) * size]
                guard table.reduce(0, +) > 1, let kappa = KappaTable.kappa(table, ranks: ranks, weights) else {
                    continue
                }
                sum += kappa
                count += 1
            }
            return count > 0 ? sum / count : nil
        }
        let shares: [Double?] = pairs > 0 ? [same / pairs, near / pairs] : [nil, nil]
        return shares + kappas + [coincidences.alpha(.nominal), coincidences.alpha(.ordinal)]
    }
}
