import Assessment
import Foundation

extension AppealError: RuleError {
    var problem: Problem {
        switch self {
        case .notNow(let state, let allowed):
            Problem.conflict("appeal-state", "The appeal has not come so far, or is further", Self.words(state))
                .with("state", .string(state.rawValue)).with("allowed", .array(allowed.map { .string($0.rawValue) }))
        case .notTheMajority(let majority):
            Problem.conflict(
                "panel-majority", "The panel found something else",
                "Most of the panel found `\(majority?.rawValue ?? "nothing")`; the outcome says what they found."
            ).with("state", .string(majority?.rawValue ?? "")).with(
                "allowed", .array(majority.map { [.string($0.rawValue)] } ?? []))
        case .creditsOnlyWithReissue:
            Problem.invalid("/credits", "unknown", "Credits are named with `reissue` only.")
        case .upheldWithoutRemedy:
            Problem.invalid(
                "/remedy", "choice", "Credit was refused wrongly: send `reissue`, or `partly` as the verdict.")
        case .refusedWithRemedy:
            Problem.invalid("/remedy", "choice", "The decision stands: send `none`.")
        case .nothingToRevoke:
            Problem.invalid("/remedy", "choice", "The decision posted no credit.")
        case .neverLess(let least):
            Problem.invalid(
                "/remedy", "choice",
                "Under the policy no appeal ends with less than the decision gave\(least.map { ", \($0)" } ?? "").")
        case .unitHasNoNumber:
            Problem.invalid("/credits", "unknown", "The unit carries no number of credits: leave `credits` out.")
        case .sameAsBefore:
            Problem.invalid("/credits", "range", "That is what the decision gave: send `none`.")
        case .outOfRange(let most):
            Problem.invalid("/credits", "range", "Send more than 0 and at most \(most).")
        }
    }

    private static func words(_ state: Appeal.State) -> String {
        switch state {
        case .lodged: "Its panel is not called yet."
        case .called: "Somebody of its panel has not said yet whether they sit."
        case .heard: "It is being heard."
        case .opined: "Every member of the panel has given an opinion; its chair writes the outcome."
        case .decided: "It is decided. A decision on an appeal is never changed."
        case .withdrawn: "It was taken back."
        }
    }
}

extension Problem {
    static let alreadyOpined = Problem.conflict(
        "already-opined", "You have given your opinion", "An opinion is given once, and never changed."
    ).with("state", "opined").with("allowed", [])
}
