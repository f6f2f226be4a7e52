import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

extension Caller {
    /// Who a credential belongs to at this moment.
    /// - Throws: 401 when a credential was sent and it is no longer, or never was, good.
    init(_ credential: Credential, _ resources: Resources, at now: Date) async throws {
        switch credential {
        case .none:
            self = .nobody
        case .session(let token):
            self = try await Self.known(token, resources, at: now) {
                try await resources.database.signedIn(
                    token, at: now, idleLimit: resources.settings.sessions.idleLimit)
            }
        case .client(let token):
            self = try await Self.known(token, resources, at: now) {
                try await resources.database.institutionClient(token, at: now)
            }
        case .link(let digest):
            self = .link(digest)
        case .operator(let digest):
            guard let known = resources.settings.operatorTokenDigest, known == digest else {
                throw Problem.unauthenticated
            }
            self = .operator
        }
    }

    /// Whoever is known by a credential, or else found by `find`.
    private static func known(
        _ token: Digest, _ resources: Resources, at now: Date,
        orElse find: () async throws -> KnownCallers.Finding?
    ) async throws -> Caller {
        if let caller = resources.callers.caller(of: token, at: now) { return caller }
        let search = resources.callers.search()
        guard let finding = try await find() else { throw Problem.unauthenticated }
        resources.callers.keep(finding, for: token, foundBy: search)
        return finding.caller
    }

    /// Whether this caller may knock at a route.
    /// - Throws: 401 when the route needs another kind of credential, 403 when the person or client may not.
    func require(_ access: Access) throws {
        switch (access, self) {
        case (.anyone, _), (.clientSecret, _), (.person, .person), (.link, .link), (.operator, .operator):
            return
        case (.staff(let permission), .person(let person)):
            guard person.holds(permission) else {
                throw Problem.forbidden("This needs a role with the permission `\(permission.rawValue)`.")
            }
        case (.client(let scope), .client(let client)):
            guard client.scopes.contains(scope.rawValue) else {
                throw Problem.forbidden("This needs a token with the scope `\(scope.rawValue)`.")
            }
        default:
            throw Problem.unauthenticated
        }
    }
}
