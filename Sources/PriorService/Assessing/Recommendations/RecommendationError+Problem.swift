import Assessment

extension RecommendationError: RuleError {
    var problem: Problem {
        switch self {
        case .unknownCriterion(let id):
            Problem.invalid(
                "/reasons", "unknown", "The unit has no criterion `\(id)`. Send ids of the unit's own criteria.")
        case .criterionTwice:
            Problem.invalid("/reasons", "twice", "Send one reason for each criterion.")
        case .reasonsMissing(let criteria):
            Problem.invalid(
                criteria.map { criterion in
                    Fault(
                        pointer: "/reasons", code: "missing",
                        detail: "A refusal says why on every unmet criterion: send a reason on `\(criterion)`.")
                })
        case .noNextStep:
            Problem.invalid("/nextStep", "missing", "A refusal says what the learner can do now: send `nextStep`.")
        case .creditWithoutSystem:
            Problem.unexpected
        }
    }
}
