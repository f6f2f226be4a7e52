import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

/// A learner's own wish to be erased. It waits, so that it can be taken back, and then is done by the `Eraser`.
enum ErasureRoutes {
    static func ask(_ call: Call) async throws -> Answer {
        let person = try call.person()
        try await call.requirePassword(try call.body(ErasureWishBody.self).password)
        return try await call.change { change in
            let erasure = try await change.erasure(of: person.id, askedAt: nil, reason: "")
            try await change.connection.insert(erasure)
            change.record("erasure.asked", of: erasure.id, at: nil, to: "waiting")
            let body = try await change.connection.body(of: erasure, call.resources.rubrics, at: call.now)
            try await change.tell(person, of: body)
            return try .created(body, at: "/api/me/erasure")
        }
    }

    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        return try await call.resources.database.withConnection { connection in
            guard let erasure = try await connection.erasure(of: person.id) else { throw Problem.notFound("erasure") }
            return try .ok(try await connection.body(of: erasure, call.resources.rubrics, at: call.now))
        }
    }

    static func takeBack(_ call: Call) async throws -> Answer {
        let person = try call.person()
        return try await call.change { change in
            guard let erasure = try await change.connection.erasure(of: person.id, forUpdate: true) else {
                throw Problem.notFound("erasure")
            }
            try await change.connection.withdraw(erasure.id, at: call.now)
            change.record("erasure.withdrawn", of: erasure.id, at: nil, to: "withdrawn")
            return .noContent
        }
    }
}

extension Change {
    /// A new erasure of someone, due at the end of the last day on which it can be taken back.
    func erasure(
        of learner: ID<Person>, askedAt institution: ID<Institution>?, reason: String
    ) async throws -> ErasureRecord {
        let days = try await connection.waitingDays(of: learner, call.resources.rubrics)
        return ErasureRecord(
            id: call.newID(), learner: learner, institution: institution, reason: reason,
            askedBy: try call.person().id, askedAt: call.now,
            dueAt: ClockLength(days, .days).deadline(from: call.now, timeZone: .gmt))
    }

    /// Afterwards there is no address left to write to, so that this letter says everything.
    fileprivate func tell(_ person: Caller.SignedIn, of erasure: ErasureBody) async throws {
        let day = CalendarDate(erasure.dueAt)
        let against = erasure.obstacles.map { "\($0.institution.name): \($0.says)" }.joined(separator: "\n")
        try await send(
            Mail(
                recipient: person.email, purpose: "erasure", subject: "You asked to be erased",
                body: """
                    Everything that \(call.resources.settings.publicURL) has of you will be erased on \(day): your account,
                    your portfolios, your files and what was said of you. Credit that was granted stays, without your name.
                    Until then you can sign in, fetch a copy of everything, or take the wish back. If it was not you,
                    sign in and take it back now, and choose another password.
                    \(against.isEmpty ? "" : "\nIt will take longer, because of this:\n\(against)\n")
                    You will get no other letter: then we no longer have your address.
                    """))
    }
}

extension Call {
    /// That it is the person themself who asks: their password, counted like a sign-in when it is wrong.
    func requirePassword(_ password: String) async throws {
        let person = try person()
        let keys: [ThrottleKey] = [.account(person.email, from: self), .source(of: self)]
        try await resources.database.requireUnthrottled(keys, at: now)
        let account = try await resources.database.account(email: person.email)
        let cost = resources.settings.passwordCost
        guard await PasswordHash.verify(password, against: account?.password, cost: cost) else {
            try await resources.database.countFailure(keys, at: now)
            throw Problem(
                .forbidden, "password-wrong", "The password is wrong",
                "Nothing was done. Send the password that you sign in with.")
        }
    }

    /// That the person signed in lately, so that a phone left open does not give everything away.
    func requireRecentSession() async throws {
        let person = try person()
        let began: Date? = try await resources.database.first(
            "select created_at from session where id = \(person.session)")?["created_at"]
        guard let began, now.timeIntervalSince(began) <= Self.recent else {
            throw Problem(
                .forbidden, "sign-in-again", "Sign in again first",
                "For this the session must have begun in the last 30 minutes. POST /api/sessions gives a new one.")
        }
    }

    private static let recent: TimeInterval = 1_800
}
