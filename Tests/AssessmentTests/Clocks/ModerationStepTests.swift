import Foundation
import Testing

@testable import Assessment

@Suite struct ModerationStepTests {
    private let time = WorkingTime()
    /// Monday, 21 September 2026.
    private let monday = Date(timeIntervalSince1970: 1_790_000_000)

    private func policy(_ clocks: [CaseClock: ClockLength]) -> Policy {
        var policy = Policies.twoSeats
        policy.clocks = clocks.mapValues { Sourced($0, source: Policies.source) }
        policy.watch = WatchRules(
            remindBefore: Sourced(ClockLength(1, .workingDays), source: Policies.source),
            escalateAfter: Sourced(ClockLength(1, .workingDays), source: Policies.source),
            lapses: Sourced([.moreEvidence], source: Policies.source))
        return policy
    }

    private func facts(isTaken: Bool) -> CaseFacts {
        CaseFacts(state: .assessed, stateSince: monday, moderation: .init(isTaken: isTaken, since: monday))
    }

    @Test(
        arguments: [
            ([.moderation: ClockLength(2, .workingDays), .recommendation: ClockLength(3, .workingDays)], "2026-09-23"),
            ([.recommendation: ClockLength(3, .workingDays)], "2026-09-24"), ([:], "2026-09-28"),
        ] as [([CaseClock: ClockLength], String)])
    func `a moderator has the time of their own clock, or of what waits for them, or five working days`(
        clocks: [CaseClock: ClockLength], last: String
    ) throws {
        let step = policy(clocks).step(of: facts(isTaken: false), in: time)
        #expect(step.clock == .moderation && step.holder == .moderators)
        #expect(step.due.map { time.lastDay(before: $0).description } == last)
    }

    @Test func `only what was taken goes back to the queue, and only where the policy has leases`() throws {
        var policy = policy([.moderation: ClockLength(2, .workingDays)])
        let taken = policy.step(of: facts(isTaken: true), in: time)
        #expect(taken.holder == .moderator && policy.watchTimes(of: taken, in: time).lapseAt == nil)
        policy.leases = LeaseRules(
            unfinishedAfter: Sourced(ClockLength(3, .workingDays), source: Policies.source),
            givesAgain: Sourced(true, source: Policies.source))
        let times = policy.watchTimes(of: taken, in: time)
        #expect(times.lapseAt.map { time.lastDay(before: $0).description } == "2026-09-28")
        #expect(times.escalateAt.map { time.lastDay(before: $0).description } == "2026-09-24")
        let open = policy.step(of: facts(isTaken: false), in: time)
        #expect(policy.watchTimes(of: open, in: time).lapseAt == nil)
    }

    @Test func `seats that wait go before a moderation, and the recommendation's clock begins when that is closed`() {
        let policy = policy([.recommendation: ClockLength(3, .workingDays)])
        var facts = facts(isTaken: true)
        facts.state = .inAssessment
        facts.seats = [.init(since: monday, acceptBy: monday, dueAt: monday, isAccepted: true, isCompleted: false)]
        #expect(policy.step(of: facts, in: time).clock == .assessment)
        facts.seats = []
        #expect(policy.step(of: facts, in: time).clock == .moderation)
        let later = monday.addingTimeInterval(2 * 86_400)
        let closed = CaseFacts(state: .assessed, stateSince: monday, moderatedAt: later)
        let step = policy.step(of: closed, in: time)
        #expect(step.clock == .recommendation && step.since == later)
        #expect(step.due.map { time.lastDay(before: $0).description } == "2026-09-28")
    }
}
