import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct TokenTests {
    /// An institution with its administrator.
    private func school(_ stage: Stage) async throws -> (id: String, administrator: Actor) {
        let id = try await stage.institution("lerotholi")
        return (id, try await stage.staff("Ntate Tau", .administrator, at: id))
    }

    private func client(_ stage: Stage, _ school: (id: String, administrator: Actor)) async throws -> Seen {
        try await stage.post(
            "/api/institutions/\(school.id)/clients",
            ["name": "records", "scopes": ["receipts.write", "credits.read"]],
            as: school.administrator)
    }

    private func token(
        _ stage: Stage, _ form: String = "grant_type=client_credentials", basic: String? = nil
    ) async throws -> Seen {
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        if let basic { headers[.authorization] = "Basic \(Data(basic.utf8).base64EncodedString())" }
        return try await stage.send(.post, "/api/oauth/token", bytes: Array(form.utf8), as: nil, headers: headers)
    }

    @Test func `a client changes its id and secret for a token, in the header or in the form`() async throws {
        try await Stage.run { stage in
            let client = try await client(stage, try await school(stage))
            #expect(client.status == .created)
            let secret = client.json["secret"]?.string ?? ""
            let basic = try await token(stage, basic: "\(client.id):\(secret)")
            #expect(basic.status == .ok)
            #expect(basic.json["token_type"] == "Bearer")
            #expect(basic.json["expires_in"] == 3600)
            #expect(basic.json["scope"] == "credits.read receipts.write")
            let form = "grant_type=client_credentials&client_id=\(client.id)&client_secret=\(secret)&scope=credits.read"
            let posted = try await token(stage, form)
            #expect(posted.json["scope"] == "credits.read")
            let digest = Credential.client(.of(basic.json["access_token"]?.string ?? ""))
            guard case .client(let machine) = try await Caller(digest, stage.resources, at: stage.clock.now) else {
                Issue.record("the token opens nothing")
                return
            }
            #expect(machine.scopes == ["credits.read", "receipts.write"])
        }
    }

    @Test func `the secret is shown once and kept nowhere in clear`() async throws {
        try await Stage.run { stage in
            let school = try await school(stage)
            let secret = try await client(stage, school).json["secret"]?.string ?? ""
            let list = try await stage.get("/api/institutions/\(school.id)/clients", as: school.administrator)
            #expect(list.items.count == 1)
            #expect(!secret.isEmpty && !list.text.contains(secret))
            let kept = try await stage.resources.database.one(
                "select count(*) as kept from client where client::text like \("%" + secret + "%")")
            #expect(try kept["kept"] == 0)
        }
    }

    @Test(arguments: [
        ("grant_type=password", "unsupported_grant_type"), ("scope=credits.read", "invalid_request"),
        ("grant_type=client_credentials&scope=everything", "invalid_scope"),
        ("grant_type=client_credentials&scope=", "invalid_scope"),
        ("grant_type=client_credentials&client_secret=x", "invalid_request"),
    ])
    func `what cannot be granted is refused with the error that libraries look for`(_ form: String, _ error: String)
        async throws
    {
        try await Stage.run { stage in
            let client = try await client(stage, try await school(stage))
            let seen = try await token(stage, form, basic: "\(client.id):\(client.json["secret"]?.string ?? "")")
            #expect(seen.status == .badRequest)
            #expect(seen.json["error"]?.string == error)
        }
    }

    @Test func `an unknown client and a wrong secret get one answer, and guessing is slowed down`() async throws {
        try await Stage.run { stage in
            let client = try await client(stage, try await school(stage))
            let wrong = try await token(stage, basic: "\(client.id):prior_k_guess")
            let unknown = try await token(stage, basic: "\(UUID()):prior_k_guess")
            let bearer = try await stage.send(
                .post, "/api/oauth/token", bytes: Array("grant_type=client_credentials".utf8), as: stage.operator,
                headers: [.contentType: "application/x-www-form-urlencoded"])
            for seen in [wrong, unknown, bearer] {
                #expect(seen.status == .unauthorized)
                #expect(seen.json["error"] == "invalid_client")
                #expect(seen.headers[.wwwAuthenticate]?.hasPrefix("Basic") == true)
            }
            #expect(wrong.json["detail"] == unknown.json["detail"])
            for _ in 0..<6 { _ = try await token(stage, basic: "\(client.id):prior_k_guess") }
            #expect(try await token(stage, basic: "\(client.id):prior_k_guess").status == .tooManyRequests)
        }
    }

    @Test func `a revoked client has no token any more, and only its own administrator revokes it`() async throws {
        try await Stage.run { stage in
            let school = try await school(stage)
            let client = try await client(stage, school)
            let basic = "\(client.id):\(client.json["secret"]?.string ?? "")"
            let held = try await token(stage, basic: basic).json["access_token"]?.string ?? ""
            let other = try await stage.institution("ndso")
            let stranger = try await stage.staff("Marcia", .administrator, at: other)
            #expect(try await stage.delete("/api/clients/\(client.id)", as: stranger).status == .notFound)
            let list = try await stage.get("/api/institutions/\(school.id)/clients", as: stranger)
            #expect(list.status == .forbidden)
            #expect(try await stage.delete("/api/clients/\(client.id)", as: school.administrator).status == .noContent)
            let machine = Actor(id: "", name: "", email: "", token: held)
            #expect(try await stage.get("/api/people/me", as: machine).problem == "credential-required")
            #expect(try await token(stage, basic: basic).status == .unauthorized)
            #expect(try await stage.delete("/api/clients/\(client.id)", as: school.administrator).status == .notFound)
        }
    }

    @Test func `a token ends after an hour`() async throws {
        try await Stage.run { stage in
            let client = try await client(stage, try await school(stage))
            let seen = try await token(stage, basic: "\(client.id):\(client.json["secret"]?.string ?? "")")
            let credential = Credential.client(.of(seen.json["access_token"]?.string ?? ""))
            stage.clock.advance(3601)
            await #expect(throws: Problem.self) {
                _ = try await Caller(credential, stage.resources, at: stage.clock.now)
            }
        }
    }

    @Test func `a library finds the token route by the well-known address`() async throws {
        try await Stage.run { stage in
            let seen = try await stage.get("/.well-known/oauth-authorization-server")
            #expect(seen.json["issuer"]?.string == stage.resources.settings.publicURL)
            #expect(seen.json["token_endpoint"]?.string?.hasSuffix("/api/oauth/token") == true)
            #expect(seen.json["response_types_supported"] == [])
        }
    }
}
