import Assessment
import Foundation
import Seal

/// A wish to draw a round.
struct NewModerationRoundBody: RequestBody {
    var policy: String?

    static let schema = Schema.object([
        .may("policy", .text(120), "From claims under this policy, `id@version`; the institution's own when not given.")
    ])
}

/// A draw from all the claims that waited for one, with everything that decided it.
struct ModerationRoundBody: AnswerBody {
    var id: ID<ModerationRound>
    var institution: ID<Institution>
    var policy: DocumentKey
    var method: ModerationSampling.Name
    var share: String?
    var minimum: Int?
    var seed: Digest
    var population: Int
    var size: Int
    var drawnAt: Date
    var inputs: [ModerationInputBody]?

    static let schema = Schema.object([
        .must("id", .id, "The round."),
        .must("institution", .id, "Where."),
        .must("policy", .text(120), "Under which policy."),
        .must("method", .choice(of: ModerationSampling.Name.self), "How many of so many are looked at."),
        .may("share", .decimal, "The base rate, or the share."),
        .may("minimum", .integer(0...1000), "And no fewer than this."),
        .must("seed", .sha256, "32 random bytes in hexadecimal."),
        .must("population", .integer(0...Int.max), "How many waited."),
        .must("size", .integer(0...Int.max), "How many of them are looked at."),
        .must("drawnAt", .dateTime, "When."),
        .may(
            "inputs", .list(of: .named(ModerationInputBody.self), 0...1_000_000),
            "Every one that waited, lowest digest first: the first `size` are drawn. Only of one round by itself."),
    ])
}

/// One that waited, and its place in the draw.
struct ModerationInputBody: AnswerBody {
    var id: ID<Moderation>
    var digest: Digest
    var drawn: Bool

    static let schema = Schema.object([
        .must("id", .id, "The moderation."),
        .must("digest", .sha256, "SHA-256 of the seed, a colon, and the id."),
        .must("drawn", .boolean, "Whether it is looked at."),
    ])
}
