import Assessment
import Foundation
import HTTPTypes
import Postgres
import Seal
import Support
import Synchronization
import Testing

@testable import PriorService

/// A machine that signs with a private key.
private struct Signer: Sendable {
    let key = SigningKey()
    let id: String

    var jwk: JSONValue {
        ["kty": "OKP", "crv": "Ed25519", "kid": .string(id), "x": .string(Self.text(Array(key.verifyingKey.bytes)))]
    }

    /// An assertion of these claims, with others changed or taken out.
    func assertion(
        of client: String, on stage: Stage, header: [String: JSONValue] = [:], _ changes: [String: JSONValue?] = [:]
    ) throws -> String {
        let now = Int(stage.clock.now.timeIntervalSince1970)
        var claims: JSONValue = [
            "iss": .string(client), "sub": .string(client), "aud": .string(stage.resources.settings.publicURL),
            "jti": .string(UUID().uuidString), "iat": .number(String(now)), "exp": .number(String(now + 300)),
        ]
        for (name, value) in changes { claims[name] = value }
        var head: JSONValue = ["alg": "EdDSA", "kid": .string(id), "typ": "JWT"]
        for (name, value) in header { head[name] = value }
        let signed = Self.text(head.data) + "." + Self.text(claims.data)
        return signed + "." + Self.text(Array(try key.signature(over: Data(signed.utf8))))
    }

    static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

@Suite(.database) struct AssertionTests {
    private struct School: Sendable {
        var id: String
        var administrator: Actor
    }

    private func school(_ stage: Stage) async throws -> School {
        let id = try await stage.institution("lerotholi")
        return School(id: id, administrator: try await stage.staff("Ntate Tau", .administrator, at: id))
    }

    private func client(_ stage: Stage, _ school: School, _ what: JSONValue) async throws -> Seen {
        var body: JSONValue = ["name": "records", "scopes": ["credits.read"]]
        for member in what.object?.members ?? [] { body[member.key] = member.value }
        return try await stage.post("/api/institutions/\(school.id)/clients", body, as: school.administrator)
    }

    private func token(_ stage: Stage, _ assertion: String, _ more: String = "") async throws -> Seen {
        let form =
            "grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
            + "&client_assertion=\(assertion)\(more)"
        return try await stage.send(
            .post, "/api/oauth/token", bytes: Array(form.utf8), as: nil,
            headers: [.contentType: "application/x-www-form-urlencoded"])
    }

    @Test func `a machine proves itself by what only its private key can sign, and each proof is good once`()
        async throws
    {
        try await Stage.run { stage in
            let school = try await school(stage)
            let signer = Signer(id: "2026")
            let made = try await client(stage, school, ["keys": ["keys": [signer.jwk]]])
            #expect(made.status == .created && made.json["secret"] == nil && made.json["proof"] == "private_key_jwt")
            let assertion = try signer.assertion(of: made.id, on: stage)
            let given = try await token(stage, assertion)
            #expect(given.status == .ok && given.json["scope"] == "credits.read")
            let again = try await token(stage, assertion)
            #expect(again.status == .unauthorized && again.json["detail"]?.string?.contains("jti") == true)
            let route = stage.resources.settings.publicURL + "/api/oauth/token"
            let toRoute = try signer.assertion(of: made.id, on: stage, ["aud": ["x", .string(route)]])
            #expect(try await token(stage, toRoute).status == .ok)
            // A secret that it never had opens nothing.
            let basic = "Basic " + Data("\(made.id):".utf8).base64EncodedString()
            let guessed = try await stage.send(
                .post, "/api/oauth/token", bytes: Array("grant_type=client_credentials".utf8), as: nil,
                headers: [.contentType: "application/x-www-form-urlencoded", .authorization: basic])
            #expect(guessed.json["error"] == "invalid_client")
        }
    }

    @Test func `a proof for somebody else, too old, too far ahead, or by another key is none`() async throws {
        try await Stage.run { stage in
            let school = try await school(stage)
            let (signer, stranger) = (Signer(id: "2026"), Signer(id: "2026"))
            let made = try await client(stage, school, ["keys": ["keys": [signer.jwk]]])
            let now = Int(stage.clock.now.timeIntervalSince1970)
            let wrong: [String] = [
                try signer.assertion(of: made.id, on: stage, ["aud": "https://elsewhere.example"]),
                try signer.assertion(of: made.id, on: stage, ["sub": .string(stage.newID())]),
                try signer.assertion(of: made.id, on: stage, ["exp": .number(String(now - 1))]),
                try signer.assertion(of: made.id, on: stage, ["exp": .number(String(now + 8_000))]),
                try signer.assertion(of: made.id, on: stage, ["exp": nil]),
                try signer.assertion(of: made.id, on: stage, ["jti": nil]),
                try signer.assertion(of: made.id, on: stage, ["nbf": .number(String(now + 600))]),
                try signer.assertion(of: made.id, on: stage, header: ["alg": "none"]),
                try signer.assertion(of: made.id, on: stage, header: ["alg": "HS256"]),
                try signer.assertion(of: made.id, on: stage, header: ["kid": "2025"]),
                try stranger.assertion(of: made.id, on: stage), "a.b.c", "nothing",
            ]
            for assertion in wrong {
                try await stage.resources.database.execute("delete from sign_in_throttle")
                let seen = try await token(stage, assertion)
                #expect(seen.status == .unauthorized && seen.json["error"] == "invalid_client", "\(seen.text)")
            }
            let good = try signer.assertion(of: made.id, on: stage)
            #expect(try await token(stage, good, "&client_secret=x").json["error"] == "invalid_request")
            #expect(try await token(stage, good, "&client_id=\(stage.newID())").status == .unauthorized)
        }
    }

    @Test func `published keys are fetched, and a key that is new is found without anybody telling`() async throws {
        try await WebhookReceiver.run { server, url in
            try await Stage.run({ $0.partners = Dialer(reach: .thisMachineToo) }) { stage in
                let school = try await school(stage)
                let signer = Signer(id: "2026")
                server.keys.withLock { $0 = (["keys": [signer.jwk]] as JSONValue).text }
                let address = url.replacing("/hook", with: "/keys")
                let made = try await client(stage, school, ["keysURL": .string(address)])
                #expect(made.json["keysURL"]?.string == address)
                #expect(try await token(stage, try signer.assertion(of: made.id, on: stage)).status == .ok)
                // Its institution gives another machine's keys: the old ones open nothing.
                let next = Signer(id: "2027")
                let changed = try await stage.put(
                    "/api/clients/\(made.id)/keys", ["keys": ["keys": [next.jwk]]], as: school.administrator)
                #expect(changed.status == .noContent)
                #expect(try await token(stage, try signer.assertion(of: made.id, on: stage)).status == .unauthorized)
                #expect(try await token(stage, try next.assertion(of: made.id, on: stage)).status == .ok)
            }
        }
    }

    @Test func `a set with a private key, or without one that can be used, is not taken`() async throws {
        try await Stage.run { stage in
            let school = try await school(stage)
            let signer = Signer(id: "2026")
            var secret = signer.jwk
            secret["d"] = "AAAA"
            for (keys, fault) in [
                (["keys": [secret]], "/keys/keys/0 private"), (["keys": []], "/keys keySet"), ([:], "/keys keySet"),
                (["keys": [signer.jwk, ["kty": "EC", "crv": "P-521"]]], "/keys/keys/1 key"),
            ] as [(JSONValue, String)] {
                #expect(try await client(stage, school, ["keys": keys]).faults == [fault])
            }
            let both = try await client(
                stage, school, ["keys": ["keys": [signer.jwk]], "keysURL": "https://keys.example.org/"])
            #expect(both.faults == ["/keysURL choice"])
            let inside = try await client(stage, school, ["keysURL": "https://10.0.0.1/keys"])
            #expect(inside.faults == ["/keysURL address"])
        }
    }

    @Test func `a new secret works at once and the one before for as long as it was said`() async throws {
        try await Stage.run { stage in
            let school = try await school(stage)
            let made = try await client(stage, school, [:])
            let first = made.json["secret"]?.string ?? ""
            let path = "/api/clients/\(made.id)/secrets"
            let second =
                try await stage.post(path, ["overlapHours": 2], as: school.administrator)
                .json["secret"]?.string ?? ""
            func works(_ secret: String) async throws -> Bool {
                let form = "grant_type=client_credentials&client_id=\(made.id)&client_secret=\(secret)"
                return try await stage.send(
                    .post, "/api/oauth/token", bytes: Array(form.utf8), as: nil,
                    headers: [.contentType: "application/x-www-form-urlencoded"]
                ).status == .ok
            }
            let before = try await [works(first), works(second)]
            #expect(before == [true, true])
            stage.clock.advance(2 * 3_600 + 1)
            let after = try await [works(first), works(second)]
            #expect(after == [false, true])
            let stranger = try await stage.staff("Marcia", .administrator, at: try await stage.institution("ndso"))
            #expect(try await stage.post(path, [:], as: stranger).status == .notFound)
        }
    }

    @Test func `a machine that asks for tokens in a loop is told to wait`() async throws {
        try await Stage.run { stage in
            let signer = Signer(id: "2026")
            let made = try await client(stage, try await school(stage), ["keys": ["keys": [signer.jwk]]])
            for _ in 0..<TokenBody.mostInAMinute {
                #expect(try await token(stage, try signer.assertion(of: made.id, on: stage)).status == .ok)
            }
            let seen = try await token(stage, try signer.assertion(of: made.id, on: stage))
            #expect(seen.problem == "too-many-tokens" && seen.headers[.retryAfter] == "60")
        }
    }
}
