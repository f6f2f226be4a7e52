import Assessment
import Foundation
import Testing

struct IndependenceTests {
    private let policy = Policies.twoSeats

    @Test(arguments: [
        (IndependenceFacts(isLearner: true), "assignment.learner"),
        (IndependenceFacts(holdsAnotherSeat: true), "assignment.sameCase"),
    ])
    func `no reason sets aside that nobody judges themself, or one case twice`(facts: IndependenceFacts, rule: String) {
        let findings = policy.independenceFindings(facts)
        #expect(findings.map(\.rule) == [rule])
        #expect(throws: AssignmentError.notIndependent(findings)) {
            try policy.requireIndependence(facts, overrideReason: "There is nobody else.")
        }
    }

    @Test(arguments: [
        (IndependenceFacts(advised: true), "independence.adviserNeverAssesses"),
        (IndependenceFacts(observed: true), "assignment.observer"),
        (IndependenceFacts(declared: [.family]), "independence.familyDegrees"),
        (IndependenceFacts(declared: [.employer]), "independence.sameEmployer"),
        (IndependenceFacts(declared: [.taught]), "independence.taughtWithinYears"),
        (IndependenceFacts(declared: [.adviser]), "independence.adviserNeverAssesses"),
        (IndependenceFacts(declared: [.intimate]), "assignment.declaredTie"),
        (IndependenceFacts(declared: [.other]), "assignment.declaredTie"),
    ])
    func `every other tie keeps them apart unless a reason is given`(facts: IndependenceFacts, rule: String) throws {
        let findings = policy.independenceFindings(facts)
        #expect(findings.map(\.rule) == [rule])
        #expect(throws: AssignmentError.notIndependent(findings)) {
            try policy.requireIndependence(facts, overrideReason: nil)
        }
        #expect(try policy.requireIndependence(facts, overrideReason: "There is nobody else.") == findings)
    }

    @Test func `a rule of the policy names its source`() {
        let findings = policy.independenceFindings(IndependenceFacts(advised: true, declared: [.employer, .family]))
        #expect(findings.count == 3)
        #expect(findings.allSatisfy { $0.source == Policies.source })
    }

    @Test func `a reason does not carry what it cannot set aside`() {
        #expect(throws: AssignmentError.self) {
            try policy.requireIndependence(
                IndependenceFacts(isLearner: true, advised: true), overrideReason: "There is nobody else.")
        }
    }

    @Test func `whoever has no tie passes, and nothing is set aside`() throws {
        #expect(try policy.requireIndependence(IndependenceFacts(), overrideReason: "Just in case.").isEmpty)
    }

    @Test func `the third seat opens when the first two disagree`() throws {
        #expect(policy.openSeats(thirdNeeded: false) == [.first, .second])
        try policy.require(seat: .third, thirdNeeded: true)
        #expect(throws: AssignmentError.seatNotOpen(.third, open: [.first, .second])) {
            try policy.require(seat: .third, thirdNeeded: false)
        }
    }

    @Test func `clocks run as the policy says, and as Prior says where it says nothing`() {
        let friday = Date(timeIntervalSince1970: 1_790_935_200)
        let own = policy.assignment(seat: .first, at: friday)
        #expect(own.acceptBy.timeIntervalSince(friday) > 7 * 86_400 - 86_400)
        var quick = policy
        quick.clocks[.assignmentAcceptance] = Sourced(ClockLength(48, .hours), source: Policies.source)
        #expect(quick.assignment(seat: .first, at: friday).acceptBy == friday.addingTimeInterval(48 * 3_600))
        #expect(own.dueAt > own.acceptBy)
    }
}
