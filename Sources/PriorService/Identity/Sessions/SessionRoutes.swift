import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

/// Signing in and out, and seeing where one is signed in.
enum SessionRoutes {
    /// Whether an account is unknown or the password wrong, the answer and the time it takes are the same.
    static func signIn(_ call: Call) async throws -> Answer {
        let body = try call.body(SignInBody.self)
        let email = body.email.lowercased()
        let keys: [ThrottleKey] = [.account(email, from: call), .source(of: call)]
        try await call.resources.database.requireUnthrottled(keys, at: call.now)
        let account = try await call.resources.database.account(email: email)
        let cost = call.resources.settings.passwordCost
        let isRight = await PasswordHash.verify(body.password, against: account?.password, cost: cost)
        guard isRight, let account else {
            try await call.resources.database.countFailure(keys, at: call.now)
            throw Problem(
                .unauthorized, "sign-in-failed", "Not signed in", "The address or the password is wrong."
            ).with(header: .wwwAuthenticate, #"Bearer realm="prior""#)
        }
        var rehashed: String?
        if PasswordHash.needsRehash(account.password, cost: cost) {
            rehashed = await PasswordHash.make(body.password, cost: cost)
        }
        let newHash = rehashed
        return try await call.change { change in
            let token = SecretToken.make(prefix: Credential.sessionPrefix)
            let session = call.newID(of: Session.self)
            let expires = call.now.addingTimeInterval(call.resources.settings.sessions.lifetime.inSeconds)
            if let newHash { try await change.connection.setPassword(newHash, of: account.person) }
            try await change.connection.insertSession(
                session, of: account.person, token: token.digest, device: body.device ?? "", at: call.now,
                until: expires)
            try await change.connection.forgetFailures(keys)
            change.record("session.began", of: session, at: nil)
            return try .created(
                NewSessionBody(id: session, token: token.text, expiresAt: expires), at: "/api/sessions/\(session)")
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let page = try call.page(keys: 1)
        let sessions = try await call.resources.database.sessions(of: person, page, at: call.now)
        return try call.list(sessions, page) { [$0.id.description] }
    }

    static func end(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let session = try call.id(of: Session.self)
        return try await call.change { change in
            guard try await change.connection.endSession(session, of: person.id, at: call.now) else {
                throw Problem.notFound("session")
            }
            change.callerChanged(.person(person.id))
            change.record("session.ended", of: session, at: nil)
            return .noContent
        }
    }

    /// Ends every session of the person, this one too: what to do when a phone is lost.
    static func endAll(_ call: Call) async throws -> Answer {
        let person = try call.person()
        return try await call.change { change in
            try await change.connection.endSessions(of: person.id, at: call.now)
            change.callerChanged(.person(person.id))
            change.record("session.allEnded", of: person.id, at: nil)
            return .noContent
        }
    }
}
