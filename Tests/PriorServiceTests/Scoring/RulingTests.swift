import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct RulingTests {
    @Test func `a ruling is revised as a new row, and said again changes nothing`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            // Rulings are listed in the order of the items' ids; of two made in one millisecond either may come first.
            let items = work.evidence.sorted()
            let first = try await work.rule(id, items[0], as: work.ben, authentic: "unsure")
            #expect(first.status == .ok && first.json["revision"] == 1)
            #expect(try await work.rule(id, items[0], as: work.ben, authentic: "unsure").json["revision"] == 1)
            #expect(try await work.rule(id, items[0], as: work.ben).json["revision"] == 2)
            _ = try await work.rule(id, items[1], as: work.ben)
            let page = try await stage.get("/api/assignments/\(id)/rulings?limit=1", as: work.ben)
            #expect(page.items.map { $0["authentic"] } == ["yes"])
            let next = try #require(page.json["next"]?.string)
            let rest = try await stage.get("/api/assignments/\(id)/rulings?limit=1&after=\(next)", as: work.ben)
            #expect(rest.items.map { $0["evidence"]?.string } == [items[1]])
            let kept: Int = try await stage.resources.database.one("select count(*) as n from ruling")["n"]
            #expect(kept == 3)
            await #expect(throws: PostgresError.self) {
                try await stage.resources.database.execute("update ruling set reason = 'another'")
            }
        }
    }

    @Test func `an answer that is not yes needs a reason`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            let path = "/api/assignments/\(id)/rulings/\(work.claims[0])/\(work.evidence[0])"
            let seen = try await stage.put(
                path, ["valid": "no", "sufficient": "yes", "authentic": "yes", "current": "yes"], as: work.ben)
            #expect(seen.faults == ["/reason missing"])
            let maybe = try await stage.put(
                path, ["valid": "maybe", "sufficient": "yes", "authentic": "yes", "current": "yes"], as: work.ben)
            #expect(maybe.faults == ["/valid choice"])
        }
    }

    @Test func `only items of the submission are ruled on, and only in one's own assignment`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            #expect(try await work.rule(id, work.portfolio, as: work.ben).status == .notFound)
            #expect(try await work.rule(id, work.evidence[0], as: work.carol).status == .notFound)
            #expect(try await stage.get("/api/assignments/\(id)/rulings", as: work.carol).status == .notFound)
            #expect(try await stage.get("/api/assignments/\(id)/rulings", as: work.elias).status == .notFound)
        }
    }

    @Test func `ten rulings at once on one item are ten revisions or fewer, one after the other`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for place in 0..<10 {
                    let answer = place.isMultiple(of: 2) ? "yes" : "unsure"
                    group.addTask {
                        try await work.rule(id, work.evidence[0], as: work.ben, authentic: answer).status.code
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 10))
        }
    }
}
