import Assessment

extension SubmissionError: RuleError {
    var problem: Problem {
        switch self {
        case .notDeclared:
            Problem.invalid(
                "/declaration", "declaration",
                "Send true when everything in it is your own work, or named as somebody else's.")
        case .incomplete(let findings):
            Problem.conflict(
                "portfolio-incomplete", "The portfolio is not complete",
                findings.isEmpty
                    ? "It claims no unit. Claim one, and link evidence to its criteria."
                    : "What stops it is in `findings`, each with what would be right."
            ).with("findings", .array(findings.map(\.json)))
        case .notAtTheDoor(let state):
            Problem.conflict(
                "submission-state", "Not in this state",
                "The submission is `\(state.rawValue)`; only one that is `received` is admitted or returned."
            ).with("state", .string(state.rawValue)).with("allowed", ["received"])
        case .notInAssessment(let state):
            Problem.conflict(
                "portfolio-state", "Not in this state",
                "The portfolio is `\(state.rawValue)`; this is done while it is `admitted` or `inAssessment`."
            ).with("state", .string(state.rawValue)).with("allowed", ["admitted", "inAssessment"])
        }
    }
}
