import Assessment
import Foundation

/// A posted credit, as the learner, the institution and every receiver see it.
struct CreditBody: AnswerBody {
    var id: ID<Credit>
    var learner: NamedBody<Person>
    var unit: UnitNameBody
    var credits: String?
    var creditSystem: String?
    var framework: DocumentKey
    var level: Int
    var route: RecognitionRoute
    var institution: NamedBody<Institution>
    var subjects: [String]
    var conditions: String
    var validUntil: CalendarDate?
    var state: CreditState
    var postedAt: Date
    var suspendedAt: Date?
    var revokedAt: Date?
    var replacedAt: Date?
    var replaces: ID<Credit>?
    var chainDigest: String
    var decided: HowDecidedBody

    static let schema = Schema.object([
        .must("id", .id, "The credit."),
        .must("learner", NamedBody<Person>.schema, "Whose it is."),
        .must("unit", .named(UnitNameBody.self), "For which unit."),
        .may("credits", .decimal, "How many; absent where the framework counts units and no credits."),
        .may("creditSystem", .slug, "Which credits: a number says nothing without its system."),
        .must("framework", .text(120), "The framework and its version."),
        .must("level", .integer(0...20), "The level on it."),
        .must("route", .choice(of: RecognitionRoute.self), "By which route."),
        .must("institution", NamedBody<Institution>.schema, "Who posted it."),
        .must("subjects", .list(of: .text(200)), "Subjects under which it may be posted elsewhere."),
        .must("conditions", .anyText(), "On which conditions."),
        .may("validUntil", .date, "Until when the recommendation it stands on holds."),
        .must("state", .choice(of: CreditState.self), "Whether it counts."),
        .must("postedAt", .dateTime, "When it was posted."),
        .may("suspendedAt", .dateTime, "Since when it does not count for now, if that is so."),
        .may("revokedAt", .dateTime, "When it was revoked, if it was."),
        .may("replacedAt", .dateTime, "When another one took its place, if one did."),
        .may("replaces", .id, "The credit that it corrects."),
        .must("chainDigest", .sha256, "SHA-256 of the chain it stands on."),
        .must("decided", .named(HowDecidedBody.self), "How its value was come to."),
    ])
}

/// Something by its id, with its name.
struct NamedBody<Subject>: Encodable, Sendable {
    var id: ID<Subject>
    var name: String

    static var schema: Schema {
        .object([.must("id", .id, "Its id."), .must("name", .text(200), "Its name.")])
    }
}

/// A unit by its version and title.
struct UnitNameBody: AnswerBody {
    var id: String
    var version: String
    var title: String

    static let schema = Schema.object([
        .must("id", .slug, "The unit."), .must("version", .text(20), "Its version."),
        .must("title", .text(400), "Its title."),
    ])
}

/// How a credit's value was come to, without who.
struct HowDecidedBody: AnswerBody {
    var assessors: Int
    var rubricFingerprint: String

    static let schema = Schema.object([
        .must("assessors", .integer(0...1_000), "How many assessors scored it without seeing each other's marks."),
        .must("rubricFingerprint", .sha256, "SHA-256 of the unit with its rubric, as it was scored."),
    ])
}
