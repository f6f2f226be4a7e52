import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

extension Database {
    func clients(of institution: ID<Institution>, _ page: Page) async throws -> [ClientBody] {
        let rows = try await query(
            """
            select id, institution_id, name, scopes, secret_digest is null as signs, keys_url, created_at, revoked_at
            from client
            where institution_id = \(institution) and id > \(page.afterID ?? .zero)
            order by id limit \(page.rows)
            """)
        return try rows.map { row in
            let scopes: [String] = try row["scopes"]
            let signs: Bool = try row["signs"]
            return ClientBody(
                id: try row["id"], institution: try row["institution_id"], name: try row["name"],
                scopes: scopes.compactMap(Scope.init(rawValue:)), proof: signs ? .privateKey : .secret,
                keysURL: try row["keys_url"], createdAt: try row["created_at"],
                revokedAt: try row["revoked_at"])
        }
    }

    /// What a client proves itself with; nil when there is none, or it was revoked.
    func proof(ofClient id: ID<Client>, at now: Date) async throws -> ClientProof? {
        let row = try await first(
            """
            select institution_id, scopes, secret_digest, keys, keys_url,
                case when former_secret_until > \(now) then former_secret_digest end as former
            from client where id = \(id) and revoked_at is null
            """)
        return try row.map { row in
            let (secret, former): (Digest?, Digest?) = (try row["secret_digest"], try row["former"])
            let keys: JSONText? = try row["keys"]
            return ClientProof(
                id: id, institution: try row["institution_id"], scopes: try row["scopes"],
                secrets: [secret, former].compactMap { $0 },
                keys: try keys.map { try StrictJSON.parse(Array($0.rawValue.utf8)) }, keysURL: try row["keys_url"])
        }
    }
}

/// What a machine proves itself with.
struct ClientProof: Sendable {
    var id: ID<Client>
    var institution: ID<Institution>
    var scopes: [String]
    /// The present one and, for a while, the one before.
    var secrets: [Digest]
    var keys: JSONValue?
    var keysURL: String?
}

extension Connection {
    func insert(_ client: ClientBody, secret: Digest?, keys: ClientKeys?, by person: ID<Person>) async throws {
        try await execute(
            """
            insert into client (id, institution_id, name, secret_digest, keys, keys_url, scopes, created_by, created_at)
            values (\(client.id), \(client.institution), \(client.name), \(secret), \(keys?.text)::jsonb, \(keys?.url),
                \(client.scopes.map(\.rawValue)), \(person), \(client.createdAt))
            """)
    }

    /// Gives a client a new secret; the one before works until `formerUntil`.
    /// - Returns: whose it is, when there is such a client with a secret at one of these institutions.
    func rotateSecret(
        of id: ID<Client>, at institutions: [ID<Institution>], to secret: Digest, formerUntil: Date
    ) async throws -> ID<Institution>? {
        try await first(
            """
            update client set former_secret_digest = secret_digest, former_secret_until = \(formerUntil),
                secret_digest = \(secret)
            where id = \(id) and institution_id = any(\(institutions)) and revoked_at is null
                and secret_digest is not null
            returning institution_id
            """)?["institution_id"]
    }

    /// From now on the client signs with these, and has no secret any more.
    /// - Returns: whose it is, when there is such a client at one of these institutions.
    func setKeys(
        _ keys: ClientKeys, of id: ID<Client>, at institutions: [ID<Institution>]
    ) async throws -> ID<Institution>? {
        try await first(
            """
            update client set secret_digest = null, former_secret_digest = null, former_secret_until = null,
                keys = \(keys.text)::jsonb, keys_url = \(keys.url)
            where id = \(id) and institution_id = any(\(institutions)) and revoked_at is null
            returning institution_id
            """)?["institution_id"]
    }

    /// Notes that an assertion was shown.
    /// - Returns: whether it was shown for the first time.
    func isFirstShown(_ assertion: ClientAssertion, at now: Date) async throws -> Bool {
        try await execute("delete from client_assertion where expires_at < \(now.addingTimeInterval(-60))")
        return try await execute(
            """
            insert into client_assertion (client_id, id_digest, expires_at)
            values (\(assertion.client), \(Digest.of(assertion.id)), \(assertion.expiresAt))
            on conflict do nothing
            """) == 1
    }

    /// - Throws: 429 where the client asked for more tokens in the last minute than anybody needs.
    func requireFewTokens(of client: ID<Client>, at now: Date) async throws {
        let row = try await one(
            """
            select count(*) as n from client_token
            where client_id = \(client) and issued_at > \(now.addingTimeInterval(-60))
            """)
        guard try row["n"] < TokenBody.mostInAMinute else {
            throw Problem(
                .tooManyRequests, "too-many-tokens", "Too many tokens",
                "A token works for an hour: keep it. At most \(TokenBody.mostInAMinute) are given in a minute."
            ).with(header: .retryAfter, "60")
        }
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
