import Assessment

extension PortfolioError: RuleError {
    var problem: Problem {
        switch self {
        case .notNext(let from, let to):
            Problem.conflict(
                "portfolio-state", "Not in this state",
                "The portfolio is `\(from.rawValue)`, and `\(to.rawValue)` does not come next."
            ).with("state", .string(from.rawValue)).with("allowed", .array(from.next.map { .string($0.rawValue) }))
        case .notOpen(let state):
            Problem.conflict(
                "portfolio-not-open", "The portfolio cannot be changed now",
                "It is `\(state.rawValue)`. Its contents can be changed while it is `draft` or `returned`."
            ).with("state", .string(state.rawValue)).with("allowed", ["draft", "returned"])
        }
    }
}
