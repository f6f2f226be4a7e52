import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

/// Setting a forgotten password anew by mail, and changing one that is known.
enum PasswordRoutes {
    static func ask(_ call: Call) async throws -> Answer {
        let email = try call.body(PasswordLinkBody.self).email.lowercased()
        // Each one counts, known address or not: nobody's letter box is filled from here.
        let key = ThrottleKey.passwordLinks(from: call)
        try await call.resources.database.requireUnthrottled([key], at: call.now, orElse: "Look into your mail first.")
        try await call.resources.database.countFailure([key], at: call.now)
        return try await call.change { change in
            let token = SecretToken.make(prefix: Credential.linkPrefix)
            if try await change.connection.keepPasswordLink(token.digest, of: email, at: call.now) {
                try await change.send(.passwordLink(token.text, to: email, at: call.resources.settings.publicURL))
            }
            return .noContent
        }
    }

    static func set(_ call: Call) async throws -> Answer {
        let body = try call.body(NewPasswordBody.self)
        return try await call.setPassword(body.password, with: SecretToken.digest(of: body.code))
    }

    static func change(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let body = try call.body(PasswordChangeBody.self)
        let keys: [ThrottleKey] = [.account(person.email, from: call)]
        try await call.resources.database.requireUnthrottled(keys, at: call.now)
        let account = try await call.resources.database.account(email: person.email)
        let cost = call.resources.settings.passwordCost
        guard await PasswordHash.verify(body.present, against: account?.password, cost: cost) else {
            try await call.resources.database.countFailure(keys, at: call.now)
            throw Problem.invalid(
                "/present", "wrong",
                "This is not your password. If it was forgotten, POST /api/password-links mails you a link.")
        }
        try PeopleRoutes.requireGoodPassword(body.password, context: [person.name, person.email])
        let hash = await PasswordHash.make(body.password, cost: cost)
        return try await call.change { change in
            try await change.setPassword(
                hash, of: person.id, except: person.session, telling: .passwordSet(to: person.email))
            try await change.connection.forgetFailures(keys)
            return .noContent
        }
    }

    /// Nothing is used up: mail programs open links before anybody reads.
    static func page(_ call: Call) async throws -> Answer {
        let token = SecretToken.digest(of: try call.text("token"))
        let holder = try await call.resources.database.holder(ofPasswordLink: token, at: call.now)
        return .page(holder == nil ? PasswordPage.closed : PasswordPage.asking(nil))
    }

    static func setOnPage(_ call: Call) async throws -> Answer {
        let token = SecretToken.digest(of: try call.text("token"))
        do {
            _ = try await call.setPassword(call.form["password"] ?? "", with: token)
            return .page(PasswordPage.done)
        } catch let problem as Problem where problem.status == .notFound {
            return .page(PasswordPage.closed)
        } catch let problem as Problem where problem.status == .unprocessableContent {
            return .page(PasswordPage.asking(problem.faults.map(\.detail).joined(separator: " ")))
        }
    }
}

extension Call {
    /// Sets the password of whom a link belongs to, and uses the link up.
    fileprivate func setPassword(_ password: String, with token: Digest) async throws -> Answer {
        guard let holder = try await resources.database.holder(ofPasswordLink: token, at: now) else {
            throw Problem.notFound("open link")
        }
        try PeopleRoutes.requireGoodPassword(password, context: [holder.name, holder.email])
        let hash = await PasswordHash.make(password, cost: resources.settings.passwordCost)
        return try await change { change in
            guard try await change.connection.usePasswordLink(token, at: now) else {
                throw Problem.notFound("open link")
            }
            try await change.connection.confirmEmail(of: holder.person, at: now)
            try await change.setPassword(hash, of: holder.person, telling: .passwordSet(to: holder.email))
            return .noContent
        }
    }
}

extension Change {
    /// Sets a password, ends the sessions that were begun with another, and tells the owner of the address.
    /// - Parameter session: one that goes on.
    func setPassword(
        _ hash: String, of person: ID<Person>, except session: ID<Session>? = nil, telling mail: Mail
    ) async throws {
        try await connection.setPassword(hash, of: person)
        try await connection.endSessions(of: person, except: session, at: call.now)
        callerChanged(.person(person))
        record("person.passwordSet", of: person, at: nil)
        try await send(mail)
    }
}

extension ThrottleKey {
    /// Links asked for from one source.
    fileprivate static func passwordLinks(from call: Call) -> ThrottleKey {
        ThrottleKey(digest: Digest.of("password links\n\(call.source)"), allowance: 20)
    }
}

extension Mail {
    fileprivate static func passwordLink(_ token: String, to email: String, at url: String) -> Mail {
        Mail(
            recipient: email, purpose: "password-link", subject: "A new password for Prior",
            body: """
                Somebody, most likely you, asked for a new password for this address. Open this page and choose one:

                \(url)/new-password/\(token)

                An app that asks for a code takes the last part of it:

                \(token)

                It is good for one hour and one use. If it was not you, do nothing: your password stays as it is.
                """)
    }

    fileprivate static func passwordSet(to email: String) -> Mail {
        Mail(
            recipient: email, purpose: "password-set", subject: "Your password for Prior was changed",
            body: """
                The password of this address was changed just now, and other devices were signed out.

                If it was not you, ask for a new one at once, under "Forgotten password", and look where you are signed in.
                """)
    }
}
