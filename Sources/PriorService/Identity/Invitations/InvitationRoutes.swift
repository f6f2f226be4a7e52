import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

/// Staff come in by invitation: mailed to an address, accepted by the person registered with it.
enum InvitationRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let institution = try await administered(call)
        let body = try call.body(NewInvitationBody.self)
        return try await call.change { change in
            let person = try call.person()
            let invitation = try await change.invite(body.email, as: body.role, to: institution, by: person.id)
            return try .created(invitation, at: "/api/institutions/\(institution.id)/invitations")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let institution = try await administered(call)
        let page = try call.page(keys: 1)
        let invitations = try await call.resources.database.invitations(at: institution.id, page)
        return try call.list(invitations, page) { [$0.id.description] }
    }

    static func withdraw(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Invitation.self)
        return try await call.change { change in
            let institutions = person.institutions(where: .administer)
            guard let institution = try await change.connection.withdrawInvitation(id, at: institutions, call.now)
            else {
                throw Problem.notFound("open invitation")
            }
            change.record("invitation.withdrawn", of: id, at: institution)
            return .noContent
        }
    }

    /// The institution in the path, which the caller must administer.
    static func administered(_ call: Call) async throws -> InstitutionBody {
        let id = try call.id(of: Institution.self)
        guard let institution = try await call.resources.database.institution(id) else {
            throw Problem.notFound("institution")
        }
        guard try call.person().holds(.administer, at: id) else {
            throw Problem.forbidden("Only the institution's administrators may do this.")
        }
        return institution
    }
}

extension Change {
    /// Makes an invitation and owes its mail.
    @discardableResult
    func invite(
        _ email: String, as role: Role, to institution: InstitutionBody, by person: ID<Person>?
    ) async throws -> InvitationBody {
        let token = SecretToken.make(prefix: Credential.linkPrefix)
        let invitation = InvitationBody(
            id: call.newID(), institution: institution.id, email: email.lowercased(), role: role, invitedAt: call.now,
            expiresAt: call.now.addingTimeInterval(InvitationBody.lasts))
        try await connection.insert(invitation, token: token.digest, by: person)
        record("invitation.sent", of: invitation.id, at: institution.id, to: role.rawValue)
        try await send(
            Mail(
                recipient: invitation.email, purpose: "invitation",
                subject: "\(institution.name) invites you to Prior",
                body: """
                    \(institution.name) asks you to work with it on recognition of prior learning, as \(role.rawValue).

                    Register at \(call.resources.settings.publicURL) with this address (\(invitation.email)), sign in, and
                    accept with this code:

                    \(token.text)

                    It is for you alone and holds for 14 days. If you did not expect it, do nothing.
                    """))
        return invitation
    }
}

extension InvitationBody {
    /// 14 days, in seconds.
    static let lasts: TimeInterval = 14 * 86_400
}
