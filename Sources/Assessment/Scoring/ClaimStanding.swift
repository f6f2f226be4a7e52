/// Where one claim of a submission stands, by the scorecards that are in.
public enum ClaimStanding: Sendable, Equatable {
    /// How a claim came to its outcome.
    public enum Settled: String, Codable, Sendable, CaseIterable {
        /// The seats of the policy agree.
        case agreed
        /// A third assessor's marks settled it.
        case thirdMarker
        /// A panel's joint mark settled it.
        case panel
    }

    /// Not every seat of the policy is in.
    case open
    /// The assessors disagree; why, in plain words, and a third must score the claim.
    case thirdNeeded(words: String)
    /// The marks at this place, counted from 0 in the order of the seats, stand; how it was settled, and why.
    case settled(by: Int, how: Settled, words: String)
}

extension Policy {
    /// What the results of one claim, in the order of the seats, come to.
    public func standing(of results: [RubricResult]) -> ClaimStanding {
        guard results.count >= seatCount, let settlement = settlement(of: results) else { return .open }
        switch settlement {
        case .thirdNeeded(let words):
            return .thirdNeeded(words: words)
        case .decided(let place, let words):
            guard !disagreement(between: results).isEmpty else {
                return .settled(by: place, how: .agreed, words: words)
            }
            let how: ClaimStanding.Settled = disagreement.resolution.value == .panel ? .panel : .thirdMarker
            return .settled(by: place, how: how, words: words)
        }
    }
}
