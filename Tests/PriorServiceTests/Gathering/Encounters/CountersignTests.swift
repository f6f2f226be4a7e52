import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct CountersignTests {
    private func signed(_ meeting: EncounterScene) async throws -> (encounter: String, report: Seen) {
        let id = try await meeting.begun("observation")
        let report = try await meeting.report(id, meeting.watched)
        try #require(report.status == .created, "\(report.text)")
        return (id, report)
    }

    @Test func `the learner signs on the conductor's device with a code mailed to them, once`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let (id, report) = try await signed(meeting)
            let path = "/api/encounters/\(id)/countersignatures"
            let made = try await stage.post("/api/encounters/\(id)/codes", as: meeting.ben)
            #expect(made.status == .created && made.json["isMailed"] == true && made.json["code"] == nil)
            let code = try await meeting.mailedCode()
            let kept = try await stage.resources.database.one("select hash from encounter_code")
            #expect(try (kept["hash"] as String).contains(code.prefix(4)) == false)
            let body: JSONValue = ["signature": "Lerato Mokoena", "code": .string(code.lowercased())]
            let answer = try await stage.post(path, body, as: meeting.ben)
            #expect(answer.status == .created, "\(answer.text)")
            #expect(answer.json["counts"] == true && answer.json["learnerSignedOn"] == "conductors")
            #expect(try await stage.post(path, body, as: meeting.ben).problem == "encounter-state")
            let read = try await stage.get("/api/encounter-reports/\(report.id)", as: meeting.lerato)
            #expect(read.json["learnerSignature"] == "Lerato Mokoena")
            #expect(read.json["statementDigest"] == report.json["statementDigest"])
        }
    }

    @Test func `a code bears five tries, whoever made it, and ten are made in a day`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let (id, _) = try await signed(meeting)
            let (path, codes) = ("/api/encounters/\(id)/countersignatures", "/api/encounters/\(id)/codes")
            let shown = try await stage.post(codes, as: meeting.lerato).json["code"]?.string ?? ""
            #expect(shown.count == 9)
            func attempt(_ code: String) async throws -> Seen {
                try await stage.post(path, ["signature": "L", "code": .string(code)], as: meeting.ben)
            }
            for left in [4, 3, 2, 1] {
                let seen = try await attempt("2222-2222")
                #expect(seen.problem == "signing-code-wrong" && seen.json["triesLeft"] == .number(String(left)))
            }
            #expect(try await attempt("not a code").problem == "signing-code-not-open")
            #expect(try await attempt(shown).problem == "signing-code-not-open")
            for _ in 2...10 { #expect(try await stage.post(codes, as: meeting.lerato).status == .created) }
            #expect(try await stage.post(codes, as: meeting.lerato).problem == "too-many-codes")
            stage.clock.advance(3 * 3600)
            #expect(try await attempt(shown).problem == "signing-code-not-open")
            stage.clock.advance(days: 1)
            let fresh = try await stage.post(codes, as: meeting.lerato).json["code"]?.string ?? ""
            #expect(try await attempt(fresh).status == .created)
            let tried: Int = try await stage.resources.database.one(
                "select count(*) as tried from event where kind = 'encounter.codeWrong'")["tried"]
            #expect(tried == 5)
        }
    }

    @Test func `without a code only the learner signs, and of many at once one is taken`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let (id, _) = try await signed(meeting)
            let path = "/api/encounters/\(id)/countersignatures"
            let anna = try await stage.staff("Anna", .coordinator, at: meeting.scene.college)
            for who in [meeting.ben, anna] {
                #expect(try await stage.post(path, ["signature": "X"], as: who).status == .forbidden)
            }
            #expect(try await stage.post("/api/encounters/\(id)/codes", as: anna).status == .forbidden)
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await stage.post(path, ["signature": "Lerato Mokoena"], as: meeting.lerato).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == .created } == 1 && statuses.count { $0 == .conflict } == 3)
        }
    }

    @Test func `a report that the learner will not sign is kept with the reason and never counts`() async throws {
        try await Stage.run { stage in
            let meeting = try await EncounterScene(stage)
            let (id, report) = try await signed(meeting)
            let refused = try await stage.post(
                "/api/encounters/\(id)/refusals", ["reason": "I laid eleven courses, not four."], as: meeting.lerato)
            #expect(refused.status == .created, "\(refused.text)")
            #expect(refused.json["counts"] == false)
            let read = try await stage.get("/api/encounter-reports/\(report.id)", as: meeting.ben)
            #expect(read.json["refusalReason"] == "I laid eleven courses, not four.")
            let late = try await stage.post(
                "/api/encounters/\(id)/countersignatures", ["signature": "L"], as: meeting.lerato)
            #expect(late.problem == "encounter-state" && late.json["state"] == "refused")
            let complete = try await stage.get(
                "/api/portfolios/\(meeting.scene.portfolio)/completeness", as: meeting.lerato)
            #expect(complete.json["observationsNotCountersigned"] == [])
            let items = complete.json["claims"]?[0]?["criteria"]?.array ?? []
            #expect(items.allSatisfy { $0["items"] == 0 })
        }
    }
}
