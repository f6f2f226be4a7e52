import Assessment
import HTTPTypes
import Seal

/// Who is asking. Made once per request from the credential it carries, passed on explicitly, never looked up from
/// anywhere else.
enum Caller: Sendable {
    case nobody
    case person(SignedIn)
    case client(InstitutionClient)
    /// A one-time link, not yet looked up: the feature it belongs to finds it by its digest.
    case link(Digest)
    case `operator`

    /// A signed-in person, with the roles they hold at this moment.
    struct SignedIn: Sendable {
        var id: ID<Person>
        var name: String
        var email: String
        var session: ID<Session>
        var roles: [Membership]

        struct Membership: Sendable, Equatable {
            var institution: ID<Institution>
            var role: Role
        }

        func holds(_ permission: Permission, at institution: ID<Institution>) -> Bool {
            roles.contains { $0.institution == institution && permission.roles.contains($0.role) }
        }

        func holds(_ permission: Permission) -> Bool {
            roles.contains { permission.roles.contains($0.role) }
        }

        /// The institutions at which the person may do this.
        func institutions(where permission: Permission) -> [ID<Institution>] {
            Array(Set(roles.filter { permission.roles.contains($0.role) }.map(\.institution))).sorted()
        }

        /// 404 where the person has nothing to do with the institution, 403 where they are known there and may not.
        func require(_ permission: Permission, at institution: ID<Institution>, of what: String) throws {
            if holds(permission, at: institution) { return }
            guard
                roles.contains(where: {
                    $0.institution == institution && Permission.readPortfolios.roles.contains($0.role)
                })
            else { throw Problem.notFound(what) }
            throw Problem.forbidden(
                "This needs a role with the permission `\(permission.rawValue)` at the institution.")
        }
    }

    /// A machine of an institution.
    struct InstitutionClient: Sendable {
        var id: ID<Client>
        var institution: ID<Institution>
        var scopes: [String]
    }

    /// Stable text that names the caller, for idempotency keys; nil for nobody.
    var key: String? {
        switch self {
        case .nobody: nil
        case .person(let person): "person:\(person.id)"
        case .client(let client): "client:\(client.id)"
        case .link(let digest): "link:\(digest.hex)"
        case .operator: "operator"
        }
    }
}
