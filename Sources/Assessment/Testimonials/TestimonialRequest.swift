public import Foundation

/// A witness asked, by a link of their own, to say what they saw. Identified by `ID<TestimonialRequest>`.
public struct TestimonialRequest: Sendable, Equatable {
    /// How far a request has come.
    public enum State: String, Codable, Sendable, CaseIterable {
        /// A link is to be handed over to the witness, and was not made yet.
        case prepared
        /// The link works and was not used.
        case awaited
        /// The witness signed a testimonial.
        case answered
        /// The witness will not give one.
        case declined
        /// The link ran out unused.
        case expired
        /// Whoever asked took the request back.
        case withdrawn
    }

    /// Until when the link works.
    public var expiresAt: Date
    /// When the witness signed.
    public var answeredAt: Date?
    /// When the witness declined.
    public var declinedAt: Date?
    /// When the request was taken back.
    public var withdrawnAt: Date?
    /// How many links were mailed for it, the first counted.
    public var links: Int
    /// When a link was last made to be handed over.
    public var handedOverAt: Date?
    /// When the service reminds the witness next; nil: never.
    public var nextReminderAt: Date?
    /// How often the service reminded the witness.
    public var reminders: Int

    /// Links that are mailed for one request at the most, so that nobody is pestered in a learner's name.
    public static let maximumLinks = 6
    /// Reminders that the service mails of itself, at the most.
    public static let maximumReminders = 3
    /// Requests of one portfolio that may be awaited at once.
    public static let maximumAwaited = 20

    /// A request as it stands.
    public init(
        expiresAt: Date, answeredAt: Date? = nil, declinedAt: Date? = nil, withdrawnAt: Date? = nil, links: Int = 1,
        handedOverAt: Date? = nil, nextReminderAt: Date? = nil, reminders: Int = 0
    ) {
        self.expiresAt = expiresAt
        self.answeredAt = answeredAt
        self.declinedAt = declinedAt
        self.withdrawnAt = withdrawnAt
        self.links = links
        self.handedOverAt = handedOverAt
        self.nextReminderAt = nextReminderAt
        self.reminders = reminders
    }

    /// Its state at a moment. The link does not work any more at the very moment it expires.
    public func state(at moment: Date) -> State {
        if answeredAt != nil { return .answered }
        if declinedAt != nil { return .declined }
        if withdrawnAt != nil { return .withdrawn }
        guard moment < expiresAt else { return .expired }
        return links == 0 && handedOverAt == nil ? .prepared : .awaited
    }

    /// Refuses a link that was used, ran out or was taken back: answering and declining use it up.
    public func requireAwaited(at moment: Date) throws(TestimonialRequestError) {
        let state = state(at: moment)
        guard state == .awaited else { throw .notAwaited(state) }
    }

    /// Refuses to take back, or to ask again, what has its answer. One that expired can still be either.
    public func requireUnanswered(at moment: Date) throws(TestimonialRequestError) {
        let state = state(at: moment)
        guard [.prepared, .awaited, .expired].contains(state) else { throw .settled(state) }
    }

    /// The request with one mailed link more, which works until `expiry`.
    public func asked(again moment: Date, until expiry: Date) throws(TestimonialRequestError) -> TestimonialRequest {
        try requireUnanswered(at: moment)
        guard links < Self.maximumLinks else { throw .askedOften(links) }
        var asked = self
        asked.links += 1
        asked.expiresAt = expiry
        return asked
    }

    /// The request with a link that is handed over, which works until `expiry`.
    public func handedOver(at moment: Date, until expiry: Date) throws(TestimonialRequestError) -> TestimonialRequest {
        try requireUnanswered(at: moment)
        var handed = self
        handed.handedOverAt = moment
        handed.expiresAt = expiry
        return handed
    }

    /// The request after a reminder by the service.
    /// - Parameter next: when the one after it is due by the policy.
    public func reminded(nextAt next: Date?) -> TestimonialRequest {
        var reminded = self
        reminded.links += 1
        reminded.reminders += 1
        reminded.schedule(next)
        return reminded
    }

    /// Sets when the witness is reminded next; never where that is too late, or often enough was reached.
    public mutating func schedule(_ next: Date?) {
        let isOften = reminders >= Self.maximumReminders || links >= Self.maximumLinks
        nextReminderAt = next.flatMap { !isOften && $0 < expiresAt ? $0 : nil }
    }

    /// For how long after signing a witness can take back what they signed, in seconds: a year. Whoever takes it back
    /// later writes to the institution.
    public static let canBeTakenBackFor: TimeInterval = 365 * 86_400
}

/// What a request for a testimonial does not allow.
public enum TestimonialRequestError: Error, Sendable, Equatable {
    /// The link opens nothing.
    case notAwaited(TestimonialRequest.State)
    /// It has its answer, or was taken back.
    case settled(TestimonialRequest.State)
    /// As many links as may be were mailed.
    case askedOften(Int)
}
