import Assessment
import Foundation
import Seal

/// A moderator's word that they are independent is an assessor's: `AssignmentAcceptanceBody`. This is their verdict.
struct NewModerationVerdictBody: RequestBody {
    var verdict: Moderation.Verdict
    var reasons: [ModerationReasonBody]?
    var note: String?

    static let schema = Schema.object([
        .must("verdict", .choice(of: Moderation.Verdict.self), "Whether the outcome stands, or is marked again."),
        .may(
            "reasons", .list(of: .named(ModerationReasonBody.self), 0...100),
            "What to look at again; those who marked read it. Name no mark of anybody's. Needed to send back."),
        .may("note", .anyText(4_000), "Anything else, for coordinators."),
    ])
}

/// What a moderator asks to look at again.
struct ModerationReasonBody: Codable, Described {
    var criterion: String?
    var says: String

    init(_ reason: Moderation.Reason) {
        criterion = reason.criterion
        says = reason.says
    }

    var reason: Moderation.Reason { Moderation.Reason(criterion: criterion, says: says) }

    static let schema = Schema.object([
        .may("criterion", .slug, "On which criterion; absent for the claim as a whole."),
        .must("says", .string(.init(length: 1...4_000)), "What to look at again, and why."),
    ])
}

/// One moderation, blind: a case has its pseudonym, assessors have their seats.
struct ModerationBody: AnswerBody {
    var id: ID<Moderation>
    var institution: ID<Institution>
    var submission: ID<Submission>
    var pseudonym: String
    var claim: ID<Claim>
    var unit: DocumentKey
    var title: String
    var state: Moderation.State
    var outcome: RubricResult.Outcome
    var settledAt: Date
    var grounds: [String]
    /// The draw; for staff.
    var draw: ModerationDrawBody?
    var moderator: ID<Person>?
    var takenAt: Date?
    var reasons: [ModerationReasonBody]
    var note: String?
    var decidedAt: Date?
    var words: String?
    var scorecards: [SubmittedScorecardBody]?

    static let schema = Schema.object([
        .must("id", .id, "The moderation."),
        .must("institution", .id, "Where."),
        .must("submission", .id, "The case; blind at /api/submissions/{id} for the moderator who took this."),
        .must("pseudonym", .text(40), "What to call the case."),
        .must("claim", .id, "The claim."),
        .must("unit", .text(100), "The unit, `id@version`."),
        .must("title", .anyText(300), "The unit's title."),
        .must("state", .choice(of: Moderation.State.self), "Where it is."),
        .must("outcome", .choice(of: RubricResult.Outcome.self), "What the marks came to."),
        .must("settledAt", .dateTime, "When."),
        .must(
            "grounds", .list(of: .choice(of: Moderation.Ground.self)),
            "Why it is looked at whatever the draw says; empty where the draw decides."),
        .may("draw", .named(ModerationDrawBody.self), "How it was drawn or not; for staff."),
        .may("moderator", .id, "Who took it; for themself and staff."),
        .may("takenAt", .dateTime, "When."),
        .must("reasons", .list(of: .named(ModerationReasonBody.self)), "What those who marked were asked."),
        .may("note", .anyText(4_000), "What else was said; for themself and staff."),
        .may("decidedAt", .dateTime, "When it was decided."),
        .may("words", .anyText(), "Why the outcome is what it is; for whoever took it and staff."),
        .may(
            "scorecards", .list(of: .named(SubmittedScorecardBody.self)),
            "Every mark of the claim by seat, those marked again included; for whoever took it and staff."),
    ])
}

/// With what a moderation was drawn, or not: enough to do it again.
struct ModerationDrawBody: AnswerBody {
    var drawn: Bool?
    var round: ID<ModerationRound>?
    var seed: String?
    var digest: String?

    static let schema = Schema.object([
        .may("drawn", .boolean, "Whether it is looked at; absent while it waits for a round."),
        .may("round", .id, "The round, where it was drawn in one; the seed is there."),
        .may("seed", .sha256, "The seed of one that was drawn by itself, in hexadecimal."),
        .may("digest", .sha256, "SHA-256 of the seed, a colon, and the moderation's id."),
    ])
}

/// What came back to an assessor, and why.
struct SendBackBody: AnswerBody {
    var claim: ID<Claim>
    var reasons: [ModerationReasonBody]
    var sentBackAt: Date

    static let schema = Schema.object([
        .must("claim", .id, "The claim."),
        .must("reasons", .list(of: .named(ModerationReasonBody.self)), "What to look at again."),
        .must("sentBackAt", .dateTime, "When."),
    ])
}
