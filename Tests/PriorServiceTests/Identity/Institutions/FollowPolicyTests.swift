import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct FollowPolicyTests {
    @Test func `an institution moves to the next version of its policy, and portfolios keep theirs`() async throws {
        try await Stage.run { stage in
            let college = try await stage.institution("maseru-college", policy: "lesotho@2")
            let admin = try await stage.staff("Hlompho", .administrator, at: college)
            let lerato = try await stage.person("Lerato")
            let before = try await stage.portfolio(of: lerato, at: college)
            let path = "/api/institutions/\(college)/policy"
            let moved = try await stage.put(path, ["policy": "lesotho@3"], as: admin)
            #expect(moved.status == .ok && moved.json["policy"] == "lesotho@3")
            #expect(try await stage.put(path, ["policy": "lesotho@3"], as: admin).status == .ok)
            let after = try await stage.portfolio(of: lerato, at: college)
            #expect(try await stage.get("/api/portfolios/\(before)", as: lerato).json["policy"] == "lesotho@2")
            #expect(try await stage.get("/api/portfolios/\(after)", as: lerato).json["policy"] == "lesotho@3")
            // What a portfolio is pinned to still works, superseded or not.
            let completeness = try await stage.get("/api/portfolios/\(before)/completeness", as: lerato)
            #expect(completeness.status == .ok)
        }
    }

    @Test func `nobody moves to what is superseded or unknown, and only an administrator moves at all`() async throws {
        try await Stage.run { stage in
            let college = try await stage.institution("maseru-college", policy: "lesotho@3")
            let admin = try await stage.staff("Hlompho", .administrator, at: college)
            let elias = try await stage.staff("Elias", .coordinator, at: college)
            let path = "/api/institutions/\(college)/policy"
            for policy in ["strict@1", "strict@2"] {
                let refused = try await stage.put(path, ["policy": .string(policy)], as: admin)
                #expect(refused.faults == ["/policy not_published"], "\(policy): \(refused.text)")
            }
            #expect(try await stage.put(path, ["policy": "strict@9"], as: admin).faults == ["/policy unknown"])
            #expect(try await stage.put(path, ["policy": "strict@3"], as: elias).status == .forbidden)
            let other = try await stage.institution("roma-college")
            let elsewhere = "/api/institutions/\(other)/policy"
            for policy in ["strict@3", "strict@2", "strict@9"] {
                let seen = try await stage.put(elsewhere, ["policy": .string(policy)], as: admin)
                #expect(seen.status == .notFound, "\(policy): \(seen.text)")
            }
        }
    }
}
