import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

/// A request sent again does its work once (draft-ietf-httpapi-idempotency-key-header).
@Suite(.database) struct IdempotencyTests {
    private let fumane: JSONValue = [
        "email": "fumane@example.org", "name": "Fumane", "password": "river stone kettle maize",
    ]

    @Test func `fifty at once with one key have one effect`() async throws {
        try await Stage.run({ $0.database.wait = .seconds(60) }) { stage in
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for _ in 0..<50 {
                    group.addTask {
                        try await stage.post("/api/people", fumane, headers: [.idempotencyKey: "once"]).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(statuses).isSubset(of: [.created, .conflict]))
            #expect(statuses.contains(.created))
            #expect(try await stage.count("person") == 1)
            #expect(try await stage.count("event") == 1)
            let later = try await stage.post("/api/people", fumane, headers: [.idempotencyKey: "once"])
            #expect(later.status == .created && later.headers[.idempotencyReplayed] == "true")
        }
    }

    @Test func `while the first is under way the second is told to wait`() async throws {
        try await Stage.run { stage in
            let elias = try await stage.staff("Elias", .administrator, at: stage.institution("maluti"))
            let institution =
                try await stage.get("/api/people/me", as: elias).json["roles"]?[0]?["institution"]?.string ?? ""
            let key = "person:\(elias.id)\nslow"
            let locker = TestDatabase.current.database
            try await locker.transaction { connection in
                try await connection.execute("select pg_advisory_xact_lock(hashtextextended(\(key), 7))")
                let seen = try await stage.post(
                    "/api/institutions/\(institution)/invitations", ["email": "b@example.org", "role": "assessor"],
                    as: elias,
                    headers: [.idempotencyKey: "slow"])
                #expect(seen.status == .conflict && seen.problem == "request-in-flight")
                #expect(seen.headers[.retryAfter] != nil)
            }
            #expect(try await stage.count("invitation") == 0)
        }
    }

    @Test func `a key used for another request is refused`() async throws {
        try await Stage.run { stage in
            let maluti = try await stage.institution("maluti")
            let elias = try await stage.staff("Elias", .administrator, at: maluti)
            let path = "/api/institutions/\(maluti)/invitations"
            let key: HTTPFields = [.idempotencyKey: "k1"]
            let first = try await stage.post(
                path, ["email": "b@example.org", "role": "assessor"], as: elias, headers: key)
            #expect(first.status == .created)
            let other = try await stage.post(
                path, ["email": "c@example.org", "role": "assessor"], as: elias, headers: key)
            #expect(other.status == .unprocessableContent && other.problem == "idempotency-key-reused")
            #expect(try await stage.count("invitation") == 1)
            let someoneElse = try await stage.staff("Fumane", .administrator, at: maluti)
            let theirs = try await stage.post(
                path, ["email": "c@example.org", "role": "assessor"], as: someoneElse, headers: key)
            #expect(theirs.status == .created, "Keys of two people are two keys.")
        }
    }

    @Test(arguments: ["with space", "é", String(repeating: "k", count: 256)])
    func `a key that cannot be one is refused`(key: String) async throws {
        try await Stage.run { stage in
            let seen = try await stage.post("/api/people", fumane, headers: [.idempotencyKey: key])
            #expect(seen.status == .badRequest && seen.problem == "invalid-idempotency-key")
            #expect(try await stage.count("person") == 0)
        }
    }

    @Test func `a refused request keeps no answer, so that it can be put right and sent again`() async throws {
        try await Stage.run { stage in
            let poor: JSONValue = ["email": "fumane@example.org", "name": "Fumane", "password": "short"]
            let key: HTTPFields = [.idempotencyKey: "again"]
            let refused = try await stage.post("/api/people", poor, headers: key)
            #expect(refused.status == .unprocessableContent)
            let mended = try await stage.post("/api/people", fumane, headers: key)
            #expect(mended.status == .created)
        }
    }
}

extension Stage {
    /// How many rows a table has.
    func count(_ table: String) async throws -> Int {
        try await resources.database.one(SQL(unsafeSQL: "select count(*)::int as n from \(table)"))["n"]
    }
}
