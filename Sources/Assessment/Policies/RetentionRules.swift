public import Foundation

/// How long what is kept of people is kept, and when their wish to be erased is done.
public struct RetentionRules: Codable, Sendable, Equatable {
    /// What holds for erasure.
    public var erasure: ErasureRules
    /// What becomes of files whose time is over. Of a portfolio, the rule for its end counts.
    public var files: [FileRetention]

    /// Rules of keeping.
    public init(erasure: ErasureRules, files: [FileRetention]) {
        self.erasure = erasure
        self.files = files
    }

    /// What holds where a policy says nothing: two weeks to think it over, no erasure under an open case, and files stay.
    public static let standard = RetentionRules(
        erasure: ErasureRules(
            waitingDays: Sourced(14, source: own), deferredBy: Sourced([.openCase, .appeal], source: own)),
        files: [])

    private static let own = Source(id: "own", title: "Set by this service; no published figure", confidence: .own)
}

/// How a learner's wish to be erased is dealt with. A legal hold and a role on the staff always stand against it.
public struct ErasureRules: Codable, Sendable, Equatable {
    /// What of a learner's own cases puts an erasure off.
    public enum Deferral: String, Codable, Sendable, CaseIterable {
        /// A submission that is not decided yet.
        case openCase
        /// A decision against which an appeal may still be lodged.
        case appeal
    }

    /// How many days the wish can be taken back.
    public var waitingDays: Sourced<Int>
    /// What puts it off.
    public var deferredBy: Sourced<[Deferral]>

    /// Rules of erasure.
    public init(waitingDays: Sourced<Int>, deferredBy: Sourced<[Deferral]>) {
        self.waitingDays = waitingDays
        self.deferredBy = deferredBy
    }
}

/// What becomes of a portfolio's files some time after its end.
public struct FileRetention: Codable, Sendable, Equatable {
    /// The ends of a portfolio that are told apart.
    public enum End: String, Codable, Sendable, CaseIterable {
        /// The institution decided every recommendation.
        case decided
        /// The learner took it back, or a clock ran out on it.
        case withdrawn
        /// It was never submitted, or never again, and nothing more was put into it.
        case idle
    }

    /// What becomes of them.
    public enum Fate: String, Codable, Sendable, CaseIterable {
        /// The bytes go; a salted digest stays, so that a file that somebody kept can be known again.
        case digest
        /// The bytes go, and nothing stays by which they could be known again.
        case delete
    }

    /// Its name, as events and plans give it.
    public var id: String
    /// From when on it is counted.
    public var after: End
    /// For how long they are kept; a gap keeps them.
    public var keep: Sourced<ClockLength>
    /// What becomes of them then.
    public var then: Fate

    /// A rule for files.
    public init(id: String, after: End, keep: Sourced<ClockLength>, then: Fate) {
        self.id = id
        self.after = after
        self.keep = keep
        self.then = then
    }

    /// When their time is over, for a portfolio that came to its end at a moment; nil for never.
    public func deadline(from end: Date) -> Date? { keep.value?.deadline(from: end, timeZone: .gmt) }
}

extension FileRetention.End {
    /// The states of a portfolio that are this end.
    public var states: [Portfolio.State] {
        switch self {
        case .decided: [.decided, .closed]
        case .withdrawn: [.withdrawn, .lapsed]
        case .idle: [.draft, .returned]
        }
    }
}
