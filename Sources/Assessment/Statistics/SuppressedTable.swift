/// A table of counts with its totals, in which what would tell of a few people is not shown.
///
/// Cells that stand for fewer people than `smallest` are withheld (the threshold rule; OECD Glossary of Statistical Terms: “some
/// agencies require at least five respondents in a cell, others require three”), and with them as many others, totals among
/// them, as it takes that nobody who adds and subtracts what is shown can tell a withheld count to within `smallest`.
public struct SuppressedTable: Sendable, Equatable {
    /// Rows of cells with their total at the end; the last row is that of the totals. Nil is withheld.
    public let shown: [[Int?]]

    /// - Parameters:
    ///   - counts: rows of cells, all of one length, without totals.
    ///   - people: how many different people stand behind each cell, the totals among them: one more row, one more column.
    ///   - smallest: the fewest people that a cell may stand for.
    public init(counts: [[Int]], people: [[Int]], smallest: Int) {
        var network = CountNetwork(counts)
        let sensitive = network.cells.filter { (1..<smallest) ~= people[$0.row][$0.column] }
        for cell in sensitive { network.withhold(cell) }
        // The greatest first: what protects it often protects the smaller ones.
        for cell in sensitive.sorted(by: { network.value($0) > network.value($1) }) {
            network.protect(cell, by: smallest)
        }
        shown = network.shown
    }
}

/// A table as flows: each row hands on its total to its cells, each column gathers its cells into its total, and the grand
/// total goes round. Whatever a reader can conclude of withheld cells follows from what flows in must flow out.
private struct CountNetwork {
    struct Cell: Hashable {
        var row: Int
        var column: Int
    }

    /// A cell as an arc of the flow.
    private struct Arc {
        var from: Int
        var to: Int
        var value: Int
        var isWithheld = false
    }

    private let rows: Int
    private let columns: Int
    private var arcs: [Arc] = []

    init(_ counts: [[Int]]) {
        rows = counts.count
        columns = counts.first?.count ?? 0
        // Nodes: each row, each column, where all totals of rows come from, where all totals of columns go.
        let (source, sink) = (rows + columns, rows + columns + 1)
        for row in 0...rows {
            for column in 0...columns {
                let value =
                    switch (row == rows, column == columns) {
                    case (false, false): counts[row][column]
                    case (false, true): counts[row].reduce(0, +)
                    case (true, false): counts.reduce(0) { $0 + $1[column] }
                    case (true, true): counts.reduce(0) { $0 + $1.reduce(0, +) }
                    }
                let (from, to) =
                    switch (row == rows, column == columns) {
                    case (false, false): (row, rows + column)
                    case (false, true): (source, row)
                    case (true, false): (rows + column, sink)
                    case (true, true): (sink, source)
                    }
                arcs.append(Arc(from: from, to: to, value: value))
            }
        }
    }

    var cells: [Cell] { (0...rows).flatMap { row in (0...columns).map { Cell(row: row, column: $0) } } }

    var shown: [[Int?]] {
        (0...rows).map { row in
            (0...columns).map { column in
                let arc = arcs[place(Cell(row: row, column: column))]
                return arc.isWithheld ? nil : arc.value
            }
        }
    }

    func value(_ cell: Cell) -> Int { arcs[place(cell)].value }

    mutating func withhold(_ cell: Cell) { arcs[place(cell)].isWithheld = true }

    private func place(_ cell: Cell) -> Int { cell.row * (columns + 1) + cell.column }

    /// Withholds what it takes that the cell could be greater by `width` without anything that is shown being otherwise: a
    /// flow of that much from its end to its beginning, along cells that cost the least to withhold.
    mutating func protect(_ cell: Cell, by width: Int) {
        let own = place(cell)
        var pushed = Array(repeating: 0, count: arcs.count)
        var left = width
        while left > 0, let path = cheapestPath(from: arcs[own].to, to: arcs[own].from, without: own, pushed) {
            let step = path.reduce(left) { step, hop in
                hop.isForward ? step : min(step, arcs[hop.arc].value + pushed[hop.arc])
            }
            for hop in path {
                pushed[hop.arc] += hop.isForward ? step : -step
                arcs[hop.arc].isWithheld = true
            }
            left -= step
        }
    }

    private struct Hop {
        var arc: Int
        var isForward: Bool
    }

    /// Bellman and Ford: a withheld cell costs nothing more, a shown one what is lost with it.
    private func cheapestPath(from start: Int, to end: Int, without own: Int, _ pushed: [Int]) -> [Hop]? {
        let nodes = rows + columns + 2
        var cost = Array(repeating: Int.max, count: nodes)
        var before: [(node: Int, hop: Hop)?] = Array(repeating: nil, count: nodes)
        cost[start] = 0
        for _ in 0..<nodes {
            var isBetter = false
            for (place, arc) in arcs.enumerated() where place != own {
                let price = arc.isWithheld ? 0 : arc.value + 1
                func reach(_ from: Int, _ to: Int, _ isForward: Bool) {
                    guard cost[from] < .max, cost[from] + price < cost[to] else { return }
                    cost[to] = cost[from] + price
                    before[to] = (from, Hop(arc: place, isForward: isForward))
                    isBetter = true
                }
                reach(arc.from, arc.to, true)
                if arc.value + pushed[place] > 0 { reach(arc.to, arc.from, false) }
            }
            if !isBetter { break }
        }
        guard cost[end] < .max else { return nil }
        var (path, node): ([Hop], Int) = ([], end)
        while node != start, let step = before[node] {
            path.append(step.hop)
            node = step.node
        }
        return path.reversed()
    }
}
