import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

/// Signing in through the operator's OpenID provider, for staff and learners alike. Roles are this service's: the provider
/// says who somebody is, never what they may.
enum OIDCRoutes {
    /// How long somebody may be at the provider's page.
    private static let patience: TimeInterval = 600

    static func begin(_ call: Call) async throws -> Answer {
        let (provider, redirect) = try provider(call)
        let state = SecretToken.make(prefix: "")
        let binding = SecretToken.make(prefix: "prior_b_")
        let nonce = SecretToken.make(prefix: "").text
        let verifier = SecretToken.make(prefix: "").text
        let url: String
        do {
            url = try await provider.page(state: state.text, nonce: nonce, verifier: verifier, redirect: redirect)
        } catch {
            throw Problem.providerFailed(error.why)
        }
        let expiry = call.now.addingTimeInterval(patience)
        return try await call.change { change in
            try await change.connection.execute("delete from oidc_sign_in where expires_at < \(call.now)")
            try await change.connection.execute(
                """
                insert into oidc_sign_in (state_digest, binding_digest, nonce, verifier, expires_at)
                values (\(state.digest), \(binding.digest), \(nonce), \(verifier), \(expiry))
                """)
            return try .created(
                OIDCSignInBody(url: url, binding: binding.text, expiresAt: expiry), at: "/api/oidc/sessions")
        }
    }

    static func finish(_ call: Call) async throws -> Answer {
        let (provider, redirect) = try provider(call)
        let body = try call.body(OIDCCodeBody.self)
        // Used up before anything is asked: a state is good for one try.
        let row = try await call.resources.database.first(
            """
            delete from oidc_sign_in
            where state_digest = \(SecretToken.digest(of: body.state)) and expires_at > \(call.now)
            returning binding_digest, nonce, verifier
            """)
        guard let row else { throw Problem.oidcRefused("This sign-in is not known, ran out, or was used.") }
        let binding: Digest = try row["binding_digest"]
        guard areEqualInConstantTime(binding.bytes, SecretToken.digest(of: body.binding).bytes) else {
            throw Problem.oidcRefused("This sign-in was begun on another device.")
        }
        let identity: OpenIDProvider.Identity
        do {
            identity = try await provider.identity(
                code: body.code, nonce: try row["nonce"], verifier: try row["verifier"], redirect: redirect,
                at: call.now)
        } catch let refusal as OpenIDProvider.Refusal {
            throw Problem.oidcRefused(refusal.why)
        }
        return try await call.change { change in
            let person = try await change.person(identity, at: provider.settings.issuer)
            let token = SecretToken.make(prefix: Credential.sessionPrefix)
            let session = call.newID(of: Session.self)
            let expires = call.now.addingTimeInterval(call.resources.settings.sessions.lifetime.inSeconds)
            try await change.connection.insertSession(
                session, of: person, token: token.digest, device: body.device ?? "", at: call.now, until: expires)
            change.record("session.began", of: session, at: nil, to: "openid")
            return try .created(
                NewSessionBody(id: session, token: token.text, expiresAt: expires), at: "/api/sessions/\(session)")
        }
    }

    private static func provider(_ call: Call) throws -> (OpenIDProvider, redirect: String) {
        guard let settings = call.resources.settings.openID else {
            throw Problem(
                .notFound, "no-provider", "There is no OpenID provider",
                "Here people sign in with their address and password.")
        }
        return (OpenIDProvider(settings), settings.redirect ?? call.resources.settings.publicURL + "/signed-in")
    }
}

extension Change {
    /// The person of an identity: known by it, or by an address that the provider has verified, or new.
    fileprivate func person(_ identity: OpenIDProvider.Identity, at issuer: String) async throws -> ID<Person> {
        let known = try await connection.first(
            """
            select p.id, p.disabled_at is not null as disabled from person_identity i join person p on p.id = i.person_id
            where i.issuer = \(issuer) and i.subject = \(identity.subject)
            """)
        let owner =
            if let known { known } else {
                try await connection.first(
                    """
                    select id, disabled_at is not null as disabled, email_confirmed_at is not null as confirmed from person
                    where email = \(identity.email) for update
                    """)
            }
        if let owner {
            guard try owner["disabled"] == false else { throw Problem.oidcRefused("The account is closed.") }
            let person: ID<Person> = try owner["id"]
            if known == nil {
                // Whoever registered the address without ever showing that it is theirs may be somebody else, who waits
                // for its owner to come: their password and sessions end here.
                if try owner["confirmed"] == false { try await takeOver(person, identity.email) }
                try await link(identity, at: issuer, to: person)
            }
            return person
        }
        let person: ID<Person> = call.newID()
        try await connection.insertPerson(
            person, email: identity.email, name: identity.name, language: "en", password: Self.noPassword, at: call.now)
        try await connection.confirmEmail(of: person, at: call.now)
        record("person.registered", of: person, at: nil, to: "openid")
        try await link(identity, at: issuer, to: person)
        return person
    }

    /// A hash that no password has.
    private static var noPassword: String { "none" }

    private func takeOver(_ person: ID<Person>, _ email: String) async throws {
        try await setPassword(
            Self.noPassword, of: person,
            telling: Mail(
                recipient: email, purpose: "password-removed", subject: "Your account in Prior",
                body: """
                    You signed in through your provider just now. There was an account with your address already, of which
                    nobody had shown that they read its mail: its password was taken away, and its devices were signed out.

                    Go on signing in through the provider, or choose a password of your own under "Forgotten password".
                    """))
        try await connection.confirmEmail(of: person, at: call.now)
    }

    private func link(_ identity: OpenIDProvider.Identity, at issuer: String, to person: ID<Person>) async throws {
        try await connection.execute(
            """
            insert into person_identity (issuer, subject, person_id, linked_at)
            values (\(issuer), \(identity.subject), \(person), \(call.now))
            """)
        record("person.identityLinked", of: person, at: nil)
    }
}

extension Problem {
    fileprivate static func oidcRefused(_ why: String) -> Problem {
        Problem(.unauthorized, "sign-in-failed", "Not signed in", why)
            .with(header: .wwwAuthenticate, #"Bearer realm="prior""#)
    }

    fileprivate static func providerFailed(_ why: String) -> Problem {
        Problem(.serviceUnavailable, "provider-unavailable", "The OpenID provider cannot be used now", why)
            .with(header: .retryAfter, "30")
    }
}
