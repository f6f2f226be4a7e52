/// How far a figure could lie from what was found, had other items of the same kind been drawn: it is worked out anew on items
/// drawn with replacement, and the middle 95 % of what comes out is the interval (B. Efron, 1979: the percentile method).
struct Bootstrap {
    var seed: UInt64
    var resamples: Int

    /// The interval of each of several figures of one group.
    /// - Parameters:
    ///   - count: how many items there are.
    ///   - figures: works all of them out, given how often each item was drawn.
    func intervals(count: Int, _ figures: ([Int32]) -> [Double?]) -> [Interval?] {
        guard count > 1, resamples > 0 else { return figures(Array(repeating: 1, count: count)).map { _ in nil } }
        var random = SplitMix64(state: seed)
        var columns: [[Double]] = []
        var draws = [Int32](repeating: 0, count: count)
        for _ in 0..<resamples {
            for place in draws.indices { draws[place] = 0 }
            for _ in 0..<count { draws[random.place(below: count)] += 1 }
            let values = figures(draws)
            if columns.isEmpty { columns = values.map { _ in [] } }
            for (place, value) in values.enumerated() { if let value { columns[place].append(value) } }
        }
        return columns.map { values in
            // A figure that most draws leave undefined has no interval that could be relied on.
            guard values.count * 2 > resamples else { return nil }
            let sorted = values.sorted()
            return Interval(low: Self.quantile(sorted, 0.025), high: Self.quantile(sorted, 0.975))
        }
    }

    private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let low = Int(place)
        let high = min(low + 1, sorted.count - 1)
        return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
    }
}

/// Where 95 % of what could have been found lies.
public struct Interval: Codable, Sendable, Equatable {
    /// The lower end.
    public var low: Double
    /// The upper end.
    public var high: Double
}

/// Steele, Lea and Flood, “Fast splittable pseudorandom number generators” (2014): the same numbers on every machine.
struct SplitMix64 {
    var state: UInt64

    /// A place, each as likely as any other to within 2^-32.
    mutating func place(below count: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        word ^= word >> 31
        return Int(word.multipliedFullWidth(by: UInt64(count)).high)
    }
}
