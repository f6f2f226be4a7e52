import Assessment
import Foundation
import HTTPTypes
import Seal
import Support
import Testing

@testable import PriorService

@Suite(.database) struct RecommendTests {
    private let bricks = "bricklaying-trade-test@1"
    private let garments = "garment-machine-operation@1"

    @Test func `a met claim is recommended for its credit and level, with a chain that can be digested again`()
        async throws
    {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let lerato = try await stage.person("Lerato")
            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
            let made = try await stage.assessed(lerato, at: maseru, [bricks: .met])
            let seen = try await stage.recommend(bricks, of: made, by: elias)
            #expect(seen.status == .created)
            #expect(seen.json["kind"] == "credit")
            #expect(seen.json["credits"] == "20")
            #expect(seen.json["creditSystem"] == "lqf-credit")
            #expect(seen.json["framework"] == "lqf@1")
            #expect(seen.json["validUntil"] == "2029-09-21")
            let chain = seen.json["chain"] ?? .null
            #expect(chain["scorecards"]?.array?.count == 2)
            #expect(chain["evidence"]?[0]?["digest"]?.string == made.evidence.digest)
            #expect(seen.json["chainDigest"]?.string == Digest.of(chain.canonical.data).hex)
            let again = try await stage.get("/api/recommendations/\(seen.id)", as: elias)
            #expect(again.json["chainDigest"]?.string == Digest.of(again.json["chain"]?.canonical.data ?? []).hex)
        }
    }

    @Test func `a unit of a framework without credits is recommended without a number`() async throws {
        try await Stage.run { stage in
            let barbados = try await stage.institution("barbados", policy: "caribbean@1", country: "BB")
            let marcia = try await stage.person("Marcia")
            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: barbados)
            let made = try await stage.assessed(
                marcia, at: barbados, policy: "caribbean@1", ["food-preparation-cvq@1": .met])
            let seen = try await stage.recommend("food-preparation-cvq@1", of: made, by: elias)
            #expect(seen.status == .created)
            #expect(seen.json["credits"] == nil && seen.json["creditSystem"] == nil)
            #expect(seen.json["framework"] == "cvq@1")
        }
    }

    @Test func `a refusal says why on each unmet criterion, what next, and which gaps are left`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
            let made = try await stage.assessed(
                try await stage.person("Lerato"), at: maseru, [bricks: .unmet("No corner was shown.")])
            let path = "/api/submissions/\(made.submission)/recommendations"
            let claim = JSONValue.string(made.claims[bricks] ?? "")
            let silent = try await stage.post(path, ["claim": claim], as: elias)
            #expect(silent.status == .unprocessableContent && silent.faults == ["/nextStep missing"])
            let seen = try await stage.post(
                path,
                [
                    "claim": claim, "nextStep": "Build a corner with your adviser present.",
                    "reasons": [["criterion": "line", "says": "The courses are out of level in every photo."]],
                ], as: elias)
            #expect(seen.status == .created)
            #expect(seen.json["kind"] == "refusal" && seen.json["credits"] == nil)
            let reasons = seen.json["reasons"]?.array ?? []
            let gaps = seen.json["gapPlan"]?.array ?? []
            #expect(reasons.count == gaps.count && gaps.count >= 7)
            #expect(
                reasons.contains {
                    $0["criterion"] == "line" && $0["says"] == "The courses are out of level in every photo."
                })
            #expect(
                reasons.allSatisfy {
                    $0["criterion"] == "line" || $0["says"]?.string?.hasSuffix("No corner was shown.") == true
                })
            #expect(gaps.allSatisfy { $0["says"]?.string?.isEmpty == false && $0["outcome"]?.string?.isEmpty == false })
        }
    }

    @Test func `a refusal without the assessor's words needs the coordinator's on every unmet criterion`() async throws
    {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
            let made = try await stage.assessed(try await stage.person("Lerato"), at: maseru, [bricks: .unmet("")])
            let seen = try await stage.recommend(bricks, of: made, by: elias)
            #expect(seen.status == .unprocessableContent)
            #expect(seen.faults.count >= 7 && Set(seen.faults) == ["/reasons missing"])
        }
    }

    @Test func `the portfolio is recommended when its last claim is, and only then does the learner see why`()
        async throws
    {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let lerato = try await stage.person("Lerato")
            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
            let made = try await stage.assessed(lerato, at: maseru, [bricks: .met, garments: .unmet()])
            let first = try await stage.recommend(bricks, of: made, by: elias)
            #expect(try await stage.recommend(bricks, of: made, by: elias).problem == "already-recommended")
            #expect(try await stage.get("/api/portfolios/\(made.portfolio)/recommendations", as: lerato).items.isEmpty)
            #expect(try await stage.get("/api/recommendations/\(first.id)", as: lerato).status == .notFound)
            stage.clock.advance(60)
            #expect(try await stage.recommend(garments, of: made, by: elias).status == .created)
            let list = try await stage.get("/api/portfolios/\(made.portfolio)/recommendations", as: lerato)
            #expect(list.items.map { $0["kind"] } == ["credit", "refusal"])
            let late = try await stage.recommend(garments, of: made, by: elias)
            #expect(late.status == .conflict && late.json["state"] == "recommended")
        }
    }

    @Test func `nobody else recommends, or learns that there is something to recommend`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let roma = try await stage.institution("roma")
            let lerato = try await stage.person("Lerato")
            let made = try await stage.assessed(lerato, at: maseru, [bricks: .met])
            let stranger = try await stage.staff("Coordinator Neo", .coordinator, at: roma)
            let registrar = try await stage.staff("Registrar Fumane", .registrar, at: maseru)
            try await stage.grant(.coordinator, to: lerato, at: maseru)
            #expect(try await stage.recommend(bricks, of: made, by: stranger).status == .notFound)
            #expect(try await stage.recommend(bricks, of: made, by: registrar).status == .forbidden)
            #expect(try await stage.recommend(bricks, of: made, by: lerato).problem == "not-independent")
            #expect(
                try await stage.get("/api/submissions/\(made.submission)/recommendations", as: stranger).status
                    == .notFound)
            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
            let wrong = try await stage.post(
                "/api/submissions/\(made.submission)/recommendations", ["claim": .string(stage.newID())], as: elias)
            #expect(wrong.faults == ["/claim unknown"])
        }
    }
}
