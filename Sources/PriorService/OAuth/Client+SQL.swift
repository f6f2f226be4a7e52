import Assessment
import Foundation
import Postgres
import Seal

extension Database {
    func clients(of institution: ID<Institution>, _ page: Page) async throws -> [ClientBody] {
        let rows = try await query(
            """
            select id, institution_id, name, scopes, created_at, revoked_at from client
            where institution_id = \(institution) and id > \(page.afterID ?? .zero)
            order by id limit \(page.rows)
            """)
        return try rows.map { row in
            let scopes: [String] = try row["scopes"]
            return ClientBody(
                id: try row["id"], institution: try row["institution_id"], name: try row["name"],
                scopes: scopes.compactMap(Scope.init(rawValue:)), createdAt: try row["created_at"],
                revokedAt: try row["revoked_at"])
        }
    }

    /// What a client proves itself with; nil when there is none, or it was revoked.
    func secretOfClient(
        _ id: ID<Client>
    ) async throws -> (id: ID<Client>, institution: ID<Institution>, secret: Digest, scopes: [String])? {
        let row = try await first(
            "select institution_id, secret_digest, scopes from client where id = \(id) and revoked_at is null")
        return try row.map { (id, try $0["institution_id"], try $0["secret_digest"], try $0["scopes"]) }
    }
}

extension Connection {
    func insert(_ client: ClientBody, secret: Digest, by person: ID<Person>) async throws {
        try await execute(
            """
            insert into client (id, institution_id, name, secret_digest, scopes, created_by, created_at)
            values (\(client.id), \(client.institution), \(client.name), \(secret), \(client.scopes.map(\.rawValue)),
                \(person), \(client.createdAt))
            """)
    }

    func insertToken(_ token: Digest, of client: ID<Client>, _ scopes: [String], at moment: Date) async throws {
        let expiry = moment.addingTimeInterval(Double(TokenBody.lasts))
        try await execute(
            """
            insert into client_token (token_digest, client_id, scopes, issued_at, expires_at)
            values (\(token), \(client), \(scopes), \(moment), \(expiry))
            """)
    }

    /// Revokes a client and drops its tokens.
    /// - Returns: whose it was, when there was such a client of one of these institutions to revoke.
    func revokeClient(
        _ id: ID<Client>, at institutions: [ID<Institution>], _ moment: Date
    ) async throws -> ID<Institution>? {
        let row = try await first(
            """
            update client set revoked_at = \(moment)
            where id = \(id) and institution_id = any(\(institutions)) and revoked_at is null
            returning institution_id
            """)
        guard let row else { return nil }
        try await execute("delete from client_token where client_id = \(id)")
        return try row["institution_id"]
    }
}
