import Assessment
import Foundation
import Testing

/// The mean of what several assessors gave without seeing each other's marks.
@Suite struct IndependentMarksTests {
    @Test func `three assessors' marks are averaged and buy credit by the chart`() throws {
        // a: 8, 6, 7 = 7; b: 5, 4, 6 = 5; together (21 + 15) / 6 = 6.
        let result = try rubric().result(ofIndependent: [marks(8, 5), marks(6, 4), marks(7, 6)])
        #expect(result.credits == 15)
        #expect(result.mean == 6)
        #expect(result.means == ["a": 7, "b": 5])
        #expect(result.alone.map(\.credits) == [15, 6, 15])
        #expect(
            result.words == "Competent. The mean of the marks of 3 assessors is 6, which buys 15 credits. From a mean "
                + "of 8 on it would buy 30.")
    }

    @Test func `a mean that no decimal number holds is compared exactly`() throws {
        // 11/3 on each of two criteria; a step at 11/3 rounded up is not reached, one rounded down is.
        let marks = [marks(4, 4), marks(4, 4), marks(3, 3)]
        #expect(try rubric(["3.6667": 6]).result(ofIndependent: marks).credits == 0)
        #expect(try rubric(["3.6666": 6]).result(ofIndependent: marks).credits == 6)
    }

    @Test func `a level that must be reached is held against the mean of the marks on it`() throws {
        var rubric = try rubric()
        rubric.criteria[1].mustReach = "l5"
        #expect(try rubric.result(ofIndependent: [marks(9, 4), marks(9, 6)]).outcome == .competent)
        let failed = try rubric.result(ofIndependent: [marks(10, 4), marks(10, 5)])
        #expect(failed.outcome == .notYetCompetent)
        #expect(failed.credits == 0)
        #expect(failed.words.hasSuffix("On average a level that must be reached was not, on: B."))
    }

    @Test func `one assessor's mean is what their marks alone come to`() throws {
        var random = Seeded(4)
        for _ in 0..<200 {
            let given = marks(.random(in: 0...10, using: &random), .random(in: 0...10, using: &random))
            let together = try rubric().result(ofIndependent: [given])
            let alone = try rubric().result(of: given)
            #expect(together.outcome == alone.outcome)
            #expect(together.credits == alone.credits)
        }
    }

    @Test func `raising any mark never lowers the credits, and neither order of assessors nor of criteria matters`()
        throws
    {
        var random = Seeded(5)
        for _ in 0..<200 {
            var rubric = try rubric()
            rubric.criteria[0].weight = Decimal(Int.random(in: 1...5, using: &random))
            rubric.criteria[1].mustReach = Bool.random(using: &random) ? "l4" : nil
            let given = (0..<Int.random(in: 1...4, using: &random)).map { _ in
                [Int.random(in: 0...10, using: &random), Int.random(in: 0...10, using: &random)]
            }
            let before = try rubric.result(ofIndependent: given.map { marks($0[0], $0[1]) })
            for (assessor, place) in given.indices.flatMap({ index in [(index, 0), (index, 1)] })
            where given[assessor][place] < 10 {
                var raised = given
                raised[assessor][place] += 1
                let after = try rubric.result(ofIndependent: raised.map { marks($0[0], $0[1]) })
                #expect(after.credits >= before.credits)
            }
            var shuffled = rubric
            shuffled.criteria.reverse()
            let again = try shuffled.result(
                ofIndependent: given.shuffled(using: &random).map { marks($0[0], $0[1]) })
            #expect(again.credits == before.credits)
            #expect(again.mean == before.mean)
        }
    }

    @Test func `a rule that takes no mean says so, and so do marks that are not there`() throws {
        var other = try rubric()
        other.aggregation = .weighted(threshold: 0.5)
        #expect(throws: AggregationError.ruleTakesNoMean(.weighted)) {
            try other.result(ofIndependent: [marks(5, 5)])
        }
        #expect(throws: AggregationError.noMarks) { try rubric().result(ofIndependent: []) }
        #expect(throws: AggregationError.unscored(["b"])) { try rubric().result(ofIndependent: [["a": "l1"]]) }
    }

    private func rubric(_ chart: [String: Decimal]? = nil) throws -> Rubric {
        let steps = try chart?.map { CreditStep(mean: try #require(Decimal(string: $0.key)), credits: $0.value) }
        return Rubric(
            criteria: [
                Samples.criterion("a", points: Array(0...10)), Samples.criterion("b", points: Array(0...10)),
            ], aggregation: .meanToCredit(chart: steps ?? WorkedCases.steps))
    }

    private func marks(_ a: Int, _ b: Int) -> [String: String] { ["a": "l\(a)", "b": "l\(b)"] }
}
