import Assessment
import Foundation
import Testing

@Suite struct TestimonialRequestTests {
    private let day: (Double) -> Date = { Date(timeIntervalSince1970: $0 * 86_400) }

    @Test(
        arguments: [
            (nil, nil, nil, 29, TestimonialRequest.State.awaited), (nil, nil, nil, 30, .expired),
            (5, nil, nil, 40, .answered),
            (nil, 5, nil, 40, .declined), (nil, nil, 5, 6, .withdrawn),
        ] as [(Double?, Double?, Double?, Double, TestimonialRequest.State)])
    func `a request is in one state at a time`(
        _ answered: Double?, _ declined: Double?, _ withdrawn: Double?, _ now: Double, _ state: TestimonialRequest.State
    ) {
        let request = TestimonialRequest(
            expiresAt: day(30), answeredAt: answered.map(day), declinedAt: declined.map(day),
            withdrawnAt: withdrawn.map(day))
        #expect(request.state(at: day(now)) == state)
    }

    @Test func `a link that ran out answers nothing, and can be sent anew`() throws {
        let request = TestimonialRequest(expiresAt: day(30))
        #expect(throws: TestimonialRequestError.notAwaited(.expired)) { try request.requireAwaited(at: day(31)) }
        let again = try request.asked(again: day(31), until: day(61))
        #expect(again.state(at: day(31)) == .awaited)
        #expect(again.links == 2)
    }

    @Test func `what has its answer is not asked again, and nobody is asked without end`() {
        let answered = TestimonialRequest(expiresAt: day(30), answeredAt: day(2))
        #expect(throws: TestimonialRequestError.settled(.answered)) {
            try answered.asked(again: day(3), until: day(33))
        }
        #expect(throws: TestimonialRequestError.settled(.answered)) { try answered.requireUnanswered(at: day(3)) }
        let often = TestimonialRequest(expiresAt: day(30), links: TestimonialRequest.maximumLinks)
        #expect(throws: TestimonialRequestError.askedOften(6)) { try often.asked(again: day(3), until: day(33)) }
    }

    @Test func `a request without an address is prepared until its link is handed over`() throws {
        let request = TestimonialRequest(expiresAt: day(30), links: 0)
        #expect(request.state(at: day(1)) == .prepared)
        #expect(throws: TestimonialRequestError.notAwaited(.prepared)) { try request.requireAwaited(at: day(1)) }
        let handed = try request.handedOver(at: day(2), until: day(32))
        #expect(handed.state(at: day(31)) == .awaited)
        #expect(throws: TestimonialRequestError.settled(.declined)) {
            try TestimonialRequest(expiresAt: day(30), declinedAt: day(1)).handedOver(at: day(2), until: day(32))
        }
    }

    @Test func `the service reminds so often and no more, and never after the link runs out`() {
        var request = TestimonialRequest(expiresAt: day(30))
        request.schedule(day(7))
        #expect(request.nextReminderAt == day(7))
        var reminded: [Double] = []
        while let due = request.nextReminderAt {
            reminded.append(due.timeIntervalSince1970 / 86_400)
            request = request.reminded(nextAt: due.addingTimeInterval(7 * 86_400))
        }
        #expect(reminded == [7, 14, 21])
        #expect(request.links == 4)
        request = TestimonialRequest(expiresAt: day(10))
        request.schedule(day(10))
        #expect(request.nextReminderAt == nil)
        request = TestimonialRequest(expiresAt: day(30), links: TestimonialRequest.maximumLinks)
        request.schedule(day(7))
        #expect(request.nextReminderAt == nil)
    }
}
