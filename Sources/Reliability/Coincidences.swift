/// How often levels met on the same item, as Krippendorff counts them: each item with m marks gives m(m − 1) ordered pairs, each
/// of weight 1/(m − 1), so that every mark that can be paired counts once.
///
/// K. Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011), steps B and C. Missing marks are simply not there.
struct Coincidences {
    /// How far two levels are apart.
    enum Metric {
        /// Equal or not.
        case nominal
        /// By how many marks lie between them.
        case ordinal
    }

    let levels: Int
    /// Row by row, levels × levels.
    var cells: [Double]

    init(levels: Int) {
        self.levels = levels
        cells = Array(repeating: 0, count: levels * levels)
    }

    /// Alpha: 1 where all agree, 0 where it is chance. Nil where all marks are one level, or none can be paired.
    func alpha(_ metric: Metric) -> Double? {
        let totals = (0..<levels).map { row in (0..<levels).reduce(0) { $0 + cells[row * levels + $1] } }
        let all = totals.reduce(0, +)
        var observed = 0.0
        var expected = 0.0
        for low in 0..<levels {
            var between = totals[low] / 2
            for high in (low + 1)..<max(levels, low + 1) {
                let distance: Double
                switch metric {
                case .nominal: distance = 1
                case .ordinal:
                    let span = between + totals[high] / 2
                    between += totals[high]
                    distance = span * span
                }
                observed += cells[low * levels + high] * distance
                expected += totals[low] * totals[high] * distance
            }
        }
        guard expected > 0 else { return nil }
        return 1 - (all - 1) * observed / expected
    }
}
