import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct PlanTests {
    private let trades = "qualification=building-trades@1"

    @Test func `a plan says which units lack, which evidence speaks to them, and the shortest way`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let before = try await stage.get("/api/portfolios/\(work.portfolio)/plan?\(trades)", as: work.lerato)
            #expect(before.status == .ok, "\(before.text)")
            #expect(before.json["policy"] == "lesotho@1" && before.json["isComplete"] == false)
            let lacking = try #require(before.json["lacking"]?.array)
            let bricks = try #require(lacking.first { $0["unit"] == "bricklaying-trade-test@1" })
            #expect(bricks["unreached"] == [] && bricks["evidence"]?.array?.count == 2)
            #expect(bricks["evidence"]?[0]?["criteria"]?.array?.count == work.criteria.count)
            let steps = try #require(before.json["shortest"]?["steps"]?.array)
            #expect(steps.map { $0["way"] } == ["claim", "study", "study"])
            #expect(before.json["shortest"]?["isProven"] == true)
            #expect(before.json["words"]?.string?.contains("you need 3 more units") == true)
            // The smallest trade completes it; without it, another does.
            #expect(steps.last?["unit"] == "solar-home-installation@1")
            let other = try await stage.get(
                "/api/portfolios/\(work.portfolio)/plan?\(trades)&without=solar-home-installation", as: work.lerato)
            #expect(other.json["shortest"]?["steps"]?.array?.last?["unit"] == "plumbing-trade-test@1")
        }
    }

    @Test func `after a grant the unit counts, and a part-qualification is complete with its units`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let lerato = try await stage.person("Lerato")
            for unit in ["bricklaying-trade-test@1", "carpentry-trade-test@1"] {
                #expect(try await stage.posted(unit, to: lerato, at: maseru).decision.status == .created)
            }
            let part = try await stage.get("/api/me/plan?qualification=building-shell", as: lerato)
            #expect(part.json["isComplete"] == true, "\(part.text)")
            #expect(part.json["words"]?.string?.hasPrefix("You have everything") == true)
            let whole = try await stage.get("/api/me/plan?\(trades)", as: lerato)
            #expect(whole.json["shortest"]?["counted"]?.array?.count == 2)
            #expect(whole.json["shortest"]?["steps"]?.array?.count == 1)
        }
    }

    @Test
    func `a plan is for the learner, their adviser and staff; and of credit elsewhere staff see what was allowed`()
        async throws
    {
        try await Stage.run { stage in
            let roma = try await stage.institution("roma")
            let work = try await stage.casework()
            _ = try await stage.posted("carpentry-trade-test@1", to: work.lerato, at: roma)
            let path = "/api/portfolios/\(work.portfolio)/plan?\(trades)"
            #expect(try await stage.get(path, as: work.lerato).json["shortest"]?["counted"]?.array?.count == 1)
            let seen = try await stage.get(path, as: work.elias)
            #expect(seen.status == .ok && seen.json["shortest"]?["counted"] == [])
            _ = try await stage.must(
                .post, "/api/consents", ["institution": .string(work.institution)], as: work.lerato)
            #expect(try await stage.get(path, as: work.elias).json["shortest"]?["counted"]?.array?.count == 1)
            #expect(try await stage.get(path, as: work.ben).status == .notFound)
            #expect(try await stage.get(path, as: try await stage.person("Thabo")).status == .notFound)
        }
    }

    @Test func `a plan names what it cannot find`() async throws {
        try await Stage.run { stage in
            let thabo = try await stage.person("Thabo")
            #expect(try await stage.get("/api/me/plan", as: thabo).status == .badRequest)
            #expect(try await stage.get("/api/me/plan?\(trades)", as: thabo).status == .badRequest)
            let maseru = try await stage.institution("maseru")
            let path = "/api/me/plan?institution=\(maseru)&qualification="
            #expect(try await stage.get(path + "nothing@1", as: thabo).status == .badRequest)
            let seen = try await stage.get(path + "visitor-hospitality-cvq", as: thabo)
            #expect(seen.json["shortest"]?["steps"]?.array?.count == 2, "\(seen.text)")
        }
    }
}
