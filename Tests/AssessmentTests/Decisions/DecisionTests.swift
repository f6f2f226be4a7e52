import Assessment
import Foundation
import Testing

@Suite struct DecisionTests {
    private let today = CalendarDate(Date(timeIntervalSince1970: 1_790_000_000))

    @Test func `all, a part with a reason, or none with a reason`() throws {
        let twenty = try recommendation(CreditAmount(20, "own-credit"))
        #expect(try twenty.decision(.granted, credits: nil, reason: "", today: today).amount?.credits == 20)
        #expect(try twenty.decision(.granted, credits: 20, reason: "", today: today).amount?.credits == 20)
        #expect(try twenty.decision(.partly, credits: 0.5, reason: "Why.", today: today).amount?.credits == 0.5)
        let refused = try twenty.decision(.refused, credits: nil, reason: "Why.", today: today)
        #expect(refused.amount == nil && !refused.isGrant)
    }

    @Test(arguments: [
        (Decision.Verdict.granted, Decimal(19) as Decimal?, "", DecisionError.grantedIsWhole(20)),
        (.partly, nil, "Why.", .partIsLess(than: 20)),
        (.partly, 20, "Why.", .partIsLess(than: 20)),
        (.partly, 0, "Why.", .partIsLess(than: 20)),
        (.partly, 5, " ", .noReason),
        (.refused, nil, "", .noReason),
        (.refused, 1, "Why.", .refusedHasNoCredits),
    ])
    func `a decision that does not add up is refused`(
        verdict: Decision.Verdict, credits: Decimal?, reason: String, error: DecisionError
    ) {
        #expect(throws: error) {
            try recommendation(CreditAmount(20, "own-credit")).decision(
                verdict, credits: credits, reason: reason, today: today)
        }
    }

    @Test func `a unit without credits is granted whole or not at all`() throws {
        #expect(try recommendation(nil).decision(.granted, credits: nil, reason: "", today: today).isGrant)
        #expect(throws: DecisionError.nothingToDivide) {
            try recommendation(nil).decision(.partly, credits: 1, reason: "Why.", today: today)
        }
    }

    @Test func `a refusal is confirmed without more words, and nothing is granted on it`() throws {
        let refusal = try Recommendation(kind: .refusal, amount: nil, framework: Samples.key("own@1"), level: 3)
        #expect(try refusal.decision(.refused, credits: nil, reason: "", today: today).verdict == .refused)
        #expect(throws: DecisionError.recommendationRefuses) {
            try refusal.decision(.granted, credits: nil, reason: "", today: today)
        }
    }

    @Test func `the last day of validity still counts`() throws {
        var dated = try recommendation(CreditAmount(20, "own-credit"))
        dated.validUntil = today
        #expect(try dated.decision(.granted, credits: nil, reason: "", today: today).isGrant)
        dated.validUntil = today.adding(years: -1)
        #expect(throws: DecisionError.expired(today.adding(years: -1))) {
            try dated.decision(.granted, credits: nil, reason: "", today: today)
        }
    }

    private func recommendation(_ amount: CreditAmount?) throws -> Recommendation {
        try Recommendation(kind: .credit, amount: amount, framework: Samples.key("own@1"), level: 3)
    }
}
