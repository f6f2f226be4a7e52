import Assessment
import Testing

@Suite struct RulingTests {
    let yes = Ruling.Answer(.yes)

    @Test func `a plain yes to all four questions needs no reason`() throws {
        let ruling = try Ruling(valid: yes, sufficient: yes, authentic: yes, current: yes)
        #expect(Ruling.Question.allCases.allSatisfy { ruling[$0] == yes })
    }

    @Test(arguments: [Ruling.Finding.no, .unsure])
    func `each answer that is not yes needs its own reason`(finding: Ruling.Finding) throws {
        let bare = Ruling.Answer(finding, " \n")
        #expect(throws: RulingError.reasonMissing([.valid, .authentic])) {
            try Ruling(valid: bare, sufficient: yes, authentic: bare, current: yes)
        }
        let ruling = try Ruling(
            valid: yes, sufficient: yes, authentic: Ruling.Answer(finding, "No face is seen."), current: yes)
        #expect(ruling.authentic.finding == finding)
    }

    @Test func `calling current what the policy calls old needs a reason, whatever the answer`() throws {
        #expect(throws: RulingError.againstTheCount) {
            try Ruling(valid: yes, sufficient: yes, authentic: yes, current: yes, age: .old)
        }
        for age in [EvidenceAge.current, .upheld, .undated] {
            _ = try Ruling(valid: yes, sufficient: yes, authentic: yes, current: yes, age: age)
        }
        let reasoned = Ruling.Answer(.yes, "She has laid bricks every month since, as the testimonial says.")
        _ = try Ruling(valid: yes, sufficient: yes, authentic: yes, current: reasoned, age: .old)
    }

    @Test func `a ruling is revised only with a reason, and saying the same again is no revision`() throws {
        let first = try Ruling(valid: yes, sufficient: yes, authentic: yes, current: yes)
        let other = try Ruling(valid: yes, sufficient: yes, authentic: .init(.unsure, "No face."), current: yes)
        #expect(try first.revision(after: nil, because: nil) == 1)
        #expect(try first.revision(after: (revision: 3, ruling: first), because: nil) == nil)
        #expect(throws: RulingError.revisionWithoutReason(standing: 3)) {
            try other.revision(after: (revision: 3, ruling: first), because: "  ")
        }
        #expect(try other.revision(after: (revision: 3, ruling: first), because: "I looked again.") == 4)
    }
}
