import Assessment
import Foundation
import Testing

struct ClaimStandingTests {
    private func result(_ lay: String, _ level: String) throws -> RubricResult {
        try Policies.rubric.result(of: ["lay": lay, "level": level])
    }

    @Test func `a claim is open until every seat of the policy is in`() throws {
        let policy = Policies.policy(seats: 2)
        #expect(policy.standing(of: []) == .open)
        #expect(policy.standing(of: [try result("competent", "competent")]) == .open)
    }

    @Test func `where the policy has one seat, its marks stand`() throws {
        let standing = Policies.policy(seats: 1).standing(of: [try result("nearly", "competent")])
        guard case .settled(by: 0, how: .agreed, _) = standing else {
            Issue.record("\(standing)")
            return
        }
    }

    @Test func `two who agree settle it, and the more cautious marks stand`() throws {
        let standing = Policies.policy(seats: 2).standing(of: [
            try result("nearly", "competent"), try result("nearly", "nearly"),
        ])
        guard case .settled(by: 1, how: .agreed, _) = standing else {
            Issue.record("\(standing)")
            return
        }
    }

    @Test func `two who disagree need a third, whose marks decide which of theirs stand`() throws {
        let policy = Policies.policy(seats: 2)
        let two = [try result("competent", "competent"), try result("not-yet", "competent")]
        guard case .thirdNeeded(let words) = policy.standing(of: two) else {
            Issue.record("no third is asked for")
            return
        }
        #expect(words.contains("found the claim met"))
        guard case .settled(by: 1, how: .thirdMarker, _) = policy.standing(of: two + [try result("not-yet", "nearly")])
        else {
            Issue.record("the third does not settle it")
            return
        }
    }

    @Test func `by majority the outcome of two of three stands`() throws {
        let policy = Policies.policy(seats: 2, resolution: .majority)
        let three = [
            try result("competent", "competent"), try result("not-yet", "competent"),
            try result("competent", "competent"),
        ]
        guard case .settled(let place, how: .thirdMarker, _) = policy.standing(of: three) else {
            Issue.record("not settled")
            return
        }
        #expect(three[place].outcome == .competent)
    }

    @Test func `what is outstanding is named, claim by claim`() throws {
        let claim = ID<Claim>(UUID())
        let (seen, unseen) = (ID<Evidence>(UUID()), ID<Evidence>(UUID()))
        var work = OutstandingWork()
        work.add(claim: claim, rubric: Policies.rubric, scored: ["lay"], evidence: [seen, unseen], ruled: [seen])
        #expect(work.unscored == [.init(claim: claim, criterion: "level")])
        #expect(work.unruled == [.init(claim: claim, evidence: unseen)])
        #expect(throws: CompletionError.outstanding(work)) { try work.requireNone() }
    }
}
