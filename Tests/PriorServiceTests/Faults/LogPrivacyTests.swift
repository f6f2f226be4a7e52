import Assessment
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Postgres
import Support
import Testing

@testable import PriorService

/// Logs are read by people who have no business with the learners: nothing a client sends stands in them.
@Suite(.database) struct LogPrivacyTests {
    private let address = "canary-address@example.org"
    private let name = "Canary Name"
    private let password = "canary password maize kettle"

    @Test func `no address, name, password, token, title or file name is in any log line`() async throws {
        let log = HeardLog()
        try await Stage.run(logger: log.logger) { stage in
            let secrets = try await play(on: stage)
            #expect(log.lines.count >= 15, "\(log.lines.count)")
            #expect(log.lines.contains { $0.contains("request failed") }, "Also the lines of failures are looked at.")
            for secret in secrets {
                #expect(secret.count > 5)
                for line in log.lines where line.range(of: secret, options: .caseInsensitive) != nil {
                    Issue.record("\(secret) stands in: \(line)")
                }
            }
        }
    }

    /// Plants what must not be told in as many places as a request has.
    /// - Returns: what was planted.
    private func play(on stage: Stage) async throws -> [String] {
        _ = try await stage.post(
            "/api/people", ["email": .string(address), "name": .string(name), "password": .string(password)])
        _ = try await stage.post(
            "/api/people", ["email": .string(address), "name": .string(name), "password": .string(password)])
        _ = try await stage.post("/api/sessions", ["email": .string(address), "password": "canary wrong guess"])
        let session = try await stage.post(
            "/api/sessions", ["email": .string(address), "password": .string(password), "device": "canary device"])
        let token = session.json["token"]?.string ?? ""
        let canary = Actor(id: "", name: name, email: address, token: token)
        _ = try await stage.get("/api/people/me", as: canary)
        _ = try await stage.get("/api/institutions?after=canary-cursor", as: canary)
        _ = try await stage.get("/api/canary-path/canary-text?canary-query=1", as: canary)
        _ = try await stage.get("/api/people/me", headers: [.authorization: "Bearer prior_s_canarytoken"])
        _ = try await stage.send(.post, "/api/people", bytes: Array(#"{"email":"canary-broken"#.utf8), as: nil)
        let institution = try await stage.institution("maluti")
        let elias = try await stage.staff("Elias Canaryson", .administrator, .coordinator, at: institution)
        _ = try await stage.post(
            "/api/institutions/\(institution)/invitations",
            ["email": "canary-invited@example.org", "role": "assessor"], as: elias,
            headers: [.idempotencyKey: "canary-key"])
        let mail = try await stage.get("/api/demo/mail?to=canary-invited@example.org").text
        let code = try #require(mail.firstMatch(of: /prior_l_[A-Za-z0-9_-]+/)).output
        _ = try await stage.post("/api/memberships", ["invitation": .string(String(code))], as: canary)
        try await portfolio(on: stage, canary, institution)
        try await breakTheDatabase(stage, canary)
        return [address, name, password, "canary", token, elias.token, elias.name, String(code), Stage.operatorToken]
    }

    private func portfolio(on stage: Stage, _ canary: Actor, _ institution: String) async throws {
        let made = try await stage.must(
            .post, "/api/portfolios", ["institution": .string(institution), "title": "Canary title"], as: canary)
        let seen = try await stage.send(
            .post, "/api/portfolios/\(made.id)/evidence?title=Canary%20evidence&kind=artefact&language=en",
            bytes: Array("canary text of a reflection, long enough to be one".utf8), as: canary,
            headers: [.contentType: "text/plain", .contentDisposition: #"attachment; filename="canary-file.txt""#])
        #expect(seen.status == .created, "\(seen.text)")
        _ = try await stage.send(
            .post, "/api/portfolios/\(made.id)/evidence?title=Canary%20refused&fileName=canary.pdf",
            bytes: Array("canary bytes that are no PDF".utf8), as: canary, headers: [.contentType: "application/pdf"])
        _ = try await stage.get("/api/evidence/\(seen.id)/content", as: canary)
    }

    /// A failure that nobody foresaw, with the canary in the statement's parameters.
    private func breakTheDatabase(_ stage: Stage, _ canary: Actor) async throws {
        try await TestDatabase.current.database.execute("alter table person rename column language to canary_language")
        let headers: HTTPFields = [.contentType: "application/json"]
        let body: JSONValue = [
            "email": "canary-late@example.org", "name": .string(name), "password": .string(password),
        ]
        let response = try await stage.client.execute(
            uri: "/api/people", method: .post, headers: headers, body: .init(bytes: body.data))
        #expect(response.status == .internalServerError)
        #expect(!String(buffer: response.body).contains("canary"))
    }
}
