import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct CompletenessTests {
    @Test func `completeness names each rule that is not met, until none is left`() async throws {
        try await Stage.run { stage in
            let lerato = try await stage.person("Lerato")
            let college = try await stage.institution("maseru-college")
            let portfolio = try await stage.portfolio(of: lerato, at: college)
            let path = "/api/portfolios/\(portfolio)/completeness"
            let empty = try await stage.get(path, as: lerato)
            #expect(empty.json["isComplete"] == false)
            #expect(empty.json["holder"] == "learner")
            #expect(empty.json["nextStep"] == "The learner claims a unit.")

            let claim = try await stage.claim(in: portfolio, as: lerato)
            let criteria = try await stage.criteria()
            let bare = try await stage.get(path, as: lerato)
            let findings = bare.json["claims"]?.array?.first?["findings"]?.array ?? []
            #expect(findings.filter { $0["rule"] == "evidence.minimumPiecesPerCriterion" }.count == criteria.count)
            #expect(findings.allSatisfy { $0["source"]?["confidence"] == "own" })

            let wall = try await stage.evidence(in: portfolio, as: lerato)
            try await stage.link(wall, to: claim, criteria, as: lerato)
            let oneKind = try await stage.get(path, as: lerato)
            #expect(blocking(oneKind) == ["evidence.minimumKindsPerClaim"])

            let test = try await stage.evidence(in: portfolio, as: lerato, kind: "priorCredential")
            try await stage.link(test, to: claim, [criteria[0]], as: lerato)
            let whole = try await stage.get(path, as: lerato)
            #expect(whole.json["isComplete"] == true)
            #expect(blocking(whole).isEmpty)
            #expect(whole.json["claims"]?.array?.first?["criteria"]?.array?.first?["items"] == 2)

            #expect(try await stage.delete("/api/evidence/\(test)", as: lerato).status == .noContent)
            #expect(try await stage.get(path, as: lerato).json["isComplete"] == false)
        }
    }

    private func blocking(_ seen: Seen) -> [String] {
        (seen.json["claims"]?.array ?? []).flatMap { $0["findings"]?.array ?? [] }
            .filter { $0["blocking"] == true }.compactMap { $0["rule"]?.string }
    }
}
