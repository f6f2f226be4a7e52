import Assessment
import Foundation

/// What a change would mean for one open case.
struct CaseImpactBody: AnswerBody {
    struct ClaimImpact: AnswerBody {
        var claim: ID<Claim>
        var unit: String
        var marks: Int
        var mayMove: Bool
        var words: String

        static let schema = Schema.object([
            .must("claim", .id, "The claim."),
            .must("unit", .text(120), "The version it is under, and stays under unless it is moved."),
            .must("marks", .integer(0...100_000), "How many marks assessors have made on it."),
            .must("mayMove", .boolean, "Whether its policy lets it be moved as things stand."),
            .must("words", .anyText(), "What a move would mean."),
        ])
    }

    var portfolio: ID<Portfolio>
    var state: Portfolio.State
    var policy: String
    var claims: [ClaimImpact]
    var gained: [FindingBody]
    var lost: [FindingBody]

    static let schema = Schema.object([
        .must("portfolio", .id, "The portfolio."),
        .must("state", .choice(of: Portfolio.State.self), "Where it is."),
        .must("policy", .text(120), "The policy it is under, and stays under."),
        .must("claims", .list(of: .named(ClaimImpact.self)), "Of a unit: its claims to another version of it."),
        .must(
            "gained", .list(of: .named(FindingBody.self)),
            "Of a policy: what it would find that is not found now, if the case were begun under it today."),
        .must("lost", .list(of: .named(FindingBody.self)), "What it would not find any more."),
    ])
}
