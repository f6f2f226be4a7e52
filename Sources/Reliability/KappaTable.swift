/// How two assessors marked the same items: a table of how often one gave the level of the row and the other that of the column.
///
/// J. Cohen, “A coefficient of agreement for nominal scales” (1960) and “Weighted kappa” (1968).
struct KappaTable {
    /// What a disagreement weighs.
    enum Weights: CaseIterable {
        /// Every one the same: Cohen's kappa.
        case none
        /// By the levels between.
        case linear
        /// By their square.
        case quadratic
    }

    /// Kappa of a square table written row by row; `ranks` are the levels' ranks. Nil where no items are shared, or where chance
    /// alone would make the two agree always.
    static func kappa(_ cells: ArraySlice<Int32>, ranks: [Int], _ weights: Weights) -> Double? {
        let count = ranks.count
        let start = cells.startIndex
        var rows = [Double](repeating: 0, count: count)
        var columns = rows
        for row in 0..<count {
            for column in 0..<count {
                let cell = Double(cells[start + row * count + column])
                rows[row] += cell
                columns[column] += cell
            }
        }
        let all = rows.reduce(0, +)
        var observed = 0.0
        var expected = 0.0
        for row in 0..<count where rows[row] > 0 || columns[row] > 0 {
            for column in 0..<count where column != row {
                let apart = Double(abs(ranks[row] - ranks[column]))
                let weight =
                    switch weights {
                    case .none: 1.0
                    case .linear: apart
                    case .quadratic: apart * apart
                    }
                observed += weight * Double(cells[start + row * count + column])
                expected += weight * rows[row] * columns[column]
            }
        }
        guard all > 0, expected > 0 else { return nil }
        return 1 - all * observed / expected
    }
}
