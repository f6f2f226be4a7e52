import Assessment
import Foundation
import Postgres
import Seal

extension Database {
    /// The signed-in person with the roles they hold now, in one query; nil when the session ended, expired, or its person
    /// was disabled. It need not be asked again before the session's use has to be noted again, or it ends.
    func signedIn(_ token: Digest, at now: Date, idleLimit: Duration) async throws -> KnownCallers.Finding? {
        let row = try await first(
            """
            select s.id as session_id, s.last_seen_at, s.expires_at, p.id as person_id, p.name, p.email,
                coalesce((
                    select array_agg(m.institution_id::text || ' ' || m.role order by m.institution_id, m.role)
                    from membership m where m.person_id = p.id and m.ended_at is null), '{}') as roles
            from session s join person p on p.id = s.person_id
            where s.token_digest = \(token.bytes) and s.ended_at is null and s.expires_at > \(now)
                and p.disabled_at is null
            """)
        guard let row else { return nil }
        var lastSeen: Date = try row["last_seen_at"]
        guard lastSeen.addingTimeInterval(idleLimit.inSeconds) > now else { return nil }
        let session: ID<Session> = try row["session_id"]
        if lastSeen.addingTimeInterval(Self.seenEvery) < now {
            try await execute("update session set last_seen_at = \(now) where id = \(session)")
            lastSeen = now
        }
        let roles: [String] = try row["roles"]
        let person = Caller.SignedIn(
            id: try row["person_id"], name: try row["name"], email: try row["email"], session: session,
            roles: roles.compactMap(Caller.SignedIn.Membership.init(text:)))
        let notedAgain = lastSeen.addingTimeInterval(min(Self.seenEvery, idleLimit.inSeconds))
        return KnownCallers.Finding(caller: .person(person), until: min(notedAgain, try row["expires_at"]))
    }

    /// The institution's machine behind an access token; nil when it expired or its client was revoked.
    func institutionClient(_ token: Digest, at now: Date) async throws -> KnownCallers.Finding? {
        let row = try await first(
            """
            select c.id, c.institution_id, t.scopes, t.expires_at from client_token t join client c on c.id = t.client_id
            where t.token_digest = \(token.bytes) and t.expires_at > \(now) and c.revoked_at is null
            """)
        return try row.map { row in
            let client = Caller.InstitutionClient(
                id: try row["id"], institution: try row["institution_id"], scopes: try row["scopes"])
            return KnownCallers.Finding(caller: .client(client), until: try row["expires_at"])
        }
    }

    /// "Last seen" is written at most this often, in seconds, so that reading stays reading.
    private static let seenEvery: TimeInterval = 300
}

extension Caller.SignedIn.Membership {
    fileprivate init?(text: String) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let institution = ID<Institution>(String(parts[0])),
            let role = Role(rawValue: String(parts[1]))
        else { return nil }
        self.init(institution: institution, role: role)
    }
}

extension Duration {
    /// Whole and broken seconds as Foundation counts them.
    var inSeconds: TimeInterval {
        TimeInterval(components.seconds) + TimeInterval(components.attoseconds) / 1e18
    }
}
