import Assessment
import Foundation

/// One signature of a committee under a decision. Identified by `ID<DecisionSignature>`.
enum DecisionSignature {}

/// What a member of a committee signed.
struct SignatureBody: AnswerBody {
    var id: ID<DecisionSignature>
    var number: Int
    var verdict: Decision.Verdict
    var credits: String?
    var towards: DocumentKey?
    var reason: String
    var signedBy: ID<Person>
    var signedAt: Date
    var counts: Bool

    static let schema = Schema.object([
        .must("id", .id, "The signature."),
        .must("number", .integer(1...Int.max), "Which of the recommendation's, from 1."),
        .must("verdict", .choice(of: Decision.Verdict.self), "All, a part, or none."),
        .may("credits", .decimal, "How many; absent for none, and where the framework counts units only."),
        .may("towards", .text(120), "The qualification that it counts towards."),
        .must("reason", .anyText(), "Why."),
        .must("signedBy", .id, "Who signed."),
        .must("signedAt", .dateTime, "When."),
        .must("counts", .boolean, "Whether it is this person's latest."),
    ])
}

/// A signature just given, and what it came to.
struct SignedBody: AnswerBody {
    var signature: SignatureBody
    var agreed: Int
    var needed: Int
    var decision: DecisionBody?

    static let schema = Schema.object([
        .must("signature", .named(SignatureBody.self), "The signature."),
        .must("agreed", .integer(1...9), "How many say the same now."),
        .must("needed", .integer(2...9), "How many have to."),
        .may("decision", .named(DecisionBody.self), "The decision, where this was the last that it needed."),
    ])
}
