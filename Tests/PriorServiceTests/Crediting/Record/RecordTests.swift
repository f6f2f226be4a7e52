import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct RecordTests {
    @Test func `a record shows units, the parts they complete, and what is left of a qualification`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let lerato = try await stage.person("Lerato")
            let empty = try await stage.get("/api/me/record", as: lerato)
            #expect(empty.status == .ok && empty.json["frameworks"] == [])
            var credits: [String] = []
            for unit in ["bricklaying-trade-test@1", "carpentry-trade-test@1"] {
                let decision = try await stage.posted(unit, to: lerato, at: maseru).decision
                credits.append(try #require(decision.json["credit"]?.string))
            }
            let record = try await stage.get("/api/me/record", as: lerato)
            let lqf = try #require(record.json["frameworks"]?[0])
            #expect(lqf["framework"] == "lqf@1" && lqf["credits"] == "40" && lqf["units"]?.array?.count == 2)
            let shell = try #require(lqf["parts"]?[0])
            #expect(shell["qualification"] == "building-shell@1" && shell["isReached"] == true && shell["left"] == 0)
            #expect(shell["reachedAt"]?.string != nil && shell["type"] == "part-qualification")
            let trades = lqf["qualifications"]?.array?.first { $0["qualification"] == "building-trades@1" }
            #expect(trades?["isReached"] == false && trades?["left"] == 1)

            let registrar = try await stage.staff("Registrar Thabo", .registrar, at: maseru)
            let path = "/api/credits/\(credits[0])/facts"
            _ = try await stage.must(.post, path, ["kind": "suspended", "reason": "Under appeal."], as: registrar)
            let after = try await stage.get("/api/me/record", as: lerato)
            let now = try #require(after.json["frameworks"]?[0])
            #expect(now["credits"] == "20" && now["parts"]?[0]?["isReached"] == false)
            let unit = now["units"]?.array?.first { $0["credit"]?["id"] == .string(credits[0]) }
            #expect(unit?["credit"]?["state"] == "suspended")
            #expect(unit?["facts"]?.array?.compactMap { $0["kind"]?.string } == ["granted", "suspended"])
        }
    }

    @Test func `what was posted towards nothing reaches no qualification around the share that its policy allows`()
        async throws
    {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru", policy: "strict@2")
            let lerato = try await stage.person("Lerato")
            for unit in ["bricklaying-trade-test@1", "carpentry-trade-test@1"] {
                let decision = try await stage.posted(unit, to: lerato, at: maseru, policy: "strict@2").decision
                #expect(decision.status == .created, "\(decision.text)")
            }
            let record = try await stage.get("/api/me/record", as: lerato).json["frameworks"]?[0]
            #expect(record?["credits"] == "40")
            // Both of its units are held; 30 % of it may be by prior learning.
            let shell = try #require(record?["parts"]?[0])
            #expect(shell["qualification"] == "building-shell@1" && shell["isReached"] == false)
            #expect(shell["reasons"]?.array?.contains { $0["rule"] == "limits.rpl-share" } == true, "\(shell)")
        }
    }

    @Test func `of credit elsewhere staff see in a record what the learner lets them`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let roma = try await stage.institution("roma")
            _ = try await stage.posted("carpentry-trade-test@1", to: work.lerato, at: roma)
            let path = "/api/portfolios/\(work.portfolio)/record"
            #expect(try await stage.get(path, as: work.lerato).json["frameworks"]?.array?.count == 1)
            #expect(try await stage.get(path, as: work.elias).json["frameworks"] == [])
            _ = try await stage.must(
                .post, "/api/consents", ["institution": .string(work.institution)], as: work.lerato)
            #expect(try await stage.get(path, as: work.elias).json["frameworks"]?.array?.count == 1)
            #expect(try await stage.get(path, as: work.ben).status == .notFound)
        }
    }
}
