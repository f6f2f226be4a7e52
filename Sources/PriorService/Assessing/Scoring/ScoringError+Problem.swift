import Assessment
import HTTPTypes

extension ScoringError: RuleError {
    var problem: Problem {
        switch self {
        case .submitted:
            Problem.conflict(
                "scorecard-submitted", "The scorecard is submitted",
                "A submitted scorecard never changes. What is wrong with it is for the next step of the case."
            ).with("state", "submitted")
        case .unknownCriterion(let criterion, let known):
            Problem(
                .notFound, "not-found", "Not found",
                "The rubric has no criterion `\(criterion)`. It has: \(known.joined(separator: ", ")).")
        case .unknownLevel(_, let criterion, let known):
            Problem.invalid(
                "/level", "choice", "Send a level of `\(criterion)`: \(known.joined(separator: ", ")).")
        case .noResult:
            Problem.unexpected
        case .unknownClaim:
            Problem.notFound("claim for this assignment to score")
        case .stillBlind:
            Problem.conflict(
                "scorecards-blind", "The scorecards are not shown yet",
                "They are shown, to everybody at once, when every claim of the submission has its outcome and no moderator is to look at one."
            ).with("allowed", ["assessed"])
        }
    }
}

extension RulingError: RuleError {
    var problem: Problem {
        switch self {
        case .reasonMissing(let questions):
            Problem.invalid(
                questions.map {
                    Fault(
                        pointer: "/reasons/\($0.rawValue)", code: "missing",
                        detail: "Say why: an answer that is not yes needs its reason.")
                })
        case .againstTheCount:
            Problem.invalid(
                "/reasons/current", "missing",
                "By the policy's count this item is too old (see the assignment's findings). Say why it still counts, "
                    + "whatever you answer.")
        case .revisionWithoutReason(let standing):
            Problem.invalid(
                "/revisionReason", "missing",
                "You ruled otherwise on this item before (revision \(standing)). Say why you revise that.")
        }
    }
}

extension CompletionError: RuleError {
    var problem: Problem {
        switch self {
        case .outstanding(let work):
            Problem.conflict(
                "assessment-incomplete", "Something is not assessed yet",
                "\(work.unscored.count) criteria have no level and \(work.unruled.count) items no ruling."
            )
            .with(
                "unscored",
                .array(
                    work.unscored.map {
                        ["claim": .string($0.claim.description), "criterion": .string($0.criterion)]
                    })
            )
            .with(
                "unruled",
                .array(
                    work.unruled.map {
                        ["claim": .string($0.claim.description), "evidence": .string($0.evidence.description)]
                    }))
        }
    }
}
