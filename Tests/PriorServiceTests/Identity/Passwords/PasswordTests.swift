import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct PasswordTests {
    private let old = "river stone kettle maize"
    private let new = "goat bridge winter blanket"
    private let address = "lerato@example.org"
    private let form: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]

    private func register(_ stage: Stage) async throws -> Actor {
        _ = try await stage.must(
            .post, "/api/people", ["email": .string(address), "name": "Lerato Mokoena", "password": .string(old)],
            as: nil)
        return try await signedIn(stage, old)
    }

    private func signedIn(_ stage: Stage, _ password: String) async throws -> Actor {
        let seen = try await signIn(stage, password)
        return Actor(id: "", name: "", email: address, token: try #require(seen.json["token"]?.string))
    }

    private func signIn(_ stage: Stage, _ password: String) async throws -> Seen {
        try await stage.post("/api/sessions", ["email": .string(address), "password": .string(password)])
    }

    private func mails(_ stage: Stage) async throws -> [(purpose: String, body: String)] {
        try await stage.resources.database.query(
            "select purpose, body from mail where recipient = \(address) order by id"
        ).map { (try $0["purpose"], try $0["body"]) }
    }

    private func code(_ stage: Stage) async throws -> String {
        let body = try #require(try await mails(stage).last { $0.purpose == "password-link" }).body
        return String(try #require(body.firstMatch(of: /prior_l_[A-Za-z0-9_-]+/)).output)
    }

    @Test func `a forgotten password is set anew by the mail's code, once, and every device is signed out`()
        async throws
    {
        try await Stage.run { stage in
            let phone = try await register(stage)
            let asked = try await stage.post("/api/password-links", ["email": "Lerato@example.org"])
            #expect(asked.status == .noContent)
            let code = try await code(stage)
            let short = try await stage.post("/api/passwords", ["code": .string(code), "password": "short"])
            #expect(short.faults == ["/password too_short"])
            let body: JSONValue = ["code": .string(code), "password": .string(new)]
            #expect(try await stage.post("/api/passwords", body).status == .noContent)
            #expect(try await stage.post("/api/passwords", body).status == .notFound)
            #expect(try await stage.get("/api/people/me", as: phone).status == .unauthorized)
            #expect(try await signIn(stage, old).status == .unauthorized)
            #expect(try await signIn(stage, new).status == .created)
            #expect(try await mails(stage).map(\.purpose).sorted() == ["password-link", "password-set"])
            let kept = try await stage.resources.database.one(
                "select count(*) as n from event where event::text like \("%" + code + "%")")
            #expect(try kept["n"] == 0)
        }
    }

    @Test func `asking says nothing of who is registered, mails nobody twice in a minute, and the newest link counts`()
        async throws
    {
        try await Stage.run { stage in
            _ = try await register(stage)
            let unknown = try await stage.post("/api/password-links", ["email": "nobody@example.org"])
            let known = try await stage.post("/api/password-links", ["email": .string(address)])
            #expect(unknown.status == known.status && unknown.text == known.text)
            let first = try await code(stage)
            _ = try await stage.post("/api/password-links", ["email": .string(address)])
            #expect(try await mails(stage).count == 1)
            stage.clock.advance(61)
            _ = try await stage.post("/api/password-links", ["email": .string(address)])
            let second = try await code(stage)
            let stale = try await stage.post(
                "/api/passwords", ["code": .string(first), "password": .string(new)])
            #expect(stale.status == .notFound)
            stage.clock.advance(3_601)
            let late = try await stage.post(
                "/api/passwords", ["code": .string(second), "password": .string(new)])
            #expect(late.status == .notFound)
            var statuses: [HTTPResponse.Status] = []
            for _ in 0..<25 {
                statuses.append(try await stage.post("/api/password-links", ["email": "x@example.org"]).status)
            }
            #expect(statuses.last == .tooManyRequests)
            // The wait is for links only: whoever knows their password signs in.
            #expect(try await signIn(stage, old).status == .created)
        }
    }

    @Test func `the page that the mail's link opens changes nothing until a password is sent`() async throws {
        try await Stage.run { stage in
            _ = try await register(stage)
            _ = try await stage.post("/api/password-links", ["email": .string(address)])
            let path = "/new-password/\(try await code(stage))"
            for _ in 0..<3 {
                let page = try await stage.get(path)
                #expect(page.text.contains("<form method=\"post\">") && !page.text.contains("Lerato"))
            }
            let common = try await stage.send(.post, path, bytes: Array("password=short".utf8), as: nil, headers: form)
            #expect(common.text.contains("role=\"alert\"") && common.text.contains("<form"))
            let set = try await stage.send(
                .post, path, bytes: Array("password=goat+bridge+winter+blanket".utf8), as: nil, headers: form)
            #expect(set.text.contains("The new password is set"))
            #expect(try await stage.get(path).text.contains("opens nothing"))
            #expect(try await signIn(stage, new).status == .created)
        }
    }

    @Test func `who knows their password changes it, and stays signed in here only`() async throws {
        try await Stage.run { stage in
            let phone = try await register(stage)
            let tablet = try await signedIn(stage, old)
            let path = "/api/people/me/password"
            let wrong = try await stage.put(path, ["present": "not the password", "password": .string(new)], as: phone)
            #expect(wrong.faults == ["/present wrong"])
            let own = try await stage.put(path, ["present": .string(old), "password": "lerato mokoena"], as: phone)
            #expect(own.status == .unprocessableContent && own.faults.first?.hasPrefix("/password ") == true)
            let done = try await stage.put(path, ["present": .string(old), "password": .string(new)], as: phone)
            #expect(done.status == .noContent)
            #expect(try await stage.get("/api/people/me", as: phone).status == .ok)
            #expect(try await stage.get("/api/people/me", as: tablet).status == .unauthorized)
            #expect(try await signIn(stage, new).status == .created)
        }
    }

    @Test func `of two who use a link at once one sets the password`() async throws {
        try await Stage.run { stage in
            _ = try await register(stage)
            _ = try await stage.post("/api/password-links", ["email": .string(address)])
            let code = try await code(stage)
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for place in 0..<4 {
                    group.addTask {
                        try await stage.post(
                            "/api/passwords", ["code": .string(code), "password": .string("\(new) \(place)")]
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == .noContent } == 1 && statuses.count { $0 == .notFound } == 3)
        }
    }
}
