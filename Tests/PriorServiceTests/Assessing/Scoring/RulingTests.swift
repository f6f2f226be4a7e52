import Foundation
import HTTPTypes
import Postgres
import Seal
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
            let silent = try await work.rule(id, items[0], as: work.ben)
            #expect(silent.faults == ["/revisionReason missing"])
            let revised = try await work.rule(id, items[0], as: work.ben, revising: "Her face is on the second photo.")
            #expect(revised.json["revision"] == 2)
            #expect(revised.json["revisionReason"] == "Her face is on the second photo.")
            _ = try await work.rule(id, items[1], as: work.ben)
            let page = try await stage.get("/api/assignments/\(id)/rulings?limit=1", as: work.ben)
            #expect(page.items.map { $0["authentic"] } == ["yes"])
            let next = try #require(page.json["next"]?.string)
            let rest = try await stage.get("/api/assignments/\(id)/rulings?limit=1&after=\(next)", as: work.ben)
            #expect(rest.items.map { $0["evidence"]?.string } == [items[1]])
            let kept: Int = try await stage.resources.database.one("select count(*) as n from ruling")["n"]
            #expect(kept == 3)
            await #expect(throws: PostgresError.self) {
                try await stage.resources.database.execute("update ruling set authentic_reason = 'another'")
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
            #expect(seen.faults == ["/reasons/valid missing"])
            let maybe = try await stage.put(
                path, ["valid": "maybe", "sufficient": "yes", "authentic": "yes", "current": "yes"], as: work.ben)
            #expect(maybe.faults == ["/valid choice"])
        }
    }

    @Test func `a ruling is about the item as it was submitted, names its maker, and its history stays readable`()
        async throws
    {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let id = try await work.seated(submission, work.ben, "first")
            let ruled = try await work.rule(id, work.evidence[0], as: work.ben, authentic: "no")
            #expect(ruled.json["ruledBy"]?.string == work.ben.id)
            let manifest = try await stage.get("/api/submissions/\(submission)/manifest", as: work.elias).json
            let item = manifest["evidence"]?.array?.first { $0["id"]?.string == work.evidence[0] }
            let links = (manifest["links"]?.array ?? []).filter { $0["evidence"]?.string == work.evidence[0] }
            let about: JSONValue = [
                "claim": .string(work.claims[0]), "item": try #require(item), "links": .array(links),
            ]
            #expect(
                ruled.json["itemDigest"]?.string == Digest.of(String(decoding: about.canonical.data, as: UTF8.self)).hex
            )
            _ = try await work.rule(id, work.evidence[0], as: work.ben, revising: "I asked her.")
            let path = "/api/assignments/\(id)/rulings/\(work.claims[0])/\(work.evidence[0])"
            let history = try await stage.get(path, as: work.ben).items
            #expect(history.map { $0["authentic"] } == ["no", "yes"])
            #expect(history.map { $0["reasons"]?["authentic"] } == ["No face is seen.", nil])
            #expect(history.map { $0["revisionReason"] } == [nil, "I asked her."])
            #expect(try await stage.get(path, as: work.carol).status == .notFound)
            let early = try await stage.get("/api/submissions/\(submission)/rulings", as: work.elias)
            #expect(early.problem == "scorecards-blind")
        }
    }

    @Test func `once all are in everybody's rulings are read with their revisions, by assessors without names`()
        async throws
    {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            for (who, seat) in [(work.ben, "first"), (work.carol, "second")] {
                let id = try await work.seated(submission, who, seat)
                _ = try await work.rule(id, work.evidence[0], as: who, authentic: "unsure")
                _ = try await work.rule(id, work.evidence[0], as: who, revising: "Seen on the film.")
                try await work.work(id, as: who)
                #expect(try await work.complete(id, as: who).status == .created)
            }
            let path = "/api/submissions/\(submission)/rulings"
            let staff = try await stage.get(path, as: work.elias).items
            #expect(staff.count == 6)
            #expect(Set(staff.map { $0["ruling"]?["ruledBy"]?.string }) == [work.ben.id, work.carol.id])
            #expect(staff.filter { $0["ruling"]?["revision"] == 2 }.count == 2)
            let colleague = try await stage.get(path, as: work.carol).items
            #expect(colleague.count == 6 && colleague.allSatisfy { $0["ruling"]?["ruledBy"] == nil })
            #expect(try await stage.get(path, as: work.lerato).status == .notFound)
            let cards = try await stage.get("/api/submissions/\(submission)/scorecards", as: work.carol).text
            #expect(!cards.contains(work.ben.id))
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
                        try await work.rule(
                            id, work.evidence[0], as: work.ben, authentic: answer, revising: "On second thoughts."
                        ).status.code
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 10))
        }
    }
}
