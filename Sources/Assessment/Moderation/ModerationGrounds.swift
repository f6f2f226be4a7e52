public import Foundation

/// What the policy needs to know of a claim that has its outcome.
public struct ModeratedFacts: Sendable, Equatable {
    /// What stands.
    public var outcome: RubricResult.Outcome
    /// Whether one level on one criterion would turn it.
    public var isBorderline: Bool
    /// Since when each assessor of the claim assesses at the institution.
    public var assessorsSince: [Date]
    /// Whether any of them drifts.
    public var isDrifting: Bool
    /// Whether a moderator sent it back before.
    public var isRemarked: Bool
    /// Whether its learner has appealed against a decision on the same unit.
    public var isAppealed: Bool

    /// Facts of one claim.
    public init(
        outcome: RubricResult.Outcome, isBorderline: Bool = false, assessorsSince: [Date] = [],
        isDrifting: Bool = false, isRemarked: Bool = false, isAppealed: Bool = false
    ) {
        self.outcome = outcome
        self.isBorderline = isBorderline
        self.assessorsSince = assessorsSince
        self.isDrifting = isDrifting
        self.isRemarked = isRemarked
        self.isAppealed = isAppealed
    }
}

extension ModerationRules {
    /// Why a claim is looked at whatever the draw says; empty where the draw decides. What was sent back is always looked at
    /// again.
    public func grounds(for facts: ModeratedFacts, at moment: Date) -> [Moderation.Ground] {
        let always = Set(always.value ?? [])
        var grounds: [Moderation.Ground] = []
        if always.contains(.notYetCompetent), facts.outcome == .notYetCompetent { grounds.append(.notYetCompetent) }
        if always.contains(.appeal), facts.isAppealed { grounds.append(.appeal) }
        if always.contains(.newAssessor), facts.assessorsSince.contains(where: { isNew($0, at: moment) }) {
            grounds.append(.newAssessor)
        }
        if always.contains(.borderline), facts.isBorderline { grounds.append(.borderline) }
        if always.contains(.driftingAssessor), facts.isDrifting { grounds.append(.driftingAssessor) }
        if facts.isRemarked { grounds.append(.remarked) }
        return grounds
    }

    private func isNew(_ since: Date, at moment: Date) -> Bool {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        let months = newAssessorMonths.value ?? 0
        guard let until = calendar.date(byAdding: .month, value: months, to: since) else { return false }
        return moment < until
    }
}

extension Rubric {
    /// Whether a result is close to the line: not yet competent, and one level more on one criterion would turn it; or
    /// competent, and one level less on one criterion that is not at its top would. What is at its top leaves nothing in
    /// doubt, so that a rubric which asks for the top everywhere has no borderline pass. The definition is Prior's own.
    public func isBorderline(_ levels: [String: String]) throws(AggregationError) -> Bool {
        let outcome = try result(of: levels).outcome
        let step = outcome == .competent ? -1 : 1
        for criterion in criteria {
            guard let level = levels[criterion.id], let rank = criterion.rank(of: level) else { continue }
            if outcome == .competent, rank == criterion.levels.count - 1 { continue }
            guard criterion.levels.indices.contains(rank + step) else { continue }
            var other = levels
            other[criterion.id] = criterion.levels[rank + step].id
            if try result(of: other).outcome != outcome { return true }
        }
        return false
    }
}
