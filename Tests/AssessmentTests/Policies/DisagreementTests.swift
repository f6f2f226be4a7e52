import Assessment
import Foundation
import Testing

@Suite struct DisagreementTests {
    let rubric = Rubric(
        criteria: ["a", "b", "c", "d"].map { Samples.criterion($0, points: [0, 1, 2, 3]) },
        aggregation: .allSatisfactory(minimum: "l2"))

    @Test(arguments: [
        (DisagreementTrigger.differentOutcome, [2, 2, 2, 2], [2, 2, 2, 1], true),
        (.differentOutcome, [2, 2, 2, 2], [3, 3, 3, 3], false),
        (.levelDistance(2), [0, 1, 1, 1], [2, 1, 1, 1], true),
        (.levelDistance(2), [0, 1, 1, 1], [1, 2, 2, 0], false),
        (.shareOfCriteria(0.25), [2, 2, 2, 2], [2, 2, 2, 3], true),
        (.shareOfCriteria(0.5), [2, 2, 2, 2], [2, 2, 2, 3], false),
        (.shareOfCriteria(0), [2, 2, 2, 2], [2, 2, 2, 2], false),
    ])
    func `a trigger holds exactly where its words say`(
        trigger: DisagreementTrigger, one: [Int], other: [Int], holds: Bool
    ) throws {
        let policy = try Samples.policy { $0.disagreement.triggers = [Sourced(trigger, source: Samples.own)] }
        let findings = policy.disagreement(between: [try result(one), try result(other)])
        #expect(findings.isEmpty == !holds)
        #expect(findings.allSatisfy { $0.source == Samples.own && !$0.words.isEmpty })
    }

    @Test func `a trigger that is a gap never holds`() throws {
        let policy = try Samples.policy { $0.disagreement.triggers = [Sourced(gap: "Nobody says.")] }
        #expect(policy.disagreement(between: [try result([0, 0, 0, 0]), try result([3, 3, 3, 3])]).isEmpty)
    }

    @Test func `two who agree need no third, and the more cautious marks stand`() throws {
        let policy = try Samples.policy()
        #expect(policy.settlement(of: []) == nil)
        #expect(
            policy.settlement(of: [try result([3, 3, 3, 3])])
                == .decided(by: 0, words: "One assessor scored the claim."))
        let words = "The two assessors agree; the more cautious set of marks stands."
        let both = [try result([3, 3, 3, 3]), try result([2, 3, 3, 3])]
        #expect(policy.settlement(of: both) == .decided(by: 1, words: words))
        #expect(policy.settlement(of: both.reversed()) == .decided(by: 0, words: words))
    }

    @Test func `two who disagree need a third, and why is said`() throws {
        let policy = try Samples.policy()
        let both = [try result([2, 2, 2, 2]), try result([2, 2, 2, 1])]
        #expect(
            policy.settlement(of: both)
                == .thirdNeeded(words: "One assessor found the claim met, the other did not."))
    }

    @Test(arguments: [([2, 2, 2, 2], 0), ([2, 2, 1, 1], 1), ([2, 2, 2, 1], 1), ([3, 3, 3, 3], 0)])
    func `of the first two the one closest to the third stands`(third: [Int], place: Int) throws {
        let policy = try Samples.policy()
        let results = [try result([2, 2, 2, 2]), try result([2, 2, 2, 1]), try result(third)]
        guard case .decided(let by, let words) = policy.settlement(of: results) else {
            Issue.record("Nothing was decided.")
            return
        }
        #expect(by == place)
        #expect(words.contains(place == 0 ? "first" : "second"))
    }

    @Test func `a majority decides where the policy says so`() throws {
        let policy = try Samples.policy { $0.disagreement.resolution = Sourced(.majority, source: Samples.own) }
        let results = [try result([3, 3, 3, 3]), try result([0, 2, 2, 2]), try result([2, 2, 2, 2])]
        #expect(
            policy.settlement(of: results)
                == .decided(
                    by: 2, words: "2 of three assessors came to this outcome; the most cautious of them stands."))
        let other = [try result([3, 3, 3, 3]), try result([0, 2, 2, 2]), try result([1, 2, 2, 2])]
        guard case .decided(let by, _) = policy.settlement(of: other) else {
            Issue.record("Nothing was decided.")
            return
        }
        #expect(by == 1)
    }

    private func result(_ ranks: [Int]) throws -> RubricResult {
        let levels = Dictionary(uniqueKeysWithValues: zip(rubric.criteria.map(\.id), ranks.map { "l\($0)" }))
        return try rubric.result(of: levels)
    }
}
