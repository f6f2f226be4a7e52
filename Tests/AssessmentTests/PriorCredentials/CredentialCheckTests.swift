import Assessment
import Testing

@Suite struct CredentialCheckTests {
    private func checks(_ results: [CredentialCheck.Subject: CredentialCheck.Result]) -> [CredentialCheck] {
        CredentialCheck.Subject.allCases.map { CredentialCheck($0, results[$0] ?? .verified, "Because.") }
    }

    @Test
    func `a badge is verified when it is whole, signed, in force and the learner's, and nothing speaks against it`() {
        #expect(checks([:]).standing == .verified)
        #expect(checks([.issuer: .notChecked, .status: .notChecked]).standing == .verified)
        for needed in [CredentialCheck.Subject.structure, .proof, .dates, .recipient] {
            #expect(checks([needed: .notChecked]).standing == .partly, "\(needed)")
        }
        #expect([CredentialCheck]().standing == .partly)
    }

    @Test(arguments: CredentialCheck.Subject.allCases)
    func `whatever fails, it is refuted; only one that ran out was earned all the same`(
        _ subject: CredentialCheck.Subject
    ) {
        let failed = checks([subject: .failed])
        #expect(failed.standing == .failed)
        #expect(failed.isRefuted == (subject != .dates))
    }
}
