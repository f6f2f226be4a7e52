import Assessment
import Foundation
import Postgres
import Seal

@testable import PriorService

// The people of the tests, and of the demo: Lerato lays bricks in Maseru and wants credit for it; Marcia cooks in Bridgetown.
// Staff have the names of what they do: Adviser Anna, Assessors Ben and Carol and Dumisani, Coordinator Elias, Registrar Fumane …
extension Stage {
    /// A registered, signed-in person. Put in by SQL, because a password hash per person would be most of every test.
    func person(_ name: String) async throws -> Actor {
        let id = ID<Person>(UUID.version7(at: clock.now, random: RandomBytes.next(10)))
        let email = "\(name.lowercased().filter { $0.isLetter && $0.isASCII })-\(id.description.suffix(6))@example.org"
        let token = SecretToken.make(prefix: Credential.sessionPrefix)
        let now = clock.now
        try await resources.database.transaction { connection in
            try await connection.insertPerson(id, email: email, name: name, language: "en", password: "none", at: now)
            try await connection.insertSession(
                ID(UUID.version7(at: now, random: RandomBytes.next(10))), of: id, token: token.digest, device: "",
                at: now,
                until: now.addingTimeInterval(365 * 86_400))
        }
        return Actor(id: id.description, name: name, email: email, token: token.text)
    }

    /// An institution under a policy, as `lesotho@1`.
    func institution(_ slug: String, policy: String = "lesotho@1", country: String = "LS") async throws -> String {
        let id = ID<Institution>(UUID.version7(at: clock.now, random: RandomBytes.next(10)))
        let key = try DocumentKey(policy) ?? { throw Problem.notFound("policy") }()
        let body = InstitutionBody(id: id, slug: slug, name: slug.capitalized, country: country, policy: policy)
        let now = clock.now
        try await resources.database.transaction { connection in
            try await connection.insert(body, policy: key, at: now)
        }
        return id.description
    }

    /// A person with roles at an institution.
    func staff(_ name: String, _ roles: Role..., at institution: String) async throws -> Actor {
        let actor = try await person(name)
        for role in roles { try await grant(role, to: actor, at: institution) }
        return actor
    }

    func grant(_ role: Role, to actor: Actor, at institution: String) async throws {
        let now = clock.now
        guard let institution = ID<Institution>(institution), let person = ID<Person>(actor.id) else { return }
        let membership = MembershipBody(
            id: ID(UUID.version7(at: now, random: RandomBytes.next(10))), institution: institution, person: person,
            name: actor.name, role: role, grantedAt: now)
        try await resources.database.withConnection { try await $0.insert(membership, by: nil) }
    }

    /// Whoever runs the service.
    var `operator`: Actor { Actor(id: "", name: "operator", email: "", token: Stage.operatorToken) }
}
