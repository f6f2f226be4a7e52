import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

/// Roles of people at institutions: taken by accepting an invitation, ended by an administrator.
enum MembershipRoutes {
    static func accept(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let token = SecretToken.digest(of: try call.body(AcceptanceBody.self).invitation)
        return try await call.change { change in
            guard let offer = try await change.connection.acceptInvitation(token: token, by: person, at: call.now)
            else {
                throw Problem.conflict(
                    "invitation-not-open", "No open invitation for you under this code",
                    "It may be used, withdrawn or older than 14 days, or sent to another address than the one you are "
                        + "registered with. Ask the institution to invite you again.")
            }
            let membership = MembershipBody(
                id: call.newID(), institution: offer.institution, person: person.id, name: person.name,
                role: offer.role,
                grantedAt: call.now)
            try await change.connection.insert(membership, by: nil)
            // The code was in the mail, and nowhere else.
            try await change.connection.confirmEmail(of: person.id, at: call.now)
            change.callerChanged(.person(person.id))
            change.record("membership.granted", of: membership.id, at: offer.institution, to: offer.role.rawValue)
            return try .created(membership, at: "/api/institutions/\(offer.institution)/memberships")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let id = try call.id(of: Institution.self)
        let person = try call.person()
        guard person.holds(.administer, at: id) || person.holds(.assign, at: id) || person.holds(.audit, at: id) else {
            throw Problem.forbidden("Only the institution's own staff see who works there.")
        }
        let page = try call.page(keys: 1)
        let memberships = try await call.resources.database.memberships(at: id, page)
        return try call.list(memberships, page) { [$0.id.description] }
    }

    static func end(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let id = try call.id(of: Membership.self)
        return try await call.change { change in
            let institutions = person.institutions(where: .administer)
            guard
                let ended = try await change.connection.endMembership(id, at: institutions, by: person.id, call.now)
            else { throw Problem.notFound("membership") }
            change.callerChanged(.person(ended.person))
            change.record("membership.ended", of: id, at: ended.institution, from: ended.role.rawValue)
            return .noContent
        }
    }
}
