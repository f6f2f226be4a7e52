import Assessment
import Foundation
import Postgres
import Seal

extension Database {
    func invitations(at institution: ID<Institution>, _ page: Page) async throws -> [InvitationBody] {
        let rows = try await query(
            """
            select id, institution_id, email, role, invited_at, expires_at, accepted_at, withdrawn_at from invitation
            where institution_id = \(institution) and id > \(page.afterID ?? .zero)
            order by id limit \(page.rows)
            """)
        return try rows.map { row in
            InvitationBody(
                id: try row["id"], institution: try row["institution_id"], email: try row["email"],
                role: try row["role"],
                invitedAt: try row["invited_at"], expiresAt: try row["expires_at"], acceptedAt: try row["accepted_at"],
                withdrawnAt: try row["withdrawn_at"])
        }
    }
}

extension Connection {
    func insert(_ invitation: InvitationBody, token: Digest, by person: ID<Person>?) async throws {
        try await execute(
            """
            insert into invitation (id, institution_id, email, role, token_digest, invited_by, invited_at, expires_at)
            values (\(invitation.id), \(invitation.institution), \(invitation.email), \(invitation.role), \(token),
                \(person), \(invitation.invitedAt), \(invitation.expiresAt))
            """)
    }

    /// - Returns: the institution, when there was an open invitation of one of these institutions to withdraw.
    func withdrawInvitation(
        _ id: ID<Invitation>, at institutions: [ID<Institution>], _ moment: Date
    ) async throws -> ID<Institution>? {
        let row = try await first(
            """
            update invitation set withdrawn_at = \(moment)
            where id = \(id) and institution_id = any(\(institutions)) and accepted_at is null and withdrawn_at is null
            returning institution_id
            """)
        return try row.map { try $0["institution_id"] }
    }

    /// Takes an open invitation for a person registered with its address; nil when there is none, whatever the reason.
    func acceptInvitation(
        token: Digest, by person: Caller.SignedIn, at moment: Date
    ) async throws -> (institution: ID<Institution>, role: Role)? {
        let row = try await first(
            """
            update invitation set accepted_at = \(moment), accepted_by = \(person.id)
            where token_digest = \(token) and email = \(person.email) and accepted_at is null and withdrawn_at is null
                and expires_at > \(moment)
            returning institution_id, role
            """)
        return try row.map { (try $0["institution_id"], try $0["role"]) }
    }
}
