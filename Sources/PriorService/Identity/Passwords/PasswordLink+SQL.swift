import Assessment
import Foundation
import Postgres
import Seal

/// A link by which a forgotten password is set anew.
enum PasswordLink {
    /// One hour, in seconds.
    static let lasts: TimeInterval = 3_600
    /// Nobody is mailed two within this, in seconds.
    static let spacing: TimeInterval = 60

    /// Whom a link belongs to.
    struct Holder: Sendable {
        var person: ID<Person>
        var name: String
        var email: String
    }
}

extension Database {
    /// Whose password a link sets now.
    func holder(ofPasswordLink token: Digest, at now: Date) async throws -> PasswordLink.Holder? {
        try await first(
            """
            select p.id, p.name, p.email from password_link l join person p on p.id = l.person_id
            where l.token_digest = \(token) and l.expires_at > \(now) and p.disabled_at is null
            """
        ).map { PasswordLink.Holder(person: try $0["id"], name: try $0["name"], email: try $0["email"]) }
    }
}

extension Connection {
    /// Keeps a link for the account of an address, in place of one before.
    /// - Returns: whether there is such an account, and it was not mailed a link just now.
    func keepPasswordLink(_ token: Digest, of email: String, at now: Date) async throws -> Bool {
        try await execute(
            """
            insert into password_link as l (person_id, token_digest, asked_at, expires_at)
            select id, \(token), \(now), \(now.addingTimeInterval(PasswordLink.lasts)) from person
            where email = \(email) and disabled_at is null
            on conflict (person_id) do update
                set token_digest = excluded.token_digest, asked_at = excluded.asked_at, expires_at = excluded.expires_at
                where l.asked_at <= \(now.addingTimeInterval(-PasswordLink.spacing))
            """) == 1
    }

    /// - Returns: whether it was there to be used up: of two at once, one finds it.
    func usePasswordLink(_ token: Digest, at now: Date) async throws -> Bool {
        try await execute("delete from password_link where token_digest = \(token) and expires_at > \(now)") == 1
    }

    /// Notes that a person has shown that they read the mail of their address.
    func confirmEmail(of person: ID<Person>, at moment: Date) async throws {
        try await execute(
            """
            update person set email_confirmed_at = \(moment) where id = \(person) and email_confirmed_at is null
            """)
    }
}
