import Assessment
import Foundation
import Testing

@Suite struct ModerationRulesTests {
    @Test(arguments: [
        (0, 0), (1, 1), (9, 9), (10, 10), (99, 10), (101, 11), (150, 15), (1000, 100),
    ])
    func `a tenth and at least ten, never more than there are`(population: Int, size: Int) {
        let sampling = ModerationSampling(method: .shareWithMinimum(0.1, 10), drawn: .inRounds)
        #expect(sampling.size(of: population, baseRate: 0) == size)
    }

    @Test(arguments: [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (99, 10), (100, 10), (101, 11)])
    func `the square root is rounded up`(population: Int, size: Int) {
        #expect(ModerationSampling(method: .squareRoot, drawn: .inRounds).size(of: population, baseRate: 0) == size)
    }

    @Test func `the base rate of a round is rounded up, and one by itself is drawn by its number`() {
        let sampling = ModerationSampling(method: .baseRate, drawn: .asItComes)
        #expect(sampling.size(of: 10, baseRate: 0.25) == 3)
        #expect(!ModerationSampling.isDrawn(0, baseRate: 0))
        #expect(ModerationSampling.isDrawn(.max, baseRate: 1))
        #expect(ModerationSampling.isDrawn(1 << 30 - 1, baseRate: 0.25))
        #expect(!ModerationSampling.isDrawn(1 << 30, baseRate: 0.25))
    }

    @Test func `what is always looked at is what the policy names, and what was sent back`() {
        let now = Date(timeIntervalSince1970: 1_790_000_000)
        let facts = ModeratedFacts(
            outcome: .notYetCompetent, isBorderline: true, assessorsSince: [now.addingTimeInterval(-86_400 * 80), now],
            isDrifting: true, isRemarked: true, isAppealed: true)
        #expect(rules([]).grounds(for: facts, at: now) == [.remarked])
        #expect(
            rules([.notYetCompetent, .appeal, .newAssessor, .borderline, .driftingAssessor])
                .grounds(for: facts, at: now) == [
                    .notYetCompetent, .appeal, .newAssessor, .borderline, .driftingAssessor, .remarked,
                ])
        let plain = ModeratedFacts(
            outcome: .competent, assessorsSince: [now.addingTimeInterval(-86_400 * 100)])
        #expect(rules([.notYetCompetent, .newAssessor, .borderline]).grounds(for: plain, at: now).isEmpty)
    }

    @Test(arguments: [
        ("competent", "competent", false), ("competent", "nearly", true), ("nearly", "nearly", false),
        ("competent", "not-yet", false),
    ])
    func `close to the line is what one level would turn`(one: String, other: String, isClose: Bool) throws {
        #expect(try Policies.rubric.isBorderline(["lay": one, "level": other]) == isClose)
    }

    @Test func `a pass is close to the line where a level that is not the top is just enough`() throws {
        let weighted = Rubric(criteria: Policies.rubric.criteria, aggregation: .weighted(threshold: 0.75))
        #expect(try weighted.isBorderline(["lay": "competent", "level": "nearly"]))
        #expect(try !weighted.isBorderline(["lay": "competent", "level": "competent"]))
    }

    @Test func `who sends back says why, on criteria that are there; who agrees asks for nothing`() throws {
        let reason = Moderation.Reason(criterion: "lay", says: "The photo shows another wall.")
        try Moderation.check(.sentBack, [reason, .init(says: "Look again.")], on: Policies.rubric)
        try Moderation.check(.agreed, [], on: Policies.rubric)
        #expect(throws: ModerationError.reasonsMissing) {
            try Moderation.check(.sentBack, [], on: Policies.rubric)
        }
        #expect(throws: ModerationError.reasonsWithoutCause) {
            try Moderation.check(.agreed, [reason], on: Policies.rubric)
        }
        #expect(throws: ModerationError.unknownCriterion(0, known: ["lay", "level"])) {
            try Moderation.check(.sentBack, [.init(criterion: "paint", says: "x")], on: Policies.rubric)
        }
    }

    private func rules(_ always: [ModerationRules.Stratum]) -> ModerationRules {
        ModerationRules(
            baseRate: Sourced(0.25, source: Policies.source), always: Sourced(always, source: Policies.source),
            newAssessorMonths: Sourced(3, source: Policies.source))
    }
}
