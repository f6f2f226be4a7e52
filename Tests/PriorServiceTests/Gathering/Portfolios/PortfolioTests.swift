import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct PortfolioTests {
    @Test func `a learner opens a portfolio, which pins the institution's policy`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let opened = try await stage.post(
                "/api/portfolios", ["institution": .string(college), "title": "Walls"], as: lerato)
            #expect(opened.status == .created)
            #expect(opened.version == "\"1\"")
            #expect(opened.headers[.location] == "/api/portfolios/\(opened.id)")
            let seen = try await stage.get("/api/portfolios/\(opened.id)", as: lerato)
            #expect(seen.json["state"] == "draft")
            #expect(seen.json["policy"] == "lesotho@1")
            #expect(seen.json["learnerName"] == "Lerato")
            #expect(seen.json["claims"]?.array?.isEmpty == true)
        }
    }

    @Test func `only its learner, their adviser and the institution's readers see a portfolio`() async throws {
        try await Stage.run { stage in
            let (lerato, thabo) = (try await stage.person("Lerato"), try await stage.person("Thabo"))
            let college = try await stage.institution("maseru-college")
            let other = try await stage.institution("roma-college")
            let elias = try await stage.staff("Elias", .coordinator, at: college)
            let ben = try await stage.staff("Ben", .assessor, at: college)
            let foreign = try await stage.staff("Zodwa", .coordinator, .registrar, .auditor, at: other)
            let path = "/api/portfolios/\(try await stage.portfolio(of: lerato, at: college))"
            for who in [lerato, elias] { #expect(try await stage.get(path, as: who).status == .ok) }
            for who in [thabo, ben, foreign] {
                let seen = try await stage.get(path, as: who)
                #expect(seen.status == .notFound)
                let missing = try await stage.get("/api/portfolios/\(UUID().uuidString.lowercased())", as: who)
                #expect(seen.json["detail"] == missing.json["detail"])
            }
            #expect(try await stage.get(path).status == .unauthorized)
        }
    }

    @Test func `an adviser is named by the coordinator, helps, and is let go`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let elias = try await stage.staff("Elias", .coordinator, at: college)
            let anna = try await stage.staff("Anna", .adviser, at: college)
            let path = "/api/portfolios/\(try await stage.portfolio(of: lerato, at: college))"
            let adviser = "\(path)/advisers/\(anna.id)"
            #expect(try await stage.send(.put, adviser, nil, as: lerato).status == .forbidden)
            #expect(try await stage.get(path, as: anna).status == .notFound)
            #expect(try await stage.send(.put, adviser, nil, as: elias).status == .noContent)
            #expect(try await stage.send(.put, adviser, nil, as: elias).status == .noContent)
            #expect(try await stage.get(path, as: anna).json["advisers"]?.array?.count == 1)
            #expect(try await stage.get("/api/portfolios", as: anna).items.count == 1)
            let herself = try await stage.send(.put, "\(path)/advisers/\(lerato.id)", nil, as: elias)
            #expect(herself.status == .conflict && herself.problem == "adviser-is-learner")
            let outsider = try await stage.send(.put, "\(path)/advisers/\(elias.id)", nil, as: elias)
            #expect(outsider.status == .conflict && outsider.problem == "not-an-adviser")
            #expect(try await stage.delete(adviser, as: elias).status == .noContent)
            #expect(try await stage.get(path, as: anna).status == .notFound)
        }
    }

    @Test func `two tabs cannot overwrite each other's title`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let path = "/api/portfolios/\(try await stage.portfolio(of: lerato, at: college))"
            let first = try await stage.patch(path, ["title": "One"], as: lerato, headers: [.ifMatch: "\"1\""])
            #expect(first.status == .ok && first.version == "\"2\"")
            let stale = try await stage.patch(path, ["title": "Two"], as: lerato, headers: [.ifMatch: "\"1\""])
            #expect(stale.status == .preconditionFailed)
            #expect(stale.json["presentVersion"] == "\"2\"")
            #expect(try await stage.patch(path, ["title": "Two"], as: lerato).status == .preconditionRequired)
            #expect(try await stage.get(path, as: lerato).json["title"] == "One")
        }
    }

    @Test func `a withdrawn portfolio says so and takes no change`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let elias = try await stage.staff("Elias", .coordinator, at: college)
            let path = "/api/portfolios/\(try await stage.portfolio(of: lerato, at: college))"
            #expect(try await stage.post("\(path)/withdrawals", ["reason": "No time"], as: elias).status == .forbidden)
            #expect(try await stage.post("\(path)/withdrawals", ["reason": "No time"], as: lerato).status == .created)
            let again = try await stage.post("\(path)/withdrawals", ["reason": "No time"], as: lerato)
            #expect(again.status == .conflict && again.problem == "portfolio-state")
            #expect(again.json["state"] == "withdrawn")
            let claim = try await stage.post(
                "\(path)/claims", ["unit": "bricklaying-trade-test@1", "route": "rpl", "purpose": "credit"], as: lerato)
            #expect(claim.status == .conflict && claim.problem == "portfolio-not-open")
            #expect(claim.json["allowed"] == ["draft", "returned"])
        }
    }

    @Test func `staff list what is lodged with them, page by page, and nobody else does`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let elias = try await stage.staff("Elias", .coordinator, at: college)
            var made: [String] = []
            for number in 0..<3 {
                stage.clock.advance(1)
                made.append(try await stage.portfolio(of: lerato, at: college, titled: "Portfolio \(number)"))
            }
            let path = "/api/portfolios?institution=\(college)&state=draft"
            #expect(try await stage.get(path, as: lerato).status == .forbidden)
            let first = try await stage.get("\(path)&limit=2", as: elias)
            #expect(first.items.map { $0["id"]?.string } == [made[2], made[1]])
            let link = first.headers[.link] ?? ""
            let next = String(link.dropFirst().prefix { $0 != ">" })
            let second = try await stage.get(next, as: elias)
            #expect(second.items.map { $0["id"]?.string } == [made[0]])
            #expect(try await stage.get("/api/portfolios?institution=\(college)&state=closed", as: elias).items.isEmpty)
            #expect(try await stage.get("/api/portfolios?sate=draft", as: elias).problem == "invalid-query")
            #expect(try await stage.get("/api/portfolios", as: lerato).items.count == 3)
        }
    }

    @Test func `a unit is claimed once, in a published version, and can be claimed again when withdrawn`() async throws
    {
        try await Stage.run { stage in
            let (lerato, thabo) = (try await stage.person("Lerato"), try await stage.person("Thabo"))
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let claims = "/api/portfolios/\(portfolio)/claims"
            let body: JSONValue = ["unit": "bricklaying-trade-test@1", "route": "rpl", "purpose": "credit"]
            let claim = try await stage.claim(in: portfolio, as: lerato)
            #expect(try await stage.post(claims, body, as: lerato).problem == "unit-claimed")
            let unknown = try await stage.post(
                claims, ["unit": "bricklaying@99", "route": "rpl", "purpose": "credit"], as: lerato)
            #expect(unknown.faults == ["/unit unknown"])
            #expect(try await stage.delete("/api/claims/\(claim)", as: thabo).status == .notFound)
            #expect(try await stage.delete("/api/claims/\(claim)", as: lerato).status == .noContent)
            #expect(try await stage.delete("/api/claims/\(claim)", as: lerato).status == .notFound)
            #expect(try await stage.post(claims, body, as: lerato).status == .created)
        }
    }
}
