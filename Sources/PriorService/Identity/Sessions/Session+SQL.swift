import Assessment
import Foundation
import Postgres
import Seal

extension Database {
    /// The account that signs in with an address, unless it was disabled.
    func account(email: String) async throws -> (person: ID<Person>, password: String)? {
        let row = try await first("select id, password from person where email = \(email) and disabled_at is null")
        return try row.map { (try $0["id"], try $0["password"]) }
    }

    func sessions(of person: Caller.SignedIn, _ page: Page, at now: Date) async throws -> [SessionBody] {
        let rows = try await query(
            """
            select id, device, created_at, last_seen_at, expires_at from session
            where person_id = \(person.id) and ended_at is null and expires_at > \(now)
                and id > \(page.afterID ?? .zero)
            order by id limit \(page.rows)
            """)
        return try rows.map { row in
            let id: ID<Session> = try row["id"]
            return SessionBody(
                id: id, device: try row["device"], createdAt: try row["created_at"],
                lastSeenAt: try row["last_seen_at"],
                expiresAt: try row["expires_at"], isThisOne: id == person.session)
        }
    }
}

extension Connection {
    func insertSession(
        _ id: ID<Session>, of person: ID<Person>, token: Digest, device: String, at moment: Date, until expiry: Date
    ) async throws {
        try await execute(
            """
            insert into session (id, person_id, token_digest, device, created_at, last_seen_at, expires_at)
            values (\(id), \(person), \(token), \(device), \(moment), \(moment), \(expiry))
            """)
    }

    func setPassword(_ hash: String, of person: ID<Person>) async throws {
        try await execute("update person set password = \(hash) where id = \(person)")
    }

    /// - Returns: whether there was such a session to end.
    func endSession(_ id: ID<Session>, of person: ID<Person>, at moment: Date) async throws -> Bool {
        try await execute(
            "update session set ended_at = \(moment) where id = \(id) and person_id = \(person) and ended_at is null")
            == 1
    }

    /// - Parameter session: one that goes on.
    func endSessions(of person: ID<Person>, except session: ID<Session>? = nil, at moment: Date) async throws {
        try await execute(
            """
            update session set ended_at = \(moment)
            where person_id = \(person) and ended_at is null and id is distinct from \(session)
            """)
    }
}
