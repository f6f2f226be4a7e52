import Assessment
import Foundation
import HTTPTypes
import Postgres
import Reliability
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ReliabilityRouteTests {
    @Test func `figures are of first, blind marks; staff see all, an assessor only themself, others nothing`()
        async throws
    {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage)
            let work = scene.work
            let path = "/api/institutions/\(work.institution)/reliability"
            // While a moderator is to look at it, no figure tells of it.
            #expect(try await stage.get(path, as: work.elias).json["ratings"] == 0)
            let id = try await scene.taken()
            _ = try await scene.decide(id, ["verdict": "agreed"])
            let all = try await stage.get(path, as: work.elias)
            #expect(all.json["ratings"]?.int == work.criteria.count * 2, "\(all.text)")
            #expect(all.json["units"]?[0]?["agreement"]?["percent"]?["value"]?.double == 1)
            #expect(all.json["criteria"]?.array?.isEmpty == false)
            #expect(
                Set(all.json["assessors"]?.array?.compactMap { $0["assessor"]?.string } ?? []) == [
                    work.ben.id, work.carol.id,
                ])
            let own = try await stage.get(path, as: work.ben)
            #expect(own.json["assessors"]?.array?.map { $0["assessor"]?.string } == [work.ben.id])
            #expect(own.json["units"]?.array?.isEmpty == true && !own.text.contains(work.carol.id))
            #expect(try await stage.get("\(path)?assessor=\(work.carol.id)", as: work.ben).status == .forbidden)
            for who in [work.lerato, scene.moira] { #expect(try await stage.get(path, as: who).status == .forbidden) }
            #expect(try await stage.get("\(path)/ratings", as: work.ben).status == .forbidden)
            let none = try await stage.get("\(path)?unit=plumbing-trade-test&from=2026-01-01", as: work.elias)
            #expect(none.json["ratings"] == 0)
        }
    }

    @Test func `the table is what the figures are of, and prior reliability reads it`() async throws {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage, policy: "lesotho@1")
            let path = "/api/institutions/\(scene.work.institution)/reliability"
            let csv = try await stage.get("\(path)/ratings?unit=bricklaying-trade-test@1", as: scene.work.elias)
            let ratings = try Rating.table(csv: csv.bytes)
            #expect(ratings.count == scene.work.criteria.count * 2)
            let report = ReliabilityReport(ratings)
            let shown = try await stage.get(path, as: scene.work.elias)
            let percent = try #require(report.units.first?.agreement.percent.value)
            #expect(shown.json["units"]?[0]?["agreement"]?["percent"]?["value"]?.double == percent)
        }
    }

    @Test func `a third marker's and a second round's marks change no figure`() async throws {
        try await Stage.run { stage in
            let scene = try await ModerationScene.settled(stage)
            let id = try await scene.taken()
            _ = try await scene.decide(id, ModerationScene.doubt)
            let work = scene.work
            for (assignment, who) in [(scene.ben, work.ben), (scene.carol, work.carol)] {
                let card = try await stage.get("/api/assignments/\(assignment)/scorecards", as: who).items.first
                _ = try await work.score(
                    assignment, "drawing", "not-yet", version: card?["version"]?.int ?? 0, as: who)
                _ = try await work.complete(assignment, as: who)
            }
            let again = try await scene.taken()
            _ = try await scene.decide(again, ["verdict": "agreed"])
            let csv = try await stage.get(
                "/api/institutions/\(work.institution)/reliability/ratings", as: work.elias)
            let ratings = try Rating.table(csv: csv.bytes)
            #expect(ratings.count == work.criteria.count * 2)
            let best = work.criteria.first { $0.id == "drawing" }?.levels.count ?? 0
            #expect(ratings.filter { $0.criterion == "drawing" }.map(\.level) == [best - 1, best - 1])
        }
    }
}
