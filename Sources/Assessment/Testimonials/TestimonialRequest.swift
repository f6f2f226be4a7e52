public import Foundation

/// A witness asked, by a link of their own, to say what they saw. Identified by `ID<TestimonialRequest>`.
public struct TestimonialRequest: Sendable, Equatable {
    /// How far a request has come.
    public enum State: String, Codable, Sendable, CaseIterable {
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

    /// Links that are mailed for one request at the most, so that nobody is pestered in a learner's name.
    public static let maximumLinks = 6
    /// Requests of one portfolio that may be awaited at once.
    public static let maximumAwaited = 20

    /// A request as it stands.
    public init(
        expiresAt: Date, answeredAt: Date? = nil, declinedAt: Date? = nil, withdrawnAt: Date? = nil, links: Int = 1
    ) {
        self.expiresAt = expiresAt
        self.answeredAt = answeredAt
        self.declinedAt = declinedAt
        self.withdrawnAt = withdrawnAt
        self.links = links
    }

    /// Its state at a moment. The link does not work any more at the very moment it expires.
    public func state(at moment: Date) -> State {
        if answeredAt != nil { return .answered }
        if declinedAt != nil { return .declined }
        if withdrawnAt != nil { return .withdrawn }
        return moment < expiresAt ? .awaited : .expired
    }

    /// Refuses a link that was used, ran out or was taken back: answering and declining use it up.
    public func requireAwaited(at moment: Date) throws(TestimonialRequestError) {
        let state = state(at: moment)
        guard state == .awaited else { throw .notAwaited(state) }
    }

    /// Refuses to take back, or to ask again, what has its answer. One that expired can still be either.
    public func requireUnanswered(at moment: Date) throws(TestimonialRequestError) {
        let state = state(at: moment)
        guard state == .awaited || state == .expired else { throw .settled(state) }
    }

    /// The request with one link more, which works until `expiry`.
    public func asked(again moment: Date, until expiry: Date) throws(TestimonialRequestError) -> TestimonialRequest {
        try requireUnanswered(at: moment)
        guard links < Self.maximumLinks else { throw .askedOften(links) }
        var asked = self
        asked.links += 1
        asked.expiresAt = expiry
        return asked
    }
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
