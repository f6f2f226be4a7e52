/// Until when an open claim may be moved to another version of its unit.
public struct RubricMoveRules: Codable, Sendable, Equatable {
    /// What has not happened yet while a claim may be moved.
    public enum Until: String, Codable, Sendable, CaseIterable, Comparable {
        /// The submission is not admitted.
        case admission
        /// No assessor has scored a criterion.
        case firstMark
        /// No assessor has handed a scorecard in.
        case firstScorecard
        /// The claim has no outcome. No policy can go further.
        case outcome

        /// In the order in which they happen.
        public static func < (left: Until, right: Until) -> Bool { left.place < right.place }

        private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

        /// What has happened when it is too late, as the end of a sentence.
        public var words: String {
            switch self {
            case .admission: "its submission was admitted"
            case .firstMark: "an assessor has scored it"
            case .firstScorecard: "an assessor has handed in a scorecard of it"
            case .outcome: "it has its outcome"
            }
        }
    }

    /// The event that ends it.
    public var until: Sourced<Until>

    /// Rules of moving.
    public init(until: Sourced<Until>) { self.until = until }
}

extension Policy {
    /// Until when a claim may be moved; where the policy says nothing, until it has its outcome.
    public var movesUntil: RubricMoveRules.Until { rubricMoves?.until.value ?? .outcome }
}
