import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct CompletionTests {
    @Test func `two assessors agree, blind until both are in, and the claim has its outcome`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let ben = try await work.seated(submission, work.ben, "first")
            let carol = try await work.seated(submission, work.carol, "second")
            try await work.work(ben, as: work.ben)
            let done = try await work.complete(ben, as: work.ben)
            #expect(done.status == .created, "\(done.text)")
            #expect(done.json["scorecards"]?[0]?["outcome"] == "competent")
            #expect(try await work.state() == "inAssessment")
            for who in [work.ben, work.carol, work.elias] {
                let cards = try await stage.get("/api/submissions/\(submission)/scorecards", as: who)
                #expect(cards.problem == "scorecards-blind")
            }
            for path in ["", "/scorecards", "/rulings"] {
                #expect(try await stage.get("/api/assignments/\(ben)\(path)", as: work.carol).status == .notFound)
            }
            #expect(try await stage.get("/api/submissions/\(submission)", as: work.carol).json["thirdNeeded"] == nil)
            #expect(try await work.outcomes(submission).isEmpty)
            try await work.work(carol, as: work.carol)
            #expect(try await work.complete(carol, as: work.carol).status == .created)
            #expect(try await work.state() == "assessed")
            let outcomes = try await work.outcomes(submission)
            #expect(outcomes.map { $0["outcome"] } == ["competent"])
            #expect(outcomes.map { $0["settled"] } == ["agreed"])
            let all = try await stage.get("/api/submissions/\(submission)/scorecards", as: work.ben)
            #expect(all.items.map { $0["seat"] } == ["first", "second"])
            #expect(all.items.allSatisfy { $0["assessor"] == nil && $0["rulings"]?.array?.count == 2 })
            let forStaff = try await stage.get("/api/submissions/\(submission)/scorecards?limit=1", as: work.elias)
            #expect(forStaff.items.map { $0["assessor"]?.string } == [work.ben.id])
            let next = try #require(forStaff.json["next"]?.string)
            let rest = try await stage.get("/api/submissions/\(submission)/scorecards?after=\(next)", as: work.elias)
            #expect(rest.items.map { $0["assessor"]?.string } == [work.carol.id])
            #expect(
                try await stage.get("/api/submissions/\(submission)/scorecards", as: work.lerato).status == .notFound)
            #expect(try await stage.get("/api/assignments", as: work.ben).items.isEmpty)
        }
    }

    @Test func `what is not scored or ruled on is named, and nothing is closed`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            _ = try await work.score(id, "drawing", "competent", version: 0, as: work.ben)
            _ = try await work.rule(id, work.evidence[0], as: work.ben)
            let seen = try await work.complete(id, as: work.ben)
            #expect(seen.problem == "assessment-incomplete")
            #expect(seen.json["unscored"]?.array?.count == work.criteria.count - 1)
            #expect(seen.json["unruled"]?.array?.map { $0["evidence"]?.string } == [work.evidence[1]])
            #expect(try await stage.get("/api/assignments/\(id)", as: work.ben).json["state"] == "accepted")
            #expect(try await work.score(id, "drawing", "nearly", version: 1, as: work.ben).status == .ok)
        }
    }

    @Test func `nothing of a completed assignment changes, not even in the database`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            try await work.work(id, as: work.ben)
            _ = try await work.complete(id, as: work.ben)
            let score = try await work.score(id, "drawing", "not-yet", version: work.criteria.count, as: work.ben)
            #expect(score.problem == "scorecard-submitted")
            #expect(
                try await work.rule(id, work.evidence[0], as: work.ben, authentic: "no").json["state"] == "completed")
            #expect(try await work.complete(id, as: work.ben).json["state"] == "completed")
            let recusal = try await stage.post("/api/assignments/\(id)/recusals", ["reason": "Too late."], as: work.ben)
            #expect(recusal.status == .conflict)
            for sql: SQL in [
                "update score set level_id = 'not-yet'", "delete from score",
                "update scorecard set outcome = 'notYetCompetent'",
                "delete from scorecard",
            ] {
                await #expect(throws: PostgresError.self) { try await stage.resources.database.execute(sql) }
            }
        }
    }

    @Test func `two who disagree need a third, who is as blind, and the mark closest to the third stands`() async throws
    {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let ben = try await work.seated(submission, work.ben, "first")
            let carol = try await work.seated(submission, work.carol, "second")
            try await work.work(ben, as: work.ben)
            try await work.work(carol, as: work.carol, worstOn: ["drawing"])
            _ = try await work.complete(ben, as: work.ben)
            _ = try await work.complete(carol, as: work.carol)
            #expect(try await work.state() == "inAssessment")
            let shown = try await stage.get("/api/submissions/\(submission)", as: work.elias)
            #expect(shown.json["thirdNeeded"]?.array?.map { $0["claim"]?.string } == [work.claims[0]])
            #expect(try await work.outcomes(submission).isEmpty)
            let again = try await work.offer(submission, to: work.ben, "third", "There is nobody else.")
            #expect(again.problem == "assessor-not-independent")
            let third = try await work.seated(submission, work.dumisani, "third")
            let blind = try await stage.get("/api/submissions/\(submission)/scorecards", as: work.dumisani)
            #expect(blind.problem == "scorecards-blind")
            try await work.work(third, as: work.dumisani, worstOn: ["drawing"])
            #expect(try await work.complete(third, as: work.dumisani).status == .created)
            let outcomes = try await work.outcomes(submission)
            #expect(outcomes.map { $0["outcome"] } == ["notYetCompetent"])
            #expect(outcomes.map { $0["settled"] } == ["thirdMarker"])
            #expect(try await work.state() == "assessed")
            let cards = try await stage.get("/api/submissions/\(submission)/scorecards", as: work.dumisani)
            #expect(cards.items.map { $0["seat"] } == ["first", "second", "third"])
        }
    }

    @Test func `both completing at the same moment make exactly one set of outcomes`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let ben = try await work.seated(submission, work.ben, "first")
            let carol = try await work.seated(submission, work.carol, "second")
            try await work.work(ben, as: work.ben)
            try await work.work(carol, as: work.carol)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for place in 0..<8 {
                    let (id, who) = place.isMultiple(of: 2) ? (ben, work.ben) : (carol, work.carol)
                    group.addTask { try await work.complete(id, as: who).status.code }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.sorted() == [201, 201] + Array(repeating: 409, count: 6))
            #expect(try await work.outcomes(submission).count == 1)
            #expect(try await work.state() == "assessed")
            let events: Int = try await stage.resources.database.one(
                "select count(*) as n from event where kind = 'portfolio.assessed'")["n"]
            #expect(events == 1)
        }
    }

    @Test func `a score written while the assignment is completed is in it, or refused`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let id = try await work.seated(try await work.admitted(), work.ben, "first")
            try await work.work(id, as: work.ben)
            let version = work.criteria.count
            async let completed = work.complete(id, as: work.ben)
            async let scored = work.score(id, "drawing", "not-yet", version: version, as: work.ben)
            let (completion, score) = (try await completed, try await scored)
            #expect(completion.status == .created)
            let expected = score.status == .ok ? "notYetCompetent" : "competent"
            #expect(completion.json["scorecards"]?[0]?["outcome"]?.string == expected)
            let outcome: String = try await stage.resources.database.one("select outcome from scorecard")["outcome"]
            #expect(outcome == expected)
        }
    }

    @Test func `of two claims the one agreed on is settled, and the third scores only the other`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework(units: ["bricklaying-trade-test@1", "solar-home-installation@1"])
            let submission = try await work.admitted()
            let ben = try await work.seated(submission, work.ben, "first")
            let carol = try await work.seated(submission, work.carol, "second")
            try await work.work(ben, as: work.ben)
            try await work.work(carol, as: work.carol, worstOn: ["drawing"])
            _ = try await work.complete(ben, as: work.ben)
            _ = try await work.complete(carol, as: work.carol)
            #expect(try await work.outcomes(submission).map { $0["claim"]?.string } == [work.claims[1]])
            #expect(try await work.state() == "inAssessment")
            let third = try await work.seated(submission, work.dumisani, "third")
            let cards = try await stage.get("/api/assignments/\(third)/scorecards", as: work.dumisani)
            #expect(cards.items.map { $0["claim"]?.string } == [work.claims[0]])
            let load = try #require(work.units[1].rubric.criteria.first)
            let settled = try await work.score(
                third, load.id, load.levels[0].id, version: 0, claim: 1, as: work.dumisani)
            #expect(settled.status == .notFound)
            #expect(
                try await work.rule(third, work.evidence[0], claim: 1, as: work.dumisani).status == .notFound)
            let queue = try await stage.get("/api/assignments", as: work.dumisani)
            #expect(queue.items.map { $0["claims"] } == [1])
            try await work.work(third, as: work.dumisani, claims: [0])
            #expect(try await work.complete(third, as: work.dumisani).status == .created)
            let outcomes = try await work.outcomes(submission)
            #expect(Set(outcomes.compactMap { $0["settled"]?.string }) == ["agreed", "thirdMarker"])
            #expect(try await work.state() == "assessed")
        }
    }
}
