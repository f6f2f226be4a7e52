import Assessment
import Foundation
import Testing

struct AppealTests {
    private static func member(_ isSeated: Bool, _ verdict: Appeal.Verdict? = nil) -> Appeal.Member {
        Appeal.Member(person: ID(UUID()), isSeated: isSeated, verdict: verdict)
    }

    @Test func `an appeal is lodged, called, heard, opined and decided, in this order`() {
        var appeal = Appeal()
        #expect(appeal.state == .lodged)
        appeal.panel = [Self.member(true), Self.member(false), Self.member(true)]
        #expect(appeal.state == .called)
        appeal.panel = [Self.member(true, .upheld), Self.member(true), Self.member(true)]
        #expect(appeal.state == .heard && appeal.majority == nil)
        appeal.panel = (0..<3).map { _ in Self.member(true, .partly) }
        #expect(appeal.state == .opined)
        appeal.isDecided = true
        #expect(appeal.state == .decided)
        #expect(throws: AppealError.notNow(.decided, allowed: [.lodged, .called])) {
            try appeal.require(.lodged, .called)
        }
    }

    @Test(
        arguments: [
            ([.refused, .refused, .upheld], .refused), ([.upheld, .refused, .upheld], .upheld),
            ([.refused, .partly, .upheld], .partly), ([.partly, .upheld, .upheld], .upheld), ([.refused], .refused),
            ([.refused, .refused, .partly, .upheld, .upheld], .partly),
        ] as [([Appeal.Verdict], Appeal.Verdict)])
    func `the panel finds what most find, or what lies in the middle`(
        found: [Appeal.Verdict], majority: Appeal.Verdict
    ) {
        for order in [found, found.reversed(), found.shuffled()] {
            #expect(Appeal(panel: order.map { Self.member(true, $0) }).majority == majority)
        }
    }

    private static let refusal = AppealOutcome.Facts(granted: nil, hasCredit: false, most: 20, neverLess: true)
    private static let part = AppealOutcome.Facts(
        granted: CreditAmount(10, "lqf-credit"), hasCredit: true, most: 20, neverLess: true)
    private static let unit = AppealOutcome.Facts(granted: nil, hasCredit: true, most: nil, neverLess: false)

    @Test(
        arguments: [
            (.upheld, .reissue, 20, refusal), (.partly, .reissue, 5, refusal), (.partly, .none, nil, refusal),
            (.refused, .none, nil, refusal), (.upheld, .reissue, 20, part), (.upheld, .none, nil, part),
            (.upheld, .revoke, nil, unit), (.refused, .none, nil, unit),
        ] as [(Appeal.Verdict, Appeal.Remedy, Decimal?, AppealOutcome.Facts)])
    func `an outcome that follows is taken`(
        verdict: Appeal.Verdict, remedy: Appeal.Remedy, credits: Decimal?, facts: AppealOutcome.Facts
    ) throws {
        let outcome = try AppealOutcome(verdict, remedy, credits: credits, majority: verdict, facts: facts)
        #expect(outcome.credits == credits)
    }

    @Test(
        arguments: [
            (.upheld, .none, nil, refusal, .upheldWithoutRemedy), (.refused, .reissue, 20, refusal, .refusedWithRemedy),
            (.upheld, .revoke, nil, refusal, .nothingToRevoke), (.upheld, .reissue, 21, refusal, .outOfRange(20)),
            (.upheld, .reissue, 0, refusal, .outOfRange(20)), (.upheld, .reissue, nil, refusal, .outOfRange(20)),
            (.upheld, .reissue, 10, part, .sameAsBefore), (.partly, .reissue, 9, part, .neverLess(10)),
            (.upheld, .revoke, nil, part, .neverLess(10)), (.refused, .revoke, nil, unit, .refusedWithRemedy),
            (.upheld, .reissue, nil, unit, .sameAsBefore), (.upheld, .reissue, 3, unit, .unitHasNoNumber),
            (.refused, .none, 3, part, .creditsOnlyWithReissue),
        ] as [(Appeal.Verdict, Appeal.Remedy, Decimal?, AppealOutcome.Facts, AppealError)])
    func `an outcome that does not follow is refused`(
        verdict: Appeal.Verdict, remedy: Appeal.Remedy, credits: Decimal?, facts: AppealOutcome.Facts,
        error: AppealError
    ) {
        #expect(throws: error) {
            try AppealOutcome(verdict, remedy, credits: credits, majority: verdict, facts: facts)
        }
    }

    @Test func `the chair writes what most found, whatever they found themselves`() {
        #expect(throws: AppealError.notTheMajority(.refused)) {
            try AppealOutcome(.upheld, .reissue, credits: 20, majority: .refused, facts: Self.refusal)
        }
    }
}
