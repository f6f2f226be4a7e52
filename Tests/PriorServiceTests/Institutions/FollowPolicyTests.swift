import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct FollowPolicyTests {
    @Test func `an institution moves to the next version of its policy, and portfolios keep theirs`() async throws {
        try await Stage.run { stage in
            let college = try await stage.institution("maseru-college", policy: "lesotho@1")
            let admin = try await stage.staff("Hlompho", .administrator, at: college)
            let lerato = try await stage.person("Lerato")
            let before = try await stage.portfolio(of: lerato, at: college)
            let path = "/api/institutions/\(college)/policy"
            let moved = try await stage.put(path, ["policy": "lesotho@2"], as: admin)
            #expect(moved.status == .ok && moved.json["policy"] == "lesotho@2")
            #expect(try await stage.put(path, ["policy": "lesotho@2"], as: admin).status == .ok)
            let after = try await stage.portfolio(of: lerato, at: college)
            #expect(try await stage.get("/api/portfolios/\(before)", as: lerato).json["policy"] == "lesotho@1")
            #expect(try await stage.get("/api/portfolios/\(after)", as: lerato).json["policy"] == "lesotho@2")
            // What a portfolio is pinned to still works, superseded or not.
            let completeness = try await stage.get("/api/portfolios/\(before)/completeness", as: lerato)
            #expect(completeness.status == .ok)
        }
    }

    @Test func `nobody moves to what is superseded or unknown, and only an administrator moves at all`() async throws {
        try await Stage.run { stage in
            let college = try await stage.institution("maseru-college", policy: "lesotho@2")
            let admin = try await stage.staff("Hlompho", .administrator, at: college)
            let elias = try await stage.staff("Elias", .coordinator, at: college)
            let path = "/api/institutions/\(college)/policy"
            #expect(try await stage.put(path, ["policy": "strict@1"], as: admin).faults == ["/policy not_published"])
            #expect(try await stage.put(path, ["policy": "strict@9"], as: admin).faults == ["/policy unknown"])
            #expect(try await stage.put(path, ["policy": "strict@2"], as: elias).status == .forbidden)
            let other = try await stage.institution("roma-college")
            let elsewhere = "/api/institutions/\(other)/policy"
            #expect(try await stage.put(elsewhere, ["policy": "strict@2"], as: admin).status == .notFound)
        }
    }
}
