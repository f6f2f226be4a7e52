import Assessment
import Foundation
import Testing

@Suite struct LimitTests {
    @Test func `credit for a unit is granted once, in whatever version and by whatever route`() throws {
        let earlier = try grant("knots@1", .creditTransfer, 10)
        let found = try Samples.policy().limitFindings(granted: [earlier], proposed: try grant("knots@2", .rpl, 10))
        #expect(found.map(\.rule) == ["doubleAward.sameUnitOnce"])
        #expect(found.map(\.blocking) == [true])
        #expect(
            found.map(\.words) == [
                "Credit for this unit was already granted (knots@1, on 2026-03-01); the same learning is credited "
                    + "once only."
            ])
        let other = try Samples.policy().limitFindings(granted: [earlier], proposed: try grant("bends@1", .rpl, 10))
        #expect(other.isEmpty)
    }

    @Test(arguments: [(50, false), (51, true)])
    func `a share counts the routes it names within one qualification`(credits: Int, passes: Bool) throws {
        let policy = try policy(.qualification, .creditShare, 0.5)
        let granted = [
            try grant("one@1", .rpl, 30), try grant("two@1", .creditTransfer, 40),
            try grant("three@1", .rpl, 40, qualification: "other"),
        ]
        let proposed = try grant("four@1", .rcc, Decimal(credits - 30))
        let found = policy.limitFindings(granted: granted, proposed: proposed, scopeCredits: 100)
        #expect(found.map(\.blocking) == (passes ? [true] : []))
        if passes {
            #expect(
                found.map(\.words) == [
                    #"The limit "Half at most" would be passed: 51 % with this grant, and at most 50 %."#
                ])
        }
    }

    @Test func `a share of an unknown whole is reported as not checked`() throws {
        let policy = try policy(.qualification, .creditShare, 0.5)
        let found = policy.limitFindings(granted: [], proposed: try grant("one@1", .rpl, 10))
        #expect(found.map(\.blocking) == [false])
        #expect(found[0].words.contains("could not be checked"))
    }

    @Test func `amounts in another credit system are not added up, and that is said`() throws {
        let policy = try policy(.qualification, .creditAmount, 30)
        var foreign = try grant("one@1", .rpl, 100)
        foreign.creditSystem = "other"
        let found = policy.limitFindings(granted: [foreign], proposed: try grant("two@1", .rpl, 30))
        #expect(found.map(\.blocking) == [false])
        #expect(found[0].words.contains("without 1 earlier grant"))
    }

    @Test(arguments: [(CreditLimit.Scope.level, 1), (.year, 1), (.qualification, 2), (.cohort, 0)])
    func `courses are counted over the scope`(scope: CreditLimit.Scope, counted: Int) throws {
        let granted = [
            try grant("one@1", .rpl, nil, level: 2), try grant("two@1", .rpl, nil, on: "2025-02-01"),
        ]
        let proposed = try grant("three@1", .rpl, nil)
        let exact = try policy(scope, .courses, Decimal(counted + 1))
        #expect(exact.limitFindings(granted: granted, proposed: proposed).isEmpty)
        let tight = try policy(scope, .courses, Decimal(counted))
        #expect(tight.limitFindings(granted: granted, proposed: proposed).count == (scope == .cohort ? 0 : 1))
    }

    @Test func `a limit speaks only of its levels and a gap is no limit`() throws {
        var policy = try policy(.qualification, .courses, 0)
        policy.limits[0].levels = LevelRange(lowest: 5, highest: 6)
        #expect(policy.limitFindings(granted: [], proposed: try grant("one@1", .rpl, nil)).isEmpty)
        #expect(policy.limitFindings(granted: [], proposed: try grant("one@1", .rpl, nil, level: 5)).count == 1)
        policy.limits[0].maximum = Sourced(gap: "unknown")
        #expect(policy.limitFindings(granted: [], proposed: try grant("one@1", .rpl, nil, level: 5)).isEmpty)
    }

    private func policy(_ scope: CreditLimit.Scope, _ basis: CreditLimit.Basis, _ maximum: Decimal) throws -> Policy {
        try Samples.policy { policy in
            policy.limits = [
                CreditLimit(
                    id: "half", statement: "Half at most", scope: scope, basis: basis, routes: [.rpl, .rcc],
                    maximum: Sourced(maximum, source: Samples.own))
            ]
        }
    }

    private func grant(
        _ unit: String, _ route: RecognitionRoute, _ credits: Decimal?, level: Int = 1, qualification: String = "q",
        on day: String = "2026-03-01"
    ) throws -> CreditGrant {
        CreditGrant(
            unit: try Samples.key(unit), route: route, credits: credits, creditSystem: "ten", level: level,
            qualification: qualification, grantedOn: try Samples.day(day))
    }
}
