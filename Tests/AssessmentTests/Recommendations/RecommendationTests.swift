import Assessment
import Foundation
import Testing

@Suite struct RecommendationTests {
    private let today = CalendarDate(Date(timeIntervalSince1970: 1_790_000_000))

    @Test func `a met claim carries the unit's credits, or those its marks bought`() throws {
        let unit = try Self.unit(.allSatisfactory(minimum: "good"))
        let met = try recommendation(unit, ["plan": "good", "build": "good"])
        #expect(met.kind == .credit && met.amount == CreditAmount(12, "own-credit"))
        #expect(met.validUntil == today.adding(years: 3) && met.gapPlan.isEmpty)
        let chart = try Self.unit(
            .meanToCredit(chart: [CreditStep(mean: 1, credits: 3), CreditStep(mean: 2, credits: 6)]))
        #expect(try recommendation(chart, ["plan": "fair", "build": "good"]).amount == CreditAmount(3, "own-credit"))
    }

    @Test func `a unit without credits is met without a number`() throws {
        var unit = try Self.unit(.allSatisfactory(minimum: "good"))
        unit.credits = nil
        unit.creditSystem = nil
        let met = try recommendation(unit, ["plan": "good", "build": "good"])
        #expect(met.kind == .credit && met.amount == nil)
    }

    @Test(arguments: [
        (AggregationRule.allSatisfactory(minimum: "good"), ["plan": "fair", "build": "good"], ["plan"]),
        (.weighted(threshold: 1), ["plan": "fair", "build": "good"], ["plan"]),
        (.weighted(threshold: 1), ["plan": "none", "build": "fair"], ["plan", "build"]),
        (.conjunctiveWithFloor(floor: 0.5), ["plan": "none", "build": "fair"], ["plan"]),
        (.meanToCredit(chart: [CreditStep(mean: 2, credits: 6)]), ["plan": "good", "build": "fair"], ["build"]),
        (
            .compensated(minimum: "fair", compensating: "good", mostBelow: 0), ["plan": "none", "build": "good"],
            ["plan"]
        ),
    ])
    func `what is unmet is what could have brought it, under every rule`(
        rule: AggregationRule, levels: [String: String], unmet: [String]
    ) throws {
        let refused = try recommendation(Self.unit(rule), levels, comments: ["plan": "Vague.", "build": "Crooked."])
        #expect(refused.kind == .refusal && refused.amount == nil)
        #expect(refused.gapPlan.map(\.criterion) == unmet)
        #expect(refused.reasons.map(\.criterion) == unmet)
        #expect(
            refused.gapPlan.allSatisfy {
                ["All of it.", "Some of it."].contains($0.says) && $0.outcome.hasPrefix("Can ")
            })
    }

    @Test(arguments: [
        (AggregationRule.conjunctiveWithFloor(floor: 0.5), "Some of it."),
        (.conjunctiveWithFloor(floor: 0.6), "All of it."),
        (.weighted(threshold: 1), "All of it."), (.allSatisfactory(minimum: "fair"), "Some of it."),
    ])
    func `the gap plan names the level that would have been enough`(rule: AggregationRule, says: String) throws {
        let refused = try recommendation(
            Self.unit(rule), ["plan": "none", "build": "good"], comments: ["plan": "Vague."])
        #expect(refused.gapPlan.first?.says == says)
    }

    @Test func `a refusal without a reason on each unmet criterion, or without a next step, is none`() throws {
        let unit = try Self.unit(.allSatisfactory(minimum: "good"))
        let levels = ["plan": "none", "build": "none"]
        #expect(throws: RecommendationError.reasonsMissing(["build"])) {
            try recommendation(unit, levels, comments: ["plan": "Vague.", "build": "  "])
        }
        #expect(throws: RecommendationError.noNextStep) {
            try recommendation(unit, levels, comments: ["plan": "a", "build": "b"], .init(nextStep: " "))
        }
        let own = [CriterionReason(criterion: "plan", says: "a"), CriterionReason(criterion: "plan", says: "b")]
        #expect(throws: RecommendationError.criterionTwice) {
            try recommendation(unit, levels, .init(nextStep: "Go on.", reasons: own))
        }
        #expect(throws: RecommendationError.unknownCriterion("paint")) {
            try recommendation(
                unit, levels, .init(nextStep: "Go on.", reasons: [CriterionReason(criterion: "paint", says: "a")]))
        }
    }

    @Test func `the coordinator's words stand before the assessor's`() throws {
        let own = [CriterionReason(criterion: "plan", says: "In my words.")]
        let refused = try recommendation(
            Self.unit(.allSatisfactory(minimum: "good")), ["plan": "none", "build": "none"],
            comments: ["plan": "Vague.", "build": "Crooked."], .init(nextStep: "Go on.", reasons: own))
        #expect(refused.reasons[0].says == "In my words.")
        #expect(refused.reasons[1].says.hasSuffix("Crooked."))
    }

    private func recommendation(
        _ unit: Unit, _ levels: [String: String], comments: [String: String] = [:],
        _ written: Recommendation.Written = .init(nextStep: "Go on.")
    ) throws -> Recommendation {
        try Recommendation(
            on: unit, result: unit.rubric.result(of: levels), comments: comments, written: written,
            policy: Samples.policy(),
            today: today)
    }

    private static func unit(_ rule: AggregationRule) throws -> Unit {
        let levels = [("none", 0, "Nothing."), ("fair", 1, "Some of it."), ("good", 2, "All of it.")].map {
            CriterionLevel(id: $0.0, points: $0.1, name: $0.0, descriptor: $0.2)
        }
        let criteria = ["plan", "build"].map {
            Criterion(id: $0, outcome: "to-\($0)", title: $0, statement: "Does \($0).", levels: levels)
        }
        return try Unit(
            key: Samples.key("wall@1"), status: .published, title: "A wall", summary: "", field: "", region: "",
            framework: Samples.key("own@1"), level: 3, credits: 12, creditSystem: "own-credit",
            outcomes: ["plan", "build"].map { LearningOutcome(id: "to-\($0)", statement: "Can \($0).") },
            rubric: Rubric(criteria: criteria, aggregation: rule), sources: [])
    }
}
