import Assessment
import Foundation

/// Calling named people together over claims on which the assessors disagree.
struct NewPanelBody: RequestBody {
    var chair: ID<Person>
    var members: [ID<Person>]

    static let schema = Schema.object([
        .must("chair", .id, "Who records the joint mark, in the third seat; an assessor."),
        .must("members", .list(of: .id, 1...8), "Who agrees to it beside the chair; assessors, moderators or panel."),
    ])
}

/// A panel, for those in it and for staff.
struct PanelBody: AnswerBody {
    /// Who agrees beside the chair.
    struct Member: AnswerBody {
        var person: ID<Person>
        var name: String
        var agreed: Bool
        var agreedAt: Date?

        static let schema = Schema.object([
            .must("person", .id, "Who."), .must("name", .anyText(200), "Their name."),
            .must("agreed", .boolean, "Whether they agree to the joint mark as it stands now."),
            .may("agreedAt", .dateTime, "When they last agreed."),
        ])
    }

    var id: ID<Panel>
    var submission: ID<Submission>
    var pseudonym: String
    var assignment: ID<Assignment>
    var chair: ID<Person>
    var members: [Member]
    var disputes: [DisputeBody]
    var convenedAt: Date
    var completedAt: Date?
    /// The joint mark, as far as the chair has written it.
    var draft: [PanelMarkBody]
    /// The sets of marks in dispute, by seat.
    var scorecards: [SubmittedScorecardBody]

    static let schema = Schema.object([
        .must("id", .id, "The panel."),
        .must("submission", .id, "The case, blind at /api/submissions/{id}."),
        .must("pseudonym", .text(40), "What to call it."),
        .must("assignment", .id, "The third seat, in which the chair records the joint mark as any assessor does."),
        .must("chair", .id, "Who."),
        .must("members", .list(of: .named(Member.self)), "Who agrees beside the chair."),
        .must("disputes", .list(of: .named(DisputeBody.self)), "The claims in dispute, and why."),
        .must("convenedAt", .dateTime, "When it was called."),
        .may("completedAt", .dateTime, "When the joint mark was given."),
        .must("draft", .list(of: .named(PanelMarkBody.self)), "The joint mark as it stands."),
        .must(
            "scorecards", .list(of: .named(SubmittedScorecardBody.self)), "The marks in dispute, by seat, nobody named."
        ),
    ])
}

/// One level of a joint mark.
struct PanelMarkBody: AnswerBody {
    var claim: ID<Claim>
    var criterion: String
    var level: String
    var comment: String

    static let schema = Schema.object([
        .must("claim", .id, "The claim."), .must("criterion", .text(100), "The criterion."),
        .must("level", .text(100), "The level's id."), .must("comment", .anyText(4_000), "Why; it is needed."),
    ])
}

/// Named people who settle what two assessors disagree on.
enum Panel {}
