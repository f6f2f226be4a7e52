import Foundation
import HTTPTypes
import Postgres
import Rubrics
import Support
import Testing

@testable import PriorService

@Suite(.database) struct QualificationTests {
    @Test func `anyone reads what units add up to, and which qualifications a unit counts towards`() async throws {
        try await Stage.run { stage in
            let all = try await stage.get("/api/qualifications")
            #expect(all.items.count >= 8)
            let lesotho = try await stage.get("/api/qualifications?region=lesotho").items
            #expect(lesotho.contains { $0["key"] == "building-trades@1" })
            #expect(lesotho.allSatisfy { $0["region"] == "Lesotho" })
            let bricks = try await stage.get("/api/qualifications?unit=bricklaying-trade-test").items
            #expect(
                bricks.compactMap { $0["key"]?.string } == [
                    "building-shell@1", "building-trades@1", "rural-livelihoods@1",
                ])
            let one = try await stage.get("/api/qualifications/building-trades@1")
            #expect(one.json["document"]?["components"]?[0]?["part"] == "building-shell@1")
            #expect(try await stage.get("/api/qualifications/building-trades@9").status == .notFound)
        }
    }

    @Test func `qualifications and crosswalks are kept in the database, where a published one never changes`()
        async throws
    {
        try await Stage.run { stage in
            let rows = try await stage.resources.database.query(
                """
                select (select count(*) from qualification) as qualifications, (select count(*) from crosswalk) as crosswalks
                """)
            #expect(try rows[0]["qualifications"] == stage.resources.rubrics.qualifications.count)
            #expect(try rows[0]["crosswalks"] == stage.resources.rubrics.crosswalks.count)
        }
    }

    @Test func `a credit is carried over with the original beside it, and what no source says stays open`() async throws
    {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let lerato = try await stage.person("Lerato")
            let decision = try await stage.posted("bricklaying-trade-test@1", to: lerato, at: maseru).decision
            let credit = try #require(decision.json["credit"]?.string)
            let seen = try await stage.get("/api/credits/\(credit)/crosswalks", as: lerato)
            #expect(seen.json["framework"] == "lqf@1" && seen.json["level"] == 3 && seen.json["credits"] == "20")
            let carried = seen.json["carried"]?[0]
            #expect(carried?["to"] == "sadcqf@1" && carried?["isIndicative"] == true)
            #expect(carried?["levels"] == nil && carried?["credits"] == nil)
            #expect(carried?["words"]?.string?.contains("level 3 on lqf@1 is what counts") == true)
            let stranger = try await stage.person("Thabo")
            #expect(try await stage.get("/api/credits/\(credit)/crosswalks", as: stranger).status == .notFound)
            let walk = try await stage.get("/api/crosswalks?from=lqf").items
            #expect(walk.map { $0["key"] } == ["lqf-sadcqf@1"])
            #expect(try await stage.get("/api/crosswalks/lqf-sadcqf@1").status == .ok)
        }
    }
}
