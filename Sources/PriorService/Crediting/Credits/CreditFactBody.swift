import Assessment
import Foundation

/// What a registrar lets become of a credit.
struct NewCreditFactBody: RequestBody {
    enum Kind: String, Codable, Sendable, CaseIterable {
        case suspended, reinstated, revoked, corrected
    }

    var kind: Kind
    var reason: String
    var credits: String?

    static let schema = Schema.object([
        .must("kind", .choice(of: Kind.self), "What becomes of it."),
        .must("reason", .text(4_000), "Why; the learner reads it, receivers do not."),
        .may("credits", .decimal, "For `corrected`: how many credits it should have been."),
    ])
}

/// Something that happened to a credit.
struct CreditFactBody: AnswerBody {
    var id: ID<CreditFact>
    var credit: ID<Credit>
    var number: Int
    var kind: CreditFact.Kind
    var replaces: ID<Credit>?
    var reason: String
    var madeBy: ID<Person>?
    var madeAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The fact."),
        .must("credit", .id, "The credit it happened to; of a correction, the one that stands now."),
        .must(
            "number", .integer(1...Int.max), "Which of the credit's facts, from 1 in the order in which they happened."),
        .must("kind", .choice(of: CreditFact.Kind.self), "What happened."),
        .may("replaces", .id, "Of a correction: the credit that it replaces."),
        .must("reason", .anyText(), "Why."),
        .may("madeBy", .id, "Who did it; absent where the service did, because a term ran out."),
        .must("madeAt", .dateTime, "When."),
    ])
}
