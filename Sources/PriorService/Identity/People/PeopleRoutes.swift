import Assessment
import Foundation
import Postgres
import Seal

/// `POST /api/people`, `GET /api/people/me`.
enum PeopleRoutes {
    static func register(_ call: Call) async throws -> Answer {
        let body = try call.body(RegistrationBody.self)
        let email = body.email.lowercased()
        let name = body.name.trimmingCharacters(in: .whitespaces)
        try requireGoodPassword(body.password, context: [name, email])
        try await call.resources.database.requireUnthrottled([.source(of: call)], at: call.now)
        let hash = await PasswordHash.make(body.password, cost: call.resources.settings.passwordCost)
        do {
            return try await call.change { change in
                let person = call.newID(of: Person.self)
                try await change.connection.insertPerson(
                    person, email: email, name: name, language: body.language ?? "en", password: hash, at: call.now)
                change.record("person.registered", of: person, at: nil)
                return try .created(PersonBody(id: person, email: email, name: name, roles: []), at: "/api/people/me")
            }
        } catch let problem as Problem where problem.type == "email-registered" {
            // Whoever asks for address after address is slowed down like whoever guesses passwords.
            try await call.resources.database.countFailure([.source(of: call)], at: call.now)
            throw problem
        }
    }

    static func me(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let roles = person.roles.map { RoleBody(institution: $0.institution, role: $0.role) }
        return try .ok(PersonBody(id: person.id, email: person.email, name: person.name, roles: roles))
    }

    /// NIST SP 800-63B-4: length, a blocklist, and nothing about what the characters are.
    static func requireGoodPassword(_ password: String, context: [String]) throws {
        let faults = PasswordRule.judge(password, context: context)
        guard faults.isEmpty else {
            throw Problem.invalid(faults.map { Fault(pointer: "/password", code: $0.code, detail: $0.advice) })
        }
    }
}

extension Settings {
    /// What hashing a password costs here.
    var passwordCost: PasswordHash.Cost {
        PasswordHash.Cost(logarithmOfN: scryptLogN, blockSize: 8, parallelism: scryptLogN >= 15 ? 3 : 1) ?? .standard
    }
}
