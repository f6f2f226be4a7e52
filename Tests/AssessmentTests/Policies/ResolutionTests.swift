import Assessment
import Foundation
import Testing

/// How a third set of marks settles a disagreement, by each resolution.
@Suite struct ResolutionTests {
    private func result(_ lay: String, _ level: String) throws -> RubricResult {
        try Policies.rubric.result(of: ["lay": lay, "level": level])
    }

    @Test func `the middle of three stands, by outcome and then by points`() throws {
        let policy = Policies.policy(seats: 2, resolution: .median)
        let (high, low) = (try result("competent", "competent"), try result("not-yet", "not-yet"))
        let middle = try result("competent", "nearly")
        for (order, place) in [([high, low, middle], 2), ([high, middle, low], 1)] {
            guard case .settled(let by, .thirdMarker, _) = policy.standing(of: order) else {
                Issue.record("not settled: \(policy.standing(of: order))")
                continue
            }
            #expect(by == place)
        }
    }

    @Test func `a panel's joint mark stands, and it is said that it is a panel's`() throws {
        let policy = Policies.policy(seats: 2, resolution: .panel)
        let marks = [
            try result("competent", "competent"), try result("competent", "not-yet"), try result("nearly", "nearly"),
        ]
        guard case .settled(2, .panel, _) = policy.standing(of: marks) else {
            Issue.record("\(policy.standing(of: marks))")
            return
        }
        guard case .thirdNeeded = policy.standing(of: Array(marks.prefix(2))) else {
            Issue.record("settled without a panel")
            return
        }
    }

    @Test func `met and met well are two grades, and only that trigger tells them apart`() throws {
        let rubric = Rubric(
            criteria: Policies.rubric.criteria,
            aggregation: .compensated(minimum: "nearly", compensating: "competent", mostBelow: 0, exceeds: 0.5))
        let (meets, exceeds) = (
            try rubric.result(of: ["lay": "nearly", "level": "nearly"]),
            try rubric.result(of: ["lay": "competent", "level": "nearly"])
        )
        #expect(meets.grade == .meets && exceeds.grade == .exceeds)
        var policy = Policies.twoSeats
        #expect(policy.disagreement(between: [meets, exceeds]).isEmpty)
        policy.disagreement.triggers = [Sourced(.differentGrade, source: Policies.source)]
        #expect(policy.disagreement(between: [meets, exceeds]).map(\.rule) == ["disagreement.differentGrade"])
        let text = String(decoding: try JSONEncoder().encode(DisagreementTrigger.differentGrade), as: UTF8.self)
        #expect(try JSONDecoder().decode(DisagreementTrigger.self, from: Data(text.utf8)) == .differentGrade)
    }
}
