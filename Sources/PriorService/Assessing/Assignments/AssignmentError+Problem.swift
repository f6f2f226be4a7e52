import Assessment

extension AssignmentError: RuleError {
    var problem: Problem {
        switch self {
        case .notInState(let state, let needed):
            Problem.conflict(
                "assignment-state", "Not in this state",
                "The assignment is `\(state.rawValue)`; this is done while it is "
                    + needed.map { "`\($0.rawValue)`" }.joined(separator: " or ") + "."
            ).with("state", .string(state.rawValue)).with("allowed", .array(needed.map { .string($0.rawValue) }))
        case .independenceNotAffirmed:
            Problem.invalid(
                "/independence", "independence",
                "Send true when nothing stands between you and an independent judgement; otherwise decline with a recusal."
            )
        case .seatNotOpen(let seat, let open):
            Problem.conflict(
                "seat-not-open", "There is no such seat to give",
                "The seat `\(seat.rawValue)` is given only where the policy has it, or the first two disagree."
            ).with("seat", .string(seat.rawValue)).with("allowed", .array(open.map { .string($0.rawValue) }))
        case .notIndependent(let findings):
            Problem.conflict(
                "assessor-not-independent", "The assessor is not independent of the case",
                findings.map(\.words).joined(separator: " ")
                    + (findings.allSatisfy(\.canBeOverridden)
                        ? " With `overrideReason` a coordinator may set this aside; the reason is kept."
                        : " No reason sets this aside.")
            ).with("findings", .array(findings.map(\.json)))
        }
    }
}

extension IndependenceFinding {
    /// As any finding of a policy, and whether a reason sets it aside.
    fileprivate var json: JSONValue {
        var json = PolicyFinding(rule: rule, source: source, blocking: true, words: words).json
        json["canBeOverridden"] = .bool(canBeOverridden)
        return json
    }
}
