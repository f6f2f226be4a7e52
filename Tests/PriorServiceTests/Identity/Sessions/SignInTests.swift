import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct SignInTests {
    private let password = "river stone kettle maize"

    private func register(_ stage: Stage, _ email: String = "lerato@example.org") async throws -> Seen {
        try await stage.post(
            "/api/people", ["email": .string(email), "name": "Lerato Mokoena", "password": .string(password)])
    }

    @Test func `someone registers, signs in and sees who they are`() async throws {
        try await Stage.run { stage in
            #expect(try await register(stage).status == .created)
            let session = try await stage.post(
                "/api/sessions", ["email": "Lerato@example.org", "password": .string(password), "device": "phone"])
            #expect(session.status == .created)
            let lerato = Actor(id: "", name: "", email: "", token: session.json["token"]?.string ?? "")
            let me = try await stage.get("/api/people/me", as: lerato)
            #expect(me.json["name"] == "Lerato Mokoena")
            let sessions = try await stage.get("/api/sessions", as: lerato)
            #expect(sessions.items.map { $0["device"] } == ["phone"])
            #expect(sessions.items.map { $0["isThisOne"] } == [true])
        }
    }

    @Test func `a wrong password and an unknown address get the same answer`() async throws {
        try await Stage.run { stage in
            _ = try await register(stage)
            let wrong = try await stage.post(
                "/api/sessions", ["email": "lerato@example.org", "password": "not the password at all"])
            let unknown = try await stage.post(
                "/api/sessions", ["email": "nobody@example.org", "password": "not the password at all"])
            #expect(wrong.status == .unauthorized && unknown.status == .unauthorized)
            #expect(wrong.json["detail"] == unknown.json["detail"])
        }
    }

    @Test func `guessing is slowed down and the right password still works later`() async throws {
        try await Stage.run { stage in
            _ = try await register(stage)
            var statuses: [HTTPResponse.Status] = []
            for _ in 0..<7 {
                let seen = try await stage.post(
                    "/api/sessions", ["email": "lerato@example.org", "password": "a guess that is long enough"])
                statuses.append(seen.status)
            }
            #expect(statuses.contains(.tooManyRequests))
            stage.clock.advance(900)
            let session = try await stage.post(
                "/api/sessions", ["email": "lerato@example.org", "password": .string(password)])
            #expect(session.status == .created)
        }
    }

    @Test func `a session that was ended, or was idle too long, opens nothing`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            #expect(try await stage.delete("/api/sessions", as: lerato).status == .noContent)
            #expect(try await stage.get("/api/people/me", as: lerato).status == .unauthorized)
            let thabo = try await stage.person("Thabo")
            stage.clock.advance(days: 8)
            #expect(try await stage.get("/api/people/me", as: thabo).status == .unauthorized)
        }
    }

    @Test func `a short password is refused with what would be accepted`() async throws {
        try await Stage.run { stage in
            let seen = try await stage.post(
                "/api/people", ["email": "a@example.org", "name": "A", "password": "short", "surname": "B"])
            #expect(seen.status == .unprocessableContent)
            #expect(seen.faults == ["/surname unknown"])
            let again = try await stage.post(
                "/api/people", ["email": "a@example.org", "name": "A", "password": "short"])
            #expect(again.faults == ["/password too_short"])
        }
    }

    @Test func `registering again with the same key answers the same and registers once`() async throws {
        try await Stage.run { stage in
            let body: JSONValue = ["email": "x@example.org", "name": "X", "password": .string(password)]
            let key: HTTPFields = [.idempotencyKey: "a-key-of-mine"]
            let first = try await stage.post("/api/people", body, headers: key)
            let second = try await stage.post("/api/people", body, headers: key)
            #expect(first.status == .created && second.status == .created)
            #expect(first.bytes == second.bytes)
            #expect(second.headers[.idempotencyReplayed] == "true")
            #expect(try await stage.post("/api/people", body).status == .conflict)
        }
    }

    @Test func `whoever tries address after address is slowed down`() async throws {
        try await Stage.run { stage in
            _ = try await register(stage)
            var statuses: [HTTPResponse.Status] = []
            for _ in 0..<51 { statuses.append(try await register(stage).status) }
            #expect(Set(statuses.prefix(50)) == [.conflict] && statuses.last == .tooManyRequests)
        }
    }
}
