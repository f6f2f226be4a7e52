/// What becomes of marks that were made under one version of a rubric when the case is moved to another. The marks
/// themselves are kept as they were, with the version they were made under.
public struct RubricMove: Codable, Sendable, Equatable {
    /// Levels, by criterion id, that mean the same under both and carry over.
    public var carried: [String: String]
    /// Criteria of the new version that have to be scored, in its order: new ones, and those whose marks do not carry over.
    public var toScore: [String]
    /// Why a mark does not carry over, in plain words, by criterion id, those of criteria that are gone included.
    public var reasons: [String: String]
    /// Whether the rule of aggregation is another.
    public var isOtherRule: Bool
}

extension Rubric {
    /// What carries over of these levels to a later version: a mark only where the criterion asks for the same, in the same
    /// words, and its level is still there, in the same words and with the same points. Anything else an assessor has to
    /// look at again.
    public func move(_ levels: [String: String], to later: Rubric) -> RubricMove {
        var move = RubricMove(carried: [:], toScore: [], reasons: [:], isOtherRule: aggregation != later.aggregation)
        for criterion in later.criteria {
            guard let given = levels[criterion.id], let earlier = self.criterion(criterion.id) else {
                move.toScore.append(criterion.id)
                continue
            }
            if let reason = earlier.isOtherThan(criterion, at: given) {
                move.toScore.append(criterion.id)
                move.reasons[criterion.id] = reason
            } else {
                move.carried[criterion.id] = given
            }
        }
        for criterion in criteria where levels[criterion.id] != nil && later.criterion(criterion.id) == nil {
            move.reasons[criterion.id] = "\u{201C}\(criterion.title)\u{201D} is no longer asked for."
        }
        return move
    }
}

extension Criterion {
    /// Why a level given on this criterion says nothing of the later one; nil where it does.
    fileprivate func isOtherThan(_ later: Criterion, at level: String) -> String? {
        guard outcome == later.outcome, statement == later.statement else {
            return "\u{201C}\(later.title)\u{201D} now asks for something else: \(later.statement)"
        }
        let before = levels.first { $0.id == level }
        guard let after = later.levels.first(where: { $0.id == level }), let before else {
            return "\u{201C}\(later.title)\u{201D} no longer has the level \u{201C}\(before?.name ?? level)\u{201D}."
        }
        guard before.descriptor == after.descriptor, before.points == after.points,
            rank(of: level) == later.rank(of: level)
        else {
            return
                "The level \u{201C}\(after.name)\u{201D} of \u{201C}\(later.title)\u{201D} now means something else: "
                + after.descriptor
        }
        return nil
    }
}
