import Assessment
import Foundation
import Testing

/// What holds for every rule, on rubrics and marks drawn at random (the same in every run).
@Suite struct AggregationPropertyTests {
    @Test(arguments: AggregationRule.Name.allCases)
    func `raising a level never lowers a result`(name: AggregationRule.Name) throws {
        var random = Seeded(1)
        for _ in 0..<150 {
            let rubric = draw(name, &random)
            let ranks = rubric.criteria.map { _ in Int.random(in: 0...3, using: &random) }
            let before = try rubric.result(of: levels(rubric, ranks))
            for place in ranks.indices where ranks[place] < 3 {
                var raised = ranks
                raised[place] += 1
                let after = try rubric.result(of: levels(rubric, raised))
                #expect(after.points > before.points)
                #expect((after.credits ?? 0) >= (before.credits ?? 0))
                if before.outcome == .competent { #expect(after.outcome == .competent) }
                if before.grade == .exceeds { #expect(after.grade == .exceeds) }
            }
        }
    }

    @Test(arguments: AggregationRule.Name.allCases)
    func `the order of the criteria never matters`(name: AggregationRule.Name) throws {
        var random = Seeded(2)
        for _ in 0..<150 {
            let rubric = draw(name, &random)
            let marks = levels(rubric, rubric.criteria.map { _ in Int.random(in: 0...3, using: &random) })
            var shuffled = rubric
            shuffled.criteria.shuffle(using: &random)
            let one = try rubric.result(of: marks)
            let other = try shuffled.result(of: marks)
            #expect(one.outcome == other.outcome)
            #expect(one.points == other.points)
            #expect(one.credits == other.credits)
            #expect(one.grade == other.grade)
        }
    }

    @Test(arguments: AggregationRule.Name.allCases)
    func `a criterion that must be reached and was not never passes`(name: AggregationRule.Name) throws {
        var random = Seeded(3)
        var failed = 0
        for _ in 0..<150 {
            var rubric = draw(name, &random)
            let ranks = rubric.criteria.map { _ in Int.random(in: 1...3, using: &random) }
            let place = Int.random(in: ranks.indices, using: &random)
            let marks = levels(rubric, ranks)
            guard try rubric.result(of: marks).outcome == .competent, ranks[place] < 3 else { continue }
            rubric.criteria[place].mustReach = "l\(ranks[place] + 1)"
            let result = try rubric.result(of: marks)
            #expect(result.outcome == .notYetCompetent)
            #expect((result.credits ?? 0) == 0)
            failed += 1
        }
        #expect(failed > 5)
    }

    private func draw(_ name: AggregationRule.Name, _ random: inout Seeded) -> Rubric {
        let criteria = (0..<Int.random(in: 2...7, using: &random)).map { index in
            Samples.criterion(
                "c\(index)", outcome: "o\(Int.random(in: 0...2, using: &random))", points: [0, 1, 2, 4],
                weight: name == .weighted || name == .meanToCredit
                    ? Decimal(Int.random(in: 1...5, using: &random)) : nil)
        }
        let share = Decimal(Int.random(in: 1...9, using: &random)) / 10
        let rule: AggregationRule =
            switch name {
            case .allSatisfactory: .allSatisfactory(minimum: "l\(Int.random(in: 1...2, using: &random))")
            case .conjunctiveWithFloor: .conjunctiveWithFloor(floor: share)
            case .weighted: .weighted(threshold: share)
            case .compensated:
                .compensated(minimum: "l1", compensating: "l3", mostBelow: criteria.count / 2, exceeds: share)
            case .meanToCredit:
                .meanToCredit(chart: [CreditStep(mean: share, credits: 3), CreditStep(mean: share * 3, credits: 6)])
            }
        return Rubric(criteria: criteria, aggregation: rule)
    }

    private func levels(_ rubric: Rubric, _ ranks: [Int]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: zip(rubric.criteria.map(\.id), ranks.map { "l\($0)" }))
    }
}
