import Assessment
import Foundation
import Testing

/// Cases worked out by hand.
@Suite struct AggregationTests {
    @Test(arguments: [
        ([2, 2, 2], true), ([1, 1, 1], true), ([2, 2, 0], false), ([0, 0, 0], false), ([1, 2, 1], true),
    ])
    func `all satisfactory asks every criterion for the level`(ranks: [Int], met: Bool) throws {
        let rubric = rubric(.allSatisfactory(minimum: "l1"))
        #expect(try rubric.result(of: levels(ranks)).outcome == (met ? .competent : .notYetCompetent))
    }

    @Test(arguments: [
        // a and b speak for outcome one (4 points), c for outcome two (2 points); half of each is asked for.
        ([1, 1, 1], true), ([2, 0, 1], true), ([2, 2, 0], false), ([1, 0, 2], false), ([0, 2, 2], true),
    ])
    func `a floor holds in each outcome by itself`(ranks: [Int], met: Bool) throws {
        let rubric = rubric(.conjunctiveWithFloor(floor: 0.5))
        #expect(try rubric.result(of: levels(ranks)).outcome == (met ? .competent : .notYetCompetent))
    }

    @Test(arguments: [
        // Weights 0.5, 0.3, 0.2 of two points each: [2, 1, 0] is (1 + 0.3) of 2, or 65 %.
        ([2, 1, 0], 0.65, true), ([2, 1, 0], 0.66, false), ([0, 2, 2], 0.5, true), ([1, 1, 1], 0.5, true),
        ([1, 1, 1], 0.51, false), ([2, 0, 0], 0.5, true),
    ])
    func `a weighted sum lets strong work make up for weak`(ranks: [Int], threshold: Double, met: Bool) throws {
        let rubric = rubric(
            .weighted(threshold: Decimal(string: "\(threshold)") ?? 0), weights: [0.5, 0.3, 0.2])
        #expect(try rubric.result(of: levels(ranks)).outcome == (met ? .competent : .notYetCompetent))
    }

    @Test(arguments: [
        ([1, 1, 1], 1, true), ([0, 2, 1], 1, true), ([0, 1, 1], 1, false), ([0, 0, 2], 2, false),
        ([0, 2, 2], 1, true), ([0, 0, 2], 1, false),
    ])
    func `a shortfall is made up for by one criterion at the top`(ranks: [Int], mostBelow: Int, met: Bool) throws {
        let rubric = rubric(.compensated(minimum: "l1", compensating: "l2", mostBelow: mostBelow))
        #expect(try rubric.result(of: levels(ranks)).outcome == (met ? .competent : .notYetCompetent))
    }

    @Test(arguments: [
        ([0, 0, 0], 0), ([1, 1, 1], 3), ([2, 1, 1], 3), ([2, 2, 1], 6), ([2, 2, 2], 9), ([1, 1, 0], 0),
    ])
    func `a mean of marks buys credit by the chart`(ranks: [Int], credits: Int) throws {
        let chart = [
            CreditStep(mean: 1, credits: 3), CreditStep(mean: 1.5, credits: 6), CreditStep(mean: 2, credits: 9),
        ]
        let result = try rubric(.meanToCredit(chart: chart)).result(of: levels(ranks))
        #expect(result.credits == Decimal(credits))
        #expect(result.outcome == (credits > 0 ? .competent : .notYetCompetent))
    }

    @Test func `a criterion that must be reached fails the claim whatever else was scored`() throws {
        var rubric = rubric(.weighted(threshold: 0.5))
        rubric.criteria[0].mustReach = "l1"
        let result = try rubric.result(of: levels([0, 2, 2]))
        #expect(result.outcome == .notYetCompetent)
        #expect(
            result.words == "Not yet competent. The marks come to 66.6 %, and 50 % is asked for. "
                + "A level that must be reached was not, on: A.")
        #expect(result.findings.map(\.reached) == [false, true, true])
        #expect(result.findings.map(\.required) == ["l1", nil, nil])
        #expect(result.findings[0].words == "A: Level 0, and Level 1 is asked for.")
    }

    @Test func `a result says why in words and keeps every level and its points`() throws {
        let result = try rubric(.allSatisfactory(minimum: "l1")).result(of: levels([2, 0, 1]))
        #expect(
            result.words == "Not yet competent. Every criterion must be satisfactory; 2 of 3 are. Still short: B.")
        #expect(result.findings.map(\.level) == ["l2", "l0", "l1"])
        #expect(result.points == 3)
        #expect(result.maximum == 6)
        let good = try rubric(.conjunctiveWithFloor(floor: 0.5)).result(of: levels([1, 1, 1]))
        #expect(
            good.words == "Competent. Each learning outcome needs at least 50 % of its points, and each has them.")
    }

    @Test func `marks that do not fit the rubric have no result`() throws {
        let rubric = rubric(.allSatisfactory(minimum: "l1"))
        #expect(throws: AggregationError.unscored(["b", "c"])) { try rubric.result(of: ["a": "l1"]) }
        var marks = levels([1, 1, 1])
        marks["z"] = "l1"
        #expect(throws: AggregationError.unknownCriteria(["z"])) { try rubric.result(of: marks) }
        marks = levels([1, 1, 1])
        marks["b"] = "l9"
        #expect(throws: AggregationError.unknownLevel(criterion: "b", level: "l9")) { try rubric.result(of: marks) }
        let wrong = self.rubric(.allSatisfactory(minimum: "top"))
        #expect(throws: AggregationError.ruleNamesUnknownLevel(criterion: "a", level: "top")) {
            try wrong.result(of: levels([1, 1, 1]))
        }
    }

    @Test func `every rule reads back what it writes, under its name`() throws {
        let rules: [AggregationRule] = [
            .allSatisfactory(minimum: "l1"), .conjunctiveWithFloor(floor: 0.5), .weighted(threshold: 0.6),
            .compensated(minimum: "l1", compensating: "l2", mostBelow: 1, exceeds: 0.5),
            .meanToCredit(chart: [CreditStep(mean: 1, credits: 3)]),
        ]
        #expect(rules.map(\.name) == AggregationRule.Name.allCases)
        let json = try JSONEncoder().encode(rules)
        #expect(try JSONDecoder().decode([AggregationRule].self, from: json) == rules)
        let written = #"[{"rule":"weighted","threshold":0.6}]"#
        let read = try JSONDecoder().decode([AggregationRule].self, from: Data(written.utf8))
        #expect(read == [.weighted(threshold: 0.6)])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(AggregationRule.self, from: Data(#"{"rule":"weighted"}"#.utf8))
        }
    }

    private func rubric(_ rule: AggregationRule, weights: [Decimal?] = [nil, nil, nil]) -> Rubric {
        Rubric(
            criteria: [
                Samples.criterion("a", weight: weights[0]), Samples.criterion("b", weight: weights[1]),
                Samples.criterion("c", outcome: "two", weight: weights[2]),
            ], aggregation: rule)
    }

    private func levels(_ ranks: [Int]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: zip(["a", "b", "c"], ranks.map { "l\($0)" }))
    }
}
