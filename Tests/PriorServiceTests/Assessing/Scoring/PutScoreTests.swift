import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct PutScoreTests {
    @Test func `each score counts the scorecard on, and a draft is there again later`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            let first = try await work.score(id, "drawing", "nearly", version: 0, as: work.ben)
            #expect(first.status == .ok && first.version == "\"1\"")
            let second = try await work.score(id, "drawing", "competent", version: 1, as: work.ben)
            #expect(second.version == "\"2\"")
            let cards = try await stage.get("/api/assignments/\(id)/scorecards", as: work.ben)
            #expect(cards.items.map { $0["version"] } == [2])
            #expect(cards.items.first?["scores"]?.array?.map { $0["level"] } == ["competent"])
            #expect(cards.items.first?["unscored"]?.array?.count == work.criteria.count - 1)
        }
    }

    @Test func `of two tabs the second is told that somebody was faster, and nothing is lost`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            _ = try await work.score(id, "drawing", "nearly", version: 0, as: work.ben)
            _ = try await work.score(id, "drawing", "competent", version: 1, as: work.ben)
            for stale in [0, 1, 7] {
                let seen = try await work.score(id, "drawing", "not-yet", version: stale, as: work.ben)
                #expect(seen.status == .preconditionFailed && seen.json["presentVersion"] == "\"2\"")
            }
            let path = "/api/assignments/\(id)/scores/\(work.claims[0])/drawing"
            let none = try await stage.put(path, ["level": "competent"], as: work.ben)
            #expect(none.status == .preconditionRequired)
            let odd = try await stage.put(path, ["level": "competent"], as: work.ben, headers: [.ifMatch: "*"])
            #expect(odd.status == .badRequest)
        }
    }

    @Test(arguments: [0, 1])
    func `of twenty writes at once from one version, one is written`(version: Int) async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            if version == 1 { _ = try await work.score(id, "drawing", "nearly", version: 0, as: work.ben) }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for place in 0..<20 {
                    let criterion = work.criteria[place % work.criteria.count].id
                    group.addTask {
                        try await work.score(id, criterion, "competent", version: version, as: work.ben).status.code
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [200] + Array(repeating: 412, count: 19))
            let scores: Int = try await stage.resources.database.one("select count(*) as n from score")["n"]
            #expect(scores <= version + 1)
        }
    }

    @Test func `two assessors write at once and neither touches the other's scorecard`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let ben = try await work.seated(submission, work.ben, "first")
            let carol = try await work.seated(submission, work.carol, "second")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await work.work(ben, as: work.ben) }
                group.addTask { try await work.work(carol, as: work.carol, worstOn: ["drawing"]) }
                try await group.waitForAll()
            }
            for (id, who, level) in [(ben, work.ben, "competent"), (carol, work.carol, "not-yet")] {
                let card = try await stage.get("/api/assignments/\(id)/scorecards", as: who).items.first
                #expect(card?["version"]?.int == work.criteria.count)
                let drawing = card?["scores"]?.array?.first { $0["criterion"] == "drawing" }
                #expect(drawing?["level"]?.string == level)
            }
        }
    }

    @Test func `what is no criterion, level, claim or assignment of theirs is refused`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let offered = try await work.offer(submission, to: work.ben, "first").id
            let early = try await work.score(offered, "drawing", "competent", version: 0, as: work.ben)
            #expect(early.problem == "assignment-state" && early.json["allowed"] == ["accepted"])
            #expect(try await stage.get("/api/assignments/\(offered)/scorecards", as: work.ben).status == .conflict)
            _ = try await work.accept(offered, as: work.ben)
            #expect(
                try await work.score(offered, "painting", "competent", version: 0, as: work.ben).status == .notFound)
            let level = try await work.score(offered, "drawing", "superb", version: 0, as: work.ben)
            #expect(level.faults == ["/level choice"])
            #expect(
                try await work.score(offered, "drawing", "competent", version: 0, as: work.carol).status == .notFound)
            let other = try await stage.put(
                "/api/assignments/\(offered)/scores/\(work.portfolio)/drawing", ["level": "competent"], as: work.ben,
                headers: [.ifMatch: "\"0\""])
            #expect(other.status == .notFound)
            _ = try await stage.post(
                "/api/portfolios/\(work.portfolio)/withdrawals", ["reason": "I move away."], as: work.lerato)
            let late = try await work.score(offered, "drawing", "competent", version: 0, as: work.ben)
            #expect(late.status == .conflict && late.json["state"] == "withdrawn")
            #expect(try await stage.get("/api/assignments", as: work.ben).items.isEmpty)
        }
    }
}
