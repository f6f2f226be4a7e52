import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

/// What a change would touch, told before it is made.
@Suite(.database) struct ImpactTests {
    private func staff(_ stage: Stage, at casework: Casework) async throws -> Desk {
        Desk(
            stage: stage, institution: casework.institution, writer: casework.elias,
            moderator: try await stage.staff("Moderator Gugu", .moderator, at: casework.institution),
            registrar: try await stage.staff("Registrar Fumane", .registrar, at: casework.institution))
    }

    @Test func `a draft of a unit tells which open cases it would touch, and whether they may be moved`() async throws {
        try await Stage.run { stage in
            let casework = try await stage.casework(policy: "lesotho@3")
            let desk = try await staff(stage, at: casework)
            try await desk.entrusted("bricklaying-trade-test")
            let drafted = try await desk.draft(["kind": "unit", "from": "bricklaying-trade-test@1"])
            var document = try #require(drafted.json["document"])
            document.changeCriterion(0) { $0["statement"] = "Lays a straight wall." }
            #expect(try await desk.save(drafted.id, document, revision: 1).status == .ok)
            let path = "/api/documents/\(drafted.id)/impact"
            let told = try await stage.get(path, as: desk.registrar)
            let before = try #require(told.items.first, "\(told.text)")
            #expect(told.items.count == 1 && before["state"] == "draft")
            #expect(before["claims"]?[0]?["mayMove"] == false, "the learner still has it")
            let submission = try await casework.admitted()
            let seat = try await casework.seated(submission, casework.ben, "first")
            let scored = try await casework.score(
                seat, casework.criteria[0].id, casework.criteria[0].levels[0].id, version: 0, as: casework.ben)
            #expect(scored.status == .ok)
            let after = try await stage.get(path, as: desk.registrar).items
            let claim = after.first?["claims"]?[0]
            #expect(claim?["marks"] == 1 && claim?["mayMove"] == true)
            #expect(claim?["words"]?.string?.contains("1 are changed") == true)
            // A moderator reads the draft and nobody's case, also one who reads cases elsewhere.
            #expect(try await stage.get("/api/documents/\(drafted.id)", as: desk.moderator).status == .ok)
            #expect(try await stage.get(path, as: desk.moderator).status == .forbidden)
            let other = try await Desk.open(on: stage, "thaba-bosiu")
            #expect(try await stage.get(path, as: other.writer).status == .notFound)
            try await stage.grant(.moderator, to: other.writer, at: casework.institution)
            #expect(try await stage.get("/api/documents/\(drafted.id)", as: other.writer).status == .ok)
            #expect(try await stage.get(path, as: other.writer).status == .notFound)
        }
    }

    @Test func `a policy tells what it would find of each open case that is not found now`() async throws {
        try await Stage.run { stage in
            let casework = try await stage.casework(policy: "lesotho@3")
            let path = "/api/institutions/\(casework.institution)/policy-impact?policy="
            let same = try await stage.get(path + "lesotho@3", as: casework.elias)
            #expect(same.status == .ok && same.items.isEmpty, "a case under it already is not touched")
            let told = try await stage.get(path + "strict@3", as: casework.elias)
            let strict = try #require(told.items.first, "\(told.text)")
            #expect(told.items.count == 1 && strict["policy"] == "lesotho@3")
            let gained = try #require(strict["gained"]?.array)
            let completeness = try await stage.get(
                "/api/portfolios/\(casework.portfolio)/completeness", as: casework.lerato)
            let now = (completeness.json["findings"]?.array ?? []).compactMap { $0["words"] }
            #expect(gained.allSatisfy { finding in !now.contains { $0 == finding["words"] } })
            #expect(try await stage.get(path + "nowhere@1", as: casework.elias).status == .badRequest)
            #expect(try await stage.get(path + "strict@3", as: casework.lerato).status == .forbidden)
        }
    }
}
