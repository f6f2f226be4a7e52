import Testing

@testable import Assessment

@Suite struct SuppressedTableTests {
    @Test func `a table of large counts is shown whole, with its totals`() {
        let table = SuppressedTable(
            counts: [[10, 20], [30, 40]], people: people([[10, 20], [30, 40]]), smallest: 5)
        #expect(table.shown == [[10, 20, 30], [30, 40, 70], [40, 60, 100]])
    }

    @Test func `a small count is withheld, and never alone in its row and column`() {
        let counts = [[2, 20, 9], [30, 40, 8], [11, 12, 13]]
        let table = SuppressedTable(counts: counts, people: people(counts), smallest: 5)
        #expect(table.shown[0][0] == nil)
        #expect(table.shown[0].count { $0 == nil } >= 2)
        #expect(table.shown.count { $0[0] == nil } >= 2)
        #expect(table.shown[3][3] == 145)
    }

    @Test func `many claims of few people are withheld as well`() {
        let table = SuppressedTable(
            counts: [[40, 50], [30, 60]], people: [[2, 30, 32], [30, 40, 70], [32, 70, 102]], smallest: 5)
        #expect(table.shown[0][0] == nil)
    }

    @Test func `an empty table and one that is all zeros are shown as they are`() {
        #expect(SuppressedTable(counts: [], people: [[0]], smallest: 5).shown == [[0]])
        #expect(
            SuppressedTable(counts: [[0, 0]], people: people([[0, 0]]), smallest: 5).shown == [[0, 0, 0], [0, 0, 0]])
    }

    /// Asked in another way: every table of four cells that agrees with all that is shown is written down, and a cell of few
    /// people must be able to be many different numbers among them.
    @Test func `nobody who writes down every table that agrees with what is shown can tell a withheld small count`() {
        var state: UInt64 = 42
        func roll(_ limit: UInt64) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % limit)
        }
        for _ in 0..<40 {
            let smallest = 3
            let counts = [[roll(7), roll(7)], [roll(7), roll(7)]]
            let table = SuppressedTable(counts: counts, people: people(counts), smallest: smallest)
            var values: [[Set<Int>]] = Array(repeating: Array(repeating: [], count: 3), count: 3)
            let range = 0...(counts.joined().max() ?? 0) + 2 * smallest
            for a in range {
                for b in range {
                    for c in range {
                        for d in range {
                            let whole = [[a, b, a + b], [c, d, c + d], [a + c, b + d, a + b + c + d]]
                            guard agrees(whole, table.shown) else { continue }
                            for row in 0...2 { for column in 0...2 { values[row][column].insert(whole[row][column]) } }
                        }
                    }
                }
            }
            let truth = people(counts)
            for row in 0...2 {
                for column in 0...2 where (1..<smallest) ~= truth[row][column] {
                    #expect(values[row][column].count > smallest, "\(counts) \(table.shown)")
                }
            }
        }
    }

    private func agrees(_ whole: [[Int]], _ shown: [[Int?]]) -> Bool {
        for row in 0...2 {
            for column in 0...2 where shown[row][column] != nil && shown[row][column] != whole[row][column] {
                return false
            }
        }
        return true
    }

    /// One person a claim.
    private func people(_ counts: [[Int]]) -> [[Int]] {
        let rows = counts.map { $0 + [$0.reduce(0, +)] }
        let columns = counts.first?.count ?? 0
        return rows + [(0...columns).map { column in rows.reduce(0) { $0 + $1[column] } }]
    }
}
