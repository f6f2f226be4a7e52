import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct DecideTests {
    private let bricks = "bricklaying-trade-test@1"
    private let garments = "garment-machine-operation@1"

    @Test func `a grant posts the credit, decides the portfolio, and the coordinator closes it`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let lerato = try await stage.person("Lerato")
            let (made, decision) = try await stage.posted(bricks, to: lerato, at: maseru)
            #expect(decision.status == .created)
            #expect(decision.json["verdict"] == "granted" && decision.json["credits"] == "20")
            let credits = try await stage.get("/api/credits", as: lerato)
            #expect(credits.items.map { $0["id"] } == [decision.json["credit"]])
            #expect(credits.items[0]["decided"]?["assessors"] == 2)
            let decisions = try await stage.get("/api/portfolios/\(made.portfolio)/decisions", as: lerato)
            #expect(decisions.items.map { $0["verdict"] } == ["granted"])
            let elias = try await stage.staff("Coordinator Neo", .coordinator, at: maseru)
            let closed = try await stage.post("/api/portfolios/\(made.portfolio)/closures", as: elias)
            #expect(closed.status == .created && closed.json["state"] == "closed")
            #expect(try await stage.post("/api/portfolios/\(made.portfolio)/closures", as: elias).status == .conflict)
        }
    }

    @Test func `fifty registrars at once decide a recommendation once`() async throws {
        try await Stage.run { stage in
            let (made, path, registrar) = try await recommended(stage)
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for _ in 0..<50 {
                    group.addTask { try await stage.post(path, ["verdict": "granted"], as: registrar).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == .created } == 1)
            #expect(statuses.count { $0 == .conflict } == 49)
            #expect(try await stage.get("/api/credits", as: made.learner).items.count == 1)
            let rows = try await stage.resources.database.query(
                "select (select count(*) from decision) + (select count(*) from credit) + (select count(*) from feed_entry) as made"
            )
            #expect(try rows[0]["made"] == 3)
        }
    }

    @Test func `a part needs its credits and a reason, a refusal its reason`() async throws {
        try await Stage.run { stage in
            let (_, path, registrar) = try await recommended(stage)
            for (body, fault) in [
                (["verdict": "partly"], "/reason missing"),
                (["verdict": "partly", "reason": "Half the course."], "/credits range"),
                (["verdict": "partly", "reason": "Half the course.", "credits": "20"], "/credits range"),
                (["verdict": "granted", "credits": "21"], "/credits range"),
                (["verdict": "refused"], "/reason missing"),
                (["verdict": "refused", "reason": "No.", "credits": "1"], "/credits unknown"),
            ] as [(JSONValue, String)] {
                let seen = try await stage.post(path, body, as: registrar)
                #expect(seen.status == .unprocessableContent && seen.faults == [fault], "\(body)")
            }
            let partly = try await stage.post(
                path, ["verdict": "partly", "reason": "Half the course.", "credits": "7.5"], as: registrar)
            #expect(partly.json["credits"] == "7.5")
        }
    }

    @Test func `a refusal is confirmed by the registrar and posts nothing`() async throws {
        try await Stage.run { stage in
            let (made, path, registrar) = try await recommended(stage, .unmet())
            let granted = try await stage.post(path, ["verdict": "granted"], as: registrar)
            #expect(granted.problem == "recommendation-refuses" && granted.json["allowed"] == ["refused"])
            #expect(try await stage.post(path, ["verdict": "refused"], as: registrar).status == .created)
            #expect(try await stage.get("/api/credits", as: made.learner).items.isEmpty)
            let list = try await stage.get("/api/portfolios/\(made.portfolio)/recommendations", as: made.learner)
            #expect(list.items[0]["decision"]?["verdict"] == "refused")
        }
    }

    @Test func `the same unit is credited once, whichever institution posts it`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let maseru = try await stage.institution("maseru")
            let roma = try await stage.institution("roma")
            #expect(try await stage.posted(bricks, to: lerato, at: maseru).decision.status == .created)
            let second = try await stage.posted(bricks, to: lerato, at: roma).decision
            #expect(second.status == .conflict && second.problem == "double-award")
            #expect(second.json["findings"]?[0]?["rule"] == "doubleAward.sameUnitOnce")
            #expect(second.json["findings"]?[0]?["source"]?["title"]?.string?.isEmpty == false)
            #expect(second.json["fits"] == "0" && second.json["allowed"] == ["refused"])
        }
    }

    @Test func `two institutions granting one unit at the same moment post one credit`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            var decisions: [(String, Actor)] = []
            for place in ["maseru", "roma", "leribe"] {
                let (_, path, registrar) = try await recommended(stage, at: place, for: lerato)
                decisions.append((path, registrar))
            }
            let made = decisions
            let statuses = try await withThrowingTaskGroup(of: HTTPResponse.Status.self) { group in
                for (path, registrar) in made {
                    group.addTask { try await stage.post(path, ["verdict": "granted"], as: registrar).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == .created } == 1 && statuses.count { $0 == .conflict } == 2)
        }
    }

    @Test func `who assessed the work, or whose it is, does not decide on it`() async throws {
        try await Stage.run { stage in
            let (made, path, _) = try await recommended(stage)
            try await stage.grant(.registrar, to: made.assessors[0], at: made.institution)
            try await stage.grant(.registrar, to: made.learner, at: made.institution)
            #expect(
                try await stage.post(path, ["verdict": "granted"], as: made.assessors[0]).problem == "not-independent")
            #expect(try await stage.post(path, ["verdict": "granted"], as: made.learner).problem == "not-independent")
            let roma = try await stage.institution("roma")
            let stranger = try await stage.staff("Registrar Neo", .registrar, at: roma)
            #expect(try await stage.post(path, ["verdict": "granted"], as: stranger).status == .notFound)
        }
    }

    @Test func `a recommendation past its validity can only be refused`() async throws {
        try await Stage.run { stage in
            let (_, path, _) = try await recommended(stage)
            stage.clock.advance(days: 3 * 366)
            let late = try await stage.resources.database.one("select institution_id from recommendation")
            let registrar = try await stage.staff("Registrar Thabo", .registrar, at: try late["institution_id"])
            let granted = try await stage.post(path, ["verdict": "granted"], as: registrar)
            #expect(granted.problem == "recommendation-expired")
            let refused = try await stage.post(path, ["verdict": "refused", "reason": "Too late."], as: registrar)
            #expect(refused.status == .created)
        }
    }

    @Test func `deciding before every claim has its recommendation is out of order`() async throws {
        try await Stage.run { stage in
            let maseru = try await stage.institution("maseru")
            let elias = try await stage.staff("Coordinator Elias", .coordinator, at: maseru)
            let registrar = try await stage.staff("Registrar Fumane", .registrar, at: maseru)
            let made = try await stage.assessed(
                try await stage.person("Lerato"), at: maseru, [bricks: .met, garments: .met])
            let first = try await stage.recommend(bricks, of: made, by: elias)
            let early = try await stage.post(
                "/api/recommendations/\(first.id)/decisions", ["verdict": "granted"], as: registrar)
            #expect(early.status == .conflict && early.json["state"] == "assessed")
        }
    }

    private func recommended(
        _ stage: Stage, _ marks: Marks = .met, at place: String = "maseru", for learner: Actor? = nil
    ) async throws -> (AssessedCase, path: String, registrar: Actor) {
        let institution = try await stage.institution(place)
        let elias = try await stage.staff("Coordinator Elias", .coordinator, at: institution)
        let registrar = try await stage.staff("Registrar Fumane", .registrar, at: institution)
        var who = learner
        if who == nil { who = try await stage.person("Lerato") }
        let made = try await stage.assessed(who ?? elias, at: institution, [bricks: marks])
        let recommendation = try await stage.recommend(bricks, of: made, by: elias)
        #expect(recommendation.status == .created)
        return (made, "/api/recommendations/\(recommendation.id)/decisions", registrar)
    }
}
