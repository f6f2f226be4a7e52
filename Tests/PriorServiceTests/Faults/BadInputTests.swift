import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

/// What is wrong with a request is named, at its place, and nothing happens.
@Suite(.database) struct BadInputTests {
    private struct Wrong: Sendable, CustomTestStringConvertible {
        var what: String
        var body: [UInt8]
        var status: HTTPResponse.Status
        var problem: String
        var faults: [String]?
        var testDescription: String { what }

        init(
            _ what: String, _ body: String, _ status: HTTPResponse.Status, _ problem: String, _ faults: [String]? = nil
        ) {
            self.init(what, bytes: Array(body.utf8), status, problem, faults)
        }

        init(
            _ what: String, bytes: [UInt8], _ status: HTTPResponse.Status, _ problem: String, _ faults: [String]? = nil
        ) {
            (self.what, self.body, self.status, self.problem, self.faults) = (what, bytes, status, problem, faults)
        }
    }

    private static let good = #"{"email":"lerato@example.org","name":"Lerato","password":"river stone kettle maize"}"#

    private static func with(_ member: String) -> String { good.dropLast() + "," + member + "}" }

    private static let wrong: [Wrong] = [
        Wrong(
            "an unknown field", with(#""surname":"Mokoena""#), .unprocessableContent, "invalid-body",
            ["/surname unknown"]),
        Wrong(
            "a wrong type", good.replacing(#""Lerato""#, with: "7"), .unprocessableContent, "invalid-body",
            ["/name type"]),
        Wrong(
            "a missing field", #"{"email":"a@example.org","name":"A"}"#, .unprocessableContent, "invalid-body",
            ["/password missing"]),
        Wrong(
            "blank text", good.replacing("Lerato", with: "   "), .unprocessableContent, "invalid-body", ["/name blank"]),
        Wrong(
            "a line break in a name", good.replacing("Lerato", with: #"A\nB"#), .unprocessableContent, "invalid-body",
            ["/name control"]),
        Wrong(
            "no address", good.replacing("lerato@example.org", with: "lerato"), .unprocessableContent, "invalid-body",
            ["/email form"]),
        Wrong("a list for an object", "[\(good)]", .unprocessableContent, "invalid-body"),
        Wrong("a key given twice", with(#""name":"Thabo""#), .badRequest, "malformed-json"),
        Wrong("a trailing comma", good.dropLast() + ",}", .badRequest, "malformed-json"),
        Wrong("something after the end", good + "{}", .badRequest, "malformed-json"),
        Wrong("a body cut short", String(good.dropLast(9)), .badRequest, "malformed-json"),
        Wrong("an empty body", "", .badRequest, "malformed-json"),
        Wrong(
            "a NUL byte", bytes: Array(good.utf8).map { $0 == UInt8(ascii: "L") ? 0 : $0 }, .badRequest,
            "malformed-json"),
        Wrong("an escaped NUL", good.replacing("Lerato", with: #"A\u0000B"#), .badRequest, "malformed-json"),
        Wrong(
            "bytes that are no UTF-8", bytes: Array(good.utf8).map { $0 == UInt8(ascii: "L") ? 0xFF : $0 }, .badRequest,
            "malformed-json"),
        Wrong("half of a surrogate pair", good.replacing("Lerato", with: #"\ud83d"#), .badRequest, "malformed-json"),
        Wrong("JSON nested without end", String(repeating: "[", count: 100_000), .badRequest, "malformed-json"),
    ]

    @Test(arguments: wrong)
    private func `a body with a fault is refused by name, and nobody is registered`(_ case: Wrong) async throws {
        try await Stage.run { stage in
            let seen = try await stage.send(
                .post, "/api/people", bytes: `case`.body, as: nil, headers: [.contentType: "application/json"])
            #expect(seen.status == `case`.status, "\(seen.text)")
            #expect(seen.problem == `case`.problem)
            if let faults = `case`.faults { #expect(seen.faults == faults) }
            #expect(seen.headers[.contentType] == "application/problem+json")
            #expect(try await stage.count("person") == 0)
        }
    }

    @Test func `a body of another type is not guessed at`() async throws {
        try await Stage.run { stage in
            for type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
                let headers: HTTPFields = type.isEmpty ? [:] : [.contentType: type]
                let seen = try await stage.send(
                    .post, "/api/people", bytes: Array(Self.good.utf8), as: nil, headers: headers)
                #expect(seen.status == .unsupportedMediaType && seen.problem == "unsupported-media-type")
            }
            let fine = try await stage.send(
                .post, "/api/people", bytes: Array(Self.good.utf8), as: nil,
                headers: [.contentType: "Application/JSON; charset=utf-8"])
            #expect(fine.status == .created)
        }
    }

    @Test func `a body over the limit is refused and says the limit`() async throws {
        try await Stage.run({ $0.http.maximumBodyBytes = 2_000 }) { stage in
            let long = Self.good.replacing("Lerato", with: String(repeating: "x", count: 3_000))
            let seen = try await stage.send(
                .post, "/api/people", bytes: Array(long.utf8), as: nil, headers: [.contentType: "application/json"])
            #expect(seen.status == .contentTooLarge && seen.problem == "body-too-large")
            #expect(seen.json["detail"]?.string?.contains("2000 bytes") == true)
        }
    }

    @Test(arguments: [
        "7", "not-an-id", "00000000-0000-0000-0000-00000000000g", "%00", "..%2F..%2Fetc%2Fpasswd", "%FF",
        "'; drop table person; --",
    ])
    func `what is no id names nothing`(id: String) async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let path = "/api/sessions/\(id.replacing(" ", with: "%20"))"
            let seen = try await stage.delete(path, as: lerato)
            #expect(seen.status == .notFound || seen.status == .badRequest, "\(seen.text)")
            #expect(try await stage.count("person") == 1)
        }
    }

    @Test(arguments: [
        "limit=0", "limit=201", "limit=ten", "limit=5&limit=6", "limit=", "limit=99999999999999999999",
        "after=nonsense",
        "after=eyJhIjoxfQ", "after=WyJhIiwiYiJd", "colour=red", "limit=5&colour=red",
    ])
    func `a query that nobody knows is refused with its name`(query: String) async throws {
        try await Stage.run { stage in
            let seen = try await stage.get("/api/institutions?\(query)")
            #expect(seen.status == .badRequest && seen.problem == "invalid-query", "\(seen.text)")
            #expect(seen.faults.first?.hasPrefix("?") == true)
        }
    }

    @Test func `a method that an address does not take is told those it does`() async throws {
        try await Stage.run { stage in
            let seen = try await stage.send(.put, "/api/people", nil, as: nil)
            #expect(seen.status == .methodNotAllowed && seen.problem == "method-not-allowed")
            #expect(seen.headers[.allow] == "POST")
            let nowhere = try await stage.get("/api/nothing-here")
            #expect(nowhere.status == .notFound && nowhere.problem == "not-found")
        }
    }

    @Test(arguments: ["Basic bGVyYXRvOng=", "Bearer", "Bearer ", "Bearer prior_s_guess", "Bearer x", "prior_s_guess"])
    func `a credential that is none is refused everywhere, also where none is needed`(header: String) async throws {
        try await Stage.run { stage in
            for path in ["/api/people/me", "/api/institutions"] {
                let seen = try await stage.get(path, headers: [.authorization: header])
                #expect(seen.status == .unauthorized && seen.headers[.wwwAuthenticate] != nil)
            }
        }
    }

    @Test func `a version that is old, absent or no version changes nothing`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let maluti = try await stage.institution("maluti")
            let opened = try await stage.must(
                .post, "/api/portfolios", ["institution": .string(maluti), "title": "First"], as: lerato)
            let path = "/api/portfolios/\(opened.id)"
            let fresh: HTTPFields = [.ifMatch: opened.version]
            #expect(try await stage.patch(path, ["title": "Second"], as: lerato, headers: fresh).status == .ok)
            let stale = try await stage.patch(path, ["title": "Third"], as: lerato, headers: fresh)
            #expect(stale.status == .preconditionFailed && stale.problem == "version-mismatch")
            #expect(stale.version == stale.json["presentVersion"]?.string)
            let absent = try await stage.patch(path, ["title": "Third"], as: lerato)
            #expect(absent.status == .preconditionRequired && absent.problem == "version-required")
            for header in ["7", "W/\"1\"", "*", "\"one\"", "\"99999999999999999999\""] {
                let seen = try await stage.patch(path, ["title": "Third"], as: lerato, headers: [.ifMatch: header])
                #expect(seen.status == .badRequest && seen.problem == "invalid-if-match")
            }
            #expect(try await stage.get(path, as: lerato).json["title"] == "Second")
        }
    }

    @Test(arguments: ["2026-02-30", "2026-13-01", "2025-02-29", "0000-00-00", "2026-2-3", "30/02/2026", "yesterday"])
    func `a day that is not in the calendar is refused at its place`(day: String) async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let maluti = try await stage.institution("maluti")
            let opened = try await stage.must(
                .post, "/api/portfolios", ["institution": .string(maluti), "title": "First"], as: lerato)
            let seen = try await stage.send(
                .post, "/api/portfolios/\(opened.id)/evidence?producedOn=\(day)", bytes: Array("A note.\n".utf8),
                as: lerato,
                headers: [.contentType: "text/plain"])
            #expect(seen.status == .badRequest && seen.faults == ["?producedOn invalid"], "\(seen.text)")
            #expect(try await stage.count("evidence") == 0)
        }
    }
}
