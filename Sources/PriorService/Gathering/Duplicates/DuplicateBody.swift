import Assessment
import Foundation

/// In which way an item is like another.
enum DuplicateKind: String, Codable, Sendable, CaseIterable {
    case sameBytes, nearImage, nearText
}

/// Where the other item lies, without saying whose it is.
enum DuplicatePlace: String, Codable, Sendable, CaseIterable {
    case samePortfolio, sameLearner, anotherLearner
}

/// A sign that an item was used before, for a person to look at: it decides nothing.
struct DuplicateBody: AnswerBody {
    var id: String
    var evidence: ID<Evidence>
    var kind: DuplicateKind
    var likeness: Double
    var page: Int?
    var place: DuplicatePlace
    var reason: String
    var other: OtherItemBody?

    static let schema = Schema.object([
        .must("id", .sha256, "Names this sign, and says nothing of the other item."),
        .must("evidence", .id, "The item of this case."),
        .must("kind", .choice(of: DuplicateKind.self), "What is alike: every byte, the picture, or the words."),
        .must("likeness", .number(0...1), "How alike, 0 to 1; 1 for the same bytes."),
        .may("page", .integer(1...1_000), "The page of the item that is most alike, of a picture."),
        .must("place", .choice(of: DuplicatePlace.self), "Where the other item lies."),
        .must("reason", .text(500), "Why it is shown, in words, with the rule's figure and where that comes from."),
        .may("other", .named(OtherItemBody.self), "The other item; assessors are told only of those of the same case."),
    ])
}

/// The item that another is like.
struct OtherItemBody: AnswerBody {
    var evidence: ID<Evidence>
    var page: Int?
    var portfolio: ID<Portfolio>?
    var learner: ID<Person>?
    var title: String?
    var addedAt: Date?

    static let schema = Schema.object([
        .must("evidence", .id, "The item."),
        .may("page", .integer(1...1_000), "Its page that is most alike."),
        .may("portfolio", .id, "The portfolio it is in; for staff."),
        .may("learner", .id, "Whose portfolio that is; for staff."),
        .may("title", .text(200), "What it is called; for staff."),
        .may("addedAt", .dateTime, "When it was added; for staff."),
    ])
}
