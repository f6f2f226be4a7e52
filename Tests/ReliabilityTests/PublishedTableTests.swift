import Testing

@testable import Reliability

/// Tables whose figures are published.
@Suite struct PublishedTableTests {
    @Test func `four observers and missing marks: the example of Krippendorff's own paper`() {
        let agreement = table([
            "A": "1 2 3 3 2 1 4 1 2 . . .", "B": "1 2 3 3 2 2 4 1 2 5 . 3", "C": ". 3 3 3 2 3 4 2 2 5 1 .",
            "D": "1 2 3 3 2 4 4 1 2 5 1 .",
        ])
        #expect(rounded(agreement.nominalAlpha.value) == 0.743)
        #expect(rounded(agreement.ordinalAlpha.value) == 0.815)
        #expect(agreement.nominalAlpha.words == "tentative")
        #expect(agreement.ordinalAlpha.words == "reliable")
        #expect(agreement.items == 11)
        #expect(agreement.ratings == 40)
    }

    @Test func `a table of two by two: fifty proposals, kappa 0.4`() {
        let agreement = table([
            "A": Array(repeating: "1", count: 25).joined(separator: " ") + " "
                + Array(repeating: "0", count: 25).joined(separator: " "),
            "B": Array(repeating: "1", count: 20).joined(separator: " ") + " "
                + Array(repeating: "0", count: 5).joined(separator: " ") + " "
                + Array(repeating: "1", count: 10).joined(separator: " ") + " "
                + Array(repeating: "0", count: 15).joined(separator: " "),
        ])
        #expect(agreement.percent.value == 0.7)
        #expect(agreement.adjacent.value == 1)
        #expect(rounded(agreement.kappa.value) == 0.4)
        #expect(agreement.kappa.words == "fair")
        #expect(agreement.few == nil)
        #expect(agreement.pairs == 1)
    }

    @Test func `where everybody gives one level there is no alpha, and it is said why`() {
        let agreement = table(["A": "2 2 2", "B": "2 2 2"])
        #expect(agreement.percent.value == 1)
        #expect(agreement.ordinalAlpha == Figure(value: nil, interval: nil, words: "all marks are one level"))
        #expect(agreement.kappa.value == nil)
        #expect(
            agreement.few == "Only 3 items with two marks or more: fewer than 30. Read the interval, not the figure.")
    }

    @Test func `one mark each says nothing`() {
        let agreement = table(["A": "1 . 2", "B": ". 3 ."])
        #expect(agreement.items == 0)
        #expect(agreement.percent.words == "no item has two marks")
    }

    @Test func `perfect agreement is 1 by every figure, and so is its interval`() {
        let agreement = table(["A": "1 2 3 4 1 2 3 4", "B": "1 2 3 4 1 2 3 4", "C": "1 2 3 4 1 2 3 4"])
        for figure in [
            agreement.percent, agreement.adjacent, agreement.kappa, agreement.linearKappa, agreement.quadraticKappa,
            agreement.nominalAlpha, agreement.ordinalAlpha,
        ] {
            #expect(figure.value == 1)
            #expect(figure.interval == Interval(low: 1, high: 1))
        }
    }

    private func table(_ rows: [String: String]) -> Agreement {
        var ratings: [Rating] = []
        for (assessor, row) in rows {
            for (item, level) in row.split(separator: " ").enumerated() {
                guard let level = Int(level) else { continue }
                ratings.append(Rating(unit: "u", criterion: "c", item: "\(item)", assessor: assessor, level: level))
            }
        }
        return ReliabilityReport(ratings, resamples: 200).units[0].agreement
    }

    private func rounded(_ value: Double?) -> Double? { value.map { ($0 * 1000).rounded() / 1000 } }
}
