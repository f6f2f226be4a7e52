import Assessment

extension ModerationError: RuleError {
    var problem: Problem {
        switch self {
        case .notInState(let state, let needed):
            Problem.conflict(
                "moderation-state", "Not in this state",
                "The moderation is `\(state.rawValue)`; this is done while it is "
                    + needed.map { "`\($0.rawValue)`" }.joined(separator: " or ") + "."
            ).with("state", .string(state.rawValue)).with("allowed", .array(needed.map { .string($0.rawValue) }))
        case .open(let state):
            Problem.conflict(
                "moderation-open", "The outcome is not moderated yet",
                state == .waiting
                    ? "The claim waits for a round of moderation. A coordinator draws it."
                    : "A moderator is to look at the claim before it is recommended."
            ).with("state", .string(state.rawValue)).with("allowed", ["passed", "agreed"])
        case .reasonsMissing:
            Problem.invalid("/reasons", "missing", "Say what to look at again, and why.")
        case .reasonsWithoutCause:
            Problem.invalid("/reasons", "unexpected", "Who agrees asks for nothing; a remark goes into `note`.")
        case .unknownCriterion(let place, let known):
            Problem.invalid(
                "/reasons/\(place)/criterion", "unknown", "Send one of: \(known.joined(separator: ", ")).")
        case .nothingToDraw:
            Problem.conflict("nothing-to-draw", "Nothing waits for a round", "No claim waits under this policy.")
        }
    }
}
