import Assessment
import Foundation

/// An offer of a role.
struct NewInvitationBody: RequestBody {
    var email: String
    var role: Role

    static let schema = Schema.object([
        .must("email", .email, "Where the invitation is mailed; whoever accepts must be registered with this address."),
        .must("role", .choice(of: Role.self), "The role offered."),
    ])
}

/// An invitation, as staff who administer see it. Its token is only in the mail.
struct InvitationBody: AnswerBody {
    var id: ID<Invitation>
    var institution: ID<Institution>
    var email: String
    var role: Role
    var invitedAt: Date
    var expiresAt: Date
    var acceptedAt: Date?
    var withdrawnAt: Date?

    static let schema = Schema.object([
        .must("id", .id, "The invitation."),
        .must("institution", .id, "Where."),
        .must("email", .email, "Who was invited."),
        .must("role", .choice(of: Role.self), "The role offered."),
        .must("invitedAt", .dateTime, "When."),
        .must("expiresAt", .dateTime, "Until when it can be accepted."),
        .may("acceptedAt", .dateTime, "When it was accepted."),
        .may("withdrawnAt", .dateTime, "When it was taken back."),
    ])
}

/// The acceptance of an invitation, by a signed-in person.
struct AcceptanceBody: RequestBody {
    var invitation: String

    static let schema = Schema.object([
        .must("invitation", .text(200), "The token from the mail, `prior_l_…`.")
    ])
}

/// A role a person holds.
struct MembershipBody: AnswerBody {
    var id: ID<Membership>
    var institution: ID<Institution>
    var person: ID<Person>
    var name: String
    var role: Role
    var grantedAt: Date

    static let schema = Schema.object([
        .must("id", .id, "The membership."),
        .must("institution", .id, "Where."),
        .must("person", .id, "Who."),
        .must("name", .text(200), "Their name."),
        .must("role", .choice(of: Role.self), "The role."),
        .must("grantedAt", .dateTime, "Since when."),
    ])
}
