import Assessment
import Foundation

/// Someone who registers.
struct RegistrationBody: RequestBody {
    var email: String
    var name: String
    var password: String
    var language: String?

    static let schema = Schema.object([
        .must("email", .email, "An address that mail reaches; it is also the name to sign in with."),
        .must("name", .text(200), "The name that stands on a portfolio and a credit."),
        .must("password", .anyText(256), "At least 15 characters; several words are best. No other rules."),
        .may("language", .choice(["en", "st"]), "The language to write to you in: English or Sesotho."),
    ])
}

/// A person, as they see themselves.
struct PersonBody: AnswerBody {
    var id: ID<Person>
    var email: String
    var name: String
    var roles: [RoleBody]

    static let schema = Schema.object([
        .must("id", .id, "The person."),
        .must("email", .email, "The address they sign in with."),
        .must("name", .text(200), "Their name."),
        .must("roles", .list(of: .named(RoleBody.self)), "What they are, and where."),
    ])
}

/// A role somewhere.
struct RoleBody: AnswerBody {
    var institution: ID<Institution>
    var role: Role

    static let schema = Schema.object([
        .must("institution", .id, "The institution."),
        .must("role", .choice(of: Role.self), "The role there."),
    ])
}
