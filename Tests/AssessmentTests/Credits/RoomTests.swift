import Assessment
import Foundation
import Testing

@Suite struct RoomTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    @Test func `what still fits is the least room of any limit`() throws {
        #expect(try policy().room(granted: [], proposed: grant("a@1", 30)) == 20)
        #expect(try policy().room(granted: [grant("a@1", 15)], proposed: grant("b@1", 10)) == 5)
        #expect(try policy().room(granted: [grant("a@1", 15), grant("b@1", 15)], proposed: grant("c@1", 1)) == 0)
    }

    @Test func `a route no amount limits has room without end until its units are used up`() throws {
        let two = try [grant("a@1", 1, .rcc), grant("b@1", 1, .rcc)]
        #expect(try policy().room(granted: two, proposed: grant("c@1", 500, .rcc)) == nil)
        #expect(try policy().room(granted: two + [grant("d@1", 1)], proposed: grant("c@1", 1, .rcc)) == 0)
    }

    @Test func `a unit credited in any version leaves none`() throws {
        #expect(try policy().room(granted: [grant("a@1", 1)], proposed: grant("a@2", 1)) == 0)
    }

    private func policy() throws -> Policy {
        try Samples.policy { policy in
            policy.limits = [
                CreditLimit(
                    id: "most", statement: "At most 20", scope: .qualification, basis: .creditAmount, routes: [.rpl],
                    maximum: Sourced(20, source: Samples.own)),
                CreditLimit(
                    id: "three", statement: "At most three units", scope: .year, basis: .courses, routes: [.rpl, .rcc],
                    maximum: Sourced(3, source: Samples.own)),
            ]
        }
    }

    private func grant(_ unit: String, _ credits: Decimal, _ route: RecognitionRoute = .rpl) throws -> CreditGrant {
        try CreditGrant(
            unit: Samples.key(unit), route: route, credits: credits, creditSystem: "own-credit", level: 3,
            grantedOn: now)
    }
}
