import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal

/// Machine credentials of institutions, and the access tokens they are changed for (RFC 6749 section 4.4).
enum OAuthRoutes {
    static func create(_ call: Call) async throws -> Answer {
        let institution = try await InvitationRoutes.administered(call)
        let person = try call.person()
        let body = try call.body(NewClientBody.self)
        let keys = try ClientKeys(body.keys, body.keysURL, call.resources.settings)
        return try await call.change { change in
            let secret = keys == nil ? SecretToken.make(prefix: Credential.clientSecretPrefix) : nil
            let client = ClientBody(
                id: call.newID(), institution: institution.id, name: body.name,
                scopes: Scope.allCases.filter(body.scopes.contains), proof: keys == nil ? .secret : .privateKey,
                keysURL: keys?.url, createdAt: call.now)
            try await change.connection.insert(client, secret: secret?.digest, keys: keys, by: person.id)
            change.record(
                "client.added", of: client.id, at: institution.id,
                to: client.scopes.map(\.rawValue).joined(separator: " "))
            return try .created(
                ClientWithSecretBody(client, secret: secret?.text), at: "/api/institutions/\(institution.id)/clients")
        }
    }

    static func rotate(_ call: Call) async throws -> Answer {
        let institutions = try call.person().institutions(where: .administer)
        let id = try call.id(of: Client.self)
        let hours = try call.body(NewClientSecretBody.self).overlapHours ?? 24
        let formerUntil = call.now.addingTimeInterval(Double(hours) * 3600)
        let secret = SecretToken.make(prefix: Credential.clientSecretPrefix)
        return try await call.change { change in
            let institution = try await change.connection.rotateSecret(
                of: id, at: institutions, to: secret.digest, formerUntil: formerUntil)
            guard let institution else { throw Problem.notFound("client with a secret") }
            change.record("client.secretRotated", of: id, at: institution)
            return try .created(
                ClientSecretBody(secret: secret.text, formerUntil: formerUntil), at: "/api/clients/\(id)")
        }
    }

    static func setKeys(_ call: Call) async throws -> Answer {
        let institutions = try call.person().institutions(where: .administer)
        let id = try call.id(of: Client.self)
        let body = try call.body(ClientKeysBody.self)
        guard let keys = try ClientKeys(body.keys, body.keysURL, call.resources.settings) else {
            throw Problem.invalid("", "choice", "Send `keys` or `keysURL`.")
        }
        return try await call.change { change in
            guard let institution = try await change.connection.setKeys(keys, of: id, at: institutions) else {
                throw Problem.notFound("client")
            }
            change.record("client.keysChanged", of: id, at: institution)
            return .noContent
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let institution = try await InvitationRoutes.administered(call)
        let page = try call.page(keys: 1)
        let clients = try await call.resources.database.clients(of: institution.id, page)
        return try call.list(clients, page) { [$0.id.description] }
    }

    static func revoke(_ call: Call) async throws -> Answer {
        let institutions = try call.person().institutions(where: .administer)
        let id = try call.id(of: Client.self)
        return try await call.change { change in
            guard let institution = try await change.connection.revokeClient(id, at: institutions, call.now) else {
                throw Problem.notFound("client")
            }
            change.callerChanged(.client(id))
            change.record("client.revoked", of: id, at: institution)
            return .noContent
        }
    }

    /// Whether a client is unknown, revoked, or its secret wrong, the answer is the same.
    static func token(_ call: Call) async throws -> Answer {
        let request = try TokenRequest(call)
        let database = call.resources.database
        let keys: [ThrottleKey] = [.account("client:\(request.client)", from: call), .source(of: call)]
        try await database.requireUnthrottled(keys, at: call.now)
        let client = try await database.proof(ofClient: request.client, at: call.now)
        guard try await request.isProved(by: client, call), let client else {
            try await database.countFailure(keys, at: call.now)
            throw Problem.invalidClient
        }
        let scopes = try request.scopes(within: client.scopes)
        return try await call.change { change in
            try await change.connection.requireFewTokens(of: client.id, at: call.now)
            if case .assertion(let assertion) = request.proof {
                let isFirst = try await change.connection.isFirstShown(assertion, at: call.now)
                guard isFirst else { throw Problem.invalidAssertion("its `jti` was used before.") }
            }
            let token = SecretToken.make(prefix: Credential.clientPrefix)
            try await change.connection.insertToken(token.digest, of: client.id, scopes, at: call.now)
            try await change.connection.forgetFailures(keys)
            change.record(
                "client.tokenIssued", of: client.id, at: client.institution, to: scopes.joined(separator: " "))
            return try .ok(TokenBody(accessToken: token.text, scope: scopes.joined(separator: " ")))
        }
    }

    static func metadata(_ call: Call) async throws -> Answer {
        try .ok(AuthorizationServerBody(issuer: call.resources.settings.publicURL))
    }
}
