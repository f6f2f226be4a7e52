import Assessment
import Foundation
import HTTPTypes

extension DecisionError: RuleError {
    var problem: Problem {
        switch self {
        case .recommendationRefuses:
            Problem.conflict(
                "recommendation-refuses", "Nothing was recommended",
                "The recommendation is a refusal: it can be confirmed with `refused`, and the learner then gets its reasons."
            ).with("state", "refusal").with("allowed", ["refused"])
        case .expired(let day):
            Problem.conflict(
                "recommendation-expired", "The recommendation is no longer valid",
                "It could be granted until \(day). It can be refused; the learner may then claim again."
            ).with("state", "expired").with("allowed", ["refused"])
        case .noReason:
            Problem.invalid("/reason", "missing", "Less than was recommended needs a reason that the learner can read.")
        case .grantedIsWhole(let whole):
            Problem.invalid(
                "/credits", "range",
                "`granted` is all that was recommended\(whole.map { ", \($0)" } ?? ""); leave `credits` out, or send `partly`."
            )
        case .nothingToDivide:
            Problem.invalid("/verdict", "choice", "The unit carries no credits to divide: send `granted` or `refused`.")
        case .partIsLess(let whole):
            Problem.invalid("/credits", "range", "`partly` grants more than 0 and less than \(whole).")
        case .refusedHasNoCredits:
            Problem.invalid("/credits", "unknown", "`refused` grants none: leave `credits` out.")
        }
    }
}

extension SeparationError: RuleError {
    var problem: Problem {
        let words =
            switch self {
            case .isLearner: "Nobody decides on their own portfolio."
            case .isAssessor: "Whoever assessed a submission does not decide on it."
            }
        return Problem(.forbidden, "not-independent", "Someone independent must do this", words)
    }
}

extension AggregationError: RuleError {
    /// Submitted scorecards are complete and of the rubric; if one is not, it is the service's fault.
    var problem: Problem { .unexpected }
}

extension Problem {
    /// 409 that names each rule broken, where it comes from, and what would still fit.
    static func notWithinLimits(_ findings: [PolicyFinding], room: Decimal?) -> Problem {
        let words = findings.map(\.words).joined(separator: " ")
        let isDouble = findings.contains { $0.rule.hasPrefix("doubleAward.") }
        let fits = room ?? 0
        let problem =
            isDouble
            ? Problem.conflict("double-award", "The learning is credited already", words)
            : Problem.conflict("credit-limit", "A limit of the policy would be passed", words)
        return problem.with("findings", .array(findings.map(\.json))).with("fits", .string(fits.description))
            .with("state", "undecided").with("allowed", fits > 0 ? ["partly", "refused"] : ["refused"])
    }

    /// What the database itself refuses, whatever the policy says.
    static let unitCredited = Problem.conflict(
        "double-award", "The unit is credited already",
        "Credit for one unit is given to one person once, whichever institution posts it."
    ).with(
        "findings",
        [
            [
                "rule": "credit_once_per_unit", "blocking": true,
                "words": "Credit for one unit is given to one person once.",
            ]
        ]
    ).with("fits", "0").with("state", "undecided").with("allowed", ["refused"])
}
