import Assessment
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Postgres
import Seal
import Support
import Synchronization
import Testing

@testable import PriorService

/// An OpenID provider on this machine that says what the test wants it to say.
private final class Provider: Sendable {
    let key = SigningKey()
    /// Members of the next ID token that are not as they should be.
    let changes = Mutex<[String: JSONValue?]>([:])
    let nonce = Mutex("")
    let forms = Mutex<[[String: String]]>([])
    let signer = Mutex<SigningKey?>(nil)

    static func run(_ test: @Sendable @escaping (Provider, Stage) async throws -> Void) async throws {
        let provider = Provider()
        let port = Mutex(0)
        let router = Router()
        let issuer = { @Sendable in "http://127.0.0.1:\(port.withLock { $0 })" }
        router.get(".well-known/openid-configuration") { _, _ in
            let at = issuer()
            return
                ([
                    "issuer": .string(at), "authorization_endpoint": .string(at + "/authorize"),
                    "token_endpoint": .string(at + "/token"), "jwks_uri": .string(at + "/keys"),
                ] as JSONValue).text
        }
        router.get("keys") { _, _ in
            let x = Data(provider.key.verifyingKey.bytes).base64EncodedString()
                .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
            return (["keys": [["kty": "OKP", "crv": "Ed25519", "kid": "1", "x": .string(x)]]] as JSONValue).text
        }
        router.post("token") { request, _ in
            let body = String(buffer: try await request.body.collect(upTo: 1 << 16))
            let pairs = body.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
            let form = Dictionary(pairs.map { ($0[0], ($0.count > 1 ? $0[1] : "").removingPercentEncoding ?? "") }) {
                $1
            }
            provider.forms.withLock { $0.append(form) }
            let isKnown = request.headers[.authorization] == "Basic " + Data("prior:s3cret".utf8).base64EncodedString()
            guard isKnown else { throw HTTPError(.unauthorized) }
            return (["id_token": .string(try provider.token(issuer()))] as JSONValue).text
        }
        let app = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)), logger: .silent)
        try await app.test(.live) { client in
            port.withLock { $0 = client.port ?? 0 }
            try await Stage.run({
                $0.openID = Settings.OpenID(
                    issuer: issuer(), clientID: "prior", clientSecret: "s3cret", redirect: "https://prior.example/back")
            }) { stage in try await test(provider, stage) }
        }
    }

    private func token(_ issuer: String) throws -> String {
        let now = 1_790_000_000
        var claims: JSONValue = [
            "iss": .string(issuer), "aud": "prior", "sub": "user-7", "nonce": .string(nonce.withLock { $0 }),
            "iat": .number(String(now)), "exp": .number(String(now + 600)), "email": "Lerato@Example.org",
            "email_verified": true, "name": "Lerato Mokoena",
        ]
        for (name, value) in changes.withLock({ $0 }) { claims[name] = value }
        func text(_ bytes: [UInt8]) -> String {
            Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
                "=", with: "")
        }
        let head: JSONValue = ["alg": "EdDSA", "kid": "1"]
        let signed = text(head.data) + "." + text(claims.data)
        let signer = signer.withLock { $0 } ?? key
        return signed + "." + text(Array(try signer.signature(over: Data(signed.utf8))))
    }

    /// Begins a sign-in and comes back from the provider's page.
    func begun(_ stage: Stage) async throws -> (state: String, binding: String, query: [String: String]) {
        let begun = try await stage.post("/api/oidc/sign-ins")
        #expect(begun.status == .created, "\(begun.text)")
        let items = URLComponents(string: begun.json["url"]?.string ?? "")?.queryItems ?? []
        let query = Dictionary(items.map { ($0.name, $0.value ?? "") }) { $1 }
        nonce.withLock { $0 = query["nonce"] ?? "" }
        return (query["state"] ?? "", begun.json["binding"]?.string ?? "", query)
    }

    func signIn(_ stage: Stage) async throws -> Seen {
        let begun = try await begun(stage)
        return try await stage.post(
            "/api/oidc/sessions",
            ["state": .string(begun.state), "code": "c0de", "binding": .string(begun.binding), "device": "Phone"])
    }
}

@Suite(.database) struct OpenIDTests {
    @Test func `who comes back from the provider is signed in, as the same person every time`() async throws {
        try await Provider.run { provider, stage in
            let begun = try await provider.begun(stage)
            #expect(begun.query["response_type"] == "code" && begun.query["code_challenge_method"] == "S256")
            #expect(
                begun.query["redirect_uri"] == "https://prior.example/back"
                    && begun.query["scope"] == "openid email profile")
            let body: JSONValue = ["state": .string(begun.state), "code": "c0de", "binding": .string(begun.binding)]
            let first = try await stage.post("/api/oidc/sessions", body)
            #expect(first.status == .created, "\(first.text)")
            // The verifier that was sent is the one whose digest the provider was given before.
            let form = try #require(provider.forms.withLock { $0 }.last)
            #expect(form["grant_type"] == "authorization_code" && form["code"] == "c0de")
            #expect(Base64URL.encode(Digest.of(form["code_verifier"] ?? "").bytes) == begun.query["code_challenge"])
            let who = Actor(id: "", name: "", email: "", token: first.json["token"]?.string ?? "")
            let me = try await stage.get("/api/people/me", as: who)
            #expect(me.json["email"] == "lerato@example.org" && me.json["name"] == "Lerato Mokoena")
            // The same sign-in is good once.
            #expect(try await stage.post("/api/oidc/sessions", body).status == .unauthorized)
            // Another address at the provider, the same person.
            provider.changes.withLock { $0 = ["email": "new@example.org"] }
            let again = try await provider.signIn(stage)
            let twice = Actor(id: "", name: "", email: "", token: again.json["token"]?.string ?? "")
            #expect(try await stage.get("/api/people/me", as: twice).id == me.id)
            // No password opens the account.
            for password in ["none", "", "prior"] {
                let seen = try await stage.post(
                    "/api/sessions", ["email": "lerato@example.org", "password": .string(password)])
                #expect(seen.status == .unauthorized)
            }
        }
    }

    @Test func `staff whose address the provider has verified have their roles`() async throws {
        try await Provider.run { provider, stage in
            let maseru = try await stage.institution("maseru")
            let registrar = try await stage.staff("Refiloe", .registrar, at: maseru)
            provider.changes.withLock { $0 = ["email": .string(registrar.email), "sub": "user-9"] }
            let seen = try await provider.signIn(stage)
            let who = Actor(id: "", name: "", email: "", token: seen.json["token"]?.string ?? "")
            #expect(try await stage.get("/api/people/me", as: who).id == registrar.id)
            try await stage.resources.database.execute("update person set disabled_at = now()")
            #expect(try await provider.signIn(stage).status == .unauthorized)
        }
    }

    @Test func `who registered somebody else's address loses the account when its owner comes`() async throws {
        try await Provider.run { provider, stage in
            let body: JSONValue = ["email": "lerato@example.org", "password": "river stone kettle maize"]
            var registration = body
            registration["name"] = "Lerato"
            _ = try await stage.must(.post, "/api/people", registration, as: nil)
            let waiting = try await stage.post("/api/sessions", body)
            let stranger = Actor(id: "", name: "", email: "", token: waiting.json["token"]?.string ?? "")
            #expect(try await provider.signIn(stage).status == .created)
            #expect(try await stage.get("/api/people/me", as: stranger).status == .unauthorized)
            #expect(try await stage.post("/api/sessions", body).status == .unauthorized)
            // Now that the address is known to be theirs, nothing is taken away again.
            let count = { try await stage.resources.database.one("select count(*) as n from mail")["n"] as Int }
            #expect(try await count() == 1)
            #expect(try await provider.signIn(stage).status == .created)
            #expect(try await count() == 1)
        }
    }

    @Test func `a token that is not for this sign-in, this service or now signs nobody in`() async throws {
        try await Provider.run { provider, stage in
            let wrong: [[String: JSONValue?]] = [
                ["nonce": "other"], ["nonce": nil], ["aud": "somebody-else"], ["aud": ["prior", "x"]],
                ["iss": "https://elsewhere.example"], ["exp": 1_789_999_000], ["exp": nil], ["iat": 1_790_009_000],
                ["email_verified": false], ["email_verified": nil], ["email": nil], ["sub": nil],
            ]
            for changes in wrong {
                provider.changes.withLock { $0 = changes }
                let seen = try await provider.signIn(stage)
                #expect(seen.status == .unauthorized && seen.problem == "sign-in-failed", "\(changes) \(seen.text)")
            }
            provider.changes.withLock { $0 = [:] }
            provider.signer.withLock { $0 = SigningKey() }
            #expect(try await provider.signIn(stage).json["detail"]?.string?.contains("not signed") == true)
            provider.signer.withLock { $0 = nil }
            // A code that somebody else's device is to use, an old state, and none.
            let (mine, others) = (try await provider.begun(stage), try await provider.begun(stage))
            let mixed = try await stage.post(
                "/api/oidc/sessions",
                ["state": .string(mine.state), "code": "c", "binding": .string(others.binding)])
            #expect(mixed.json["detail"]?.string?.contains("another device") == true)
            stage.clock.advance(601)
            let late = try await stage.post(
                "/api/oidc/sessions",
                ["state": .string(others.state), "code": "c", "binding": .string(others.binding)])
            #expect(late.status == .unauthorized)
            let people = try await stage.resources.database.one("select count(*) as n from person")
            #expect(try people["n"] == 0)
        }
    }

    @Test func `without a provider there is none, and one that does not answer is told so`() async throws {
        try await Stage.run { stage in
            let seen = try await stage.post("/api/oidc/sign-ins")
            #expect(seen.problem == "no-provider")
        }
        try await Stage.run({
            $0.openID = Settings.OpenID(issuer: "http://127.0.0.1:9", clientID: "x", clientSecret: "y")
        }) { stage in
            let seen = try await stage.post("/api/oidc/sign-ins")
            #expect(seen.problem == "provider-unavailable")
        }
    }
}
