import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct PanelTests {
    /// The repository's documents with one policy more, whose disputes a panel settles.
    private func withPanelPolicy(_ test: @Sendable @escaping (Stage) async throws -> Void) async throws {
        try await Stage.run(
            under: "panels", from: "lesotho@1", { $0.replacing("value: closestToThird", with: "value: panel") }, test)
    }

    @Test func `a panel sees both sets of marks and gives one joint mark, to which each has agreed as it stands`()
        async throws
    {
        try await withPanelPolicy { stage in
            let work = try await stage.casework(policy: "panels@1")
            let submission = try await work.admitted()
            let ben = try await work.seated(submission, work.ben, "first")
            let carol = try await work.seated(submission, work.carol, "second")
            try await work.work(ben, as: work.ben)
            try await work.work(carol, as: work.carol, worstOn: ["drawing"])
            let neo = try await stage.staff("Assessor Neo", .assessor, at: work.institution)
            let path = "/api/submissions/\(submission)/panels"
            let body: JSONValue = ["chair": .string(work.dumisani.id), "members": [.string(neo.id)]]
            _ = try await work.complete(ben, as: work.ben)
            #expect(try await stage.post(path, body, as: work.elias).problem == "seat-not-open")
            _ = try await work.complete(carol, as: work.carol)
            let tied: JSONValue = ["chair": .string(work.dumisani.id), "members": [.string(work.ben.id)]]
            #expect(try await stage.post(path, tied, as: work.elias).problem == "assessor-not-independent")
            let made = try await stage.post(path, body, as: work.elias)
            #expect(made.status == .created, "\(made.text)")
            let (panel, seat) = ("/api/panels/\(made.id)", made.json["assignment"]?.string ?? "")
            #expect(try await stage.get(panel, as: work.ben).status == .notFound)
            let shown = try await stage.get(panel, as: neo)
            #expect(shown.json["scorecards"]?.array?.map { $0["seat"] } == ["first", "second"])
            #expect(!shown.text.contains(work.ben.id) && !shown.text.contains(work.lerato.id))
            #expect(try await stage.get("/api/submissions/\(submission)", as: neo).json["learner"] == nil)
            #expect(
                try await stage.get("/api/evidence/\(work.evidence[0])/content", as: neo).status == .ok)
            #expect(try await work.accept(seat, as: work.dumisani).status == .created)
            try await work.work(seat, as: work.dumisani, worstOn: ["drawing"])
            #expect(try await work.complete(seat, as: work.dumisani).problem == "panel-not-agreed")
            #expect(try await stage.post("\(panel)/agreements", as: neo).json["members"]?[0]?["agreed"] == true)
            let count = work.criteria.count
            _ = try await work.score(seat, "drawing", "nearly", version: count, as: work.dumisani)
            let changed = try await work.complete(seat, as: work.dumisani)
            #expect(changed.problem == "panel-not-agreed" && changed.json["waiting"]?.array == [.string(neo.id)])
            _ = try await stage.post("\(panel)/agreements", as: neo)
            #expect(try await stage.get("/api/panels", as: neo).items.count == 1)
            #expect(try await work.complete(seat, as: work.dumisani).status == .created)
            #expect(try await work.outcomes(submission).map { $0["settled"] } == ["panel"])
            #expect(try await stage.get("/api/panels", as: neo).items.isEmpty)
        }
    }

    @Test func `a policy without panels calls none`() async throws {
        try await Stage.run { stage in
            let work = try await stage.casework()
            let submission = try await work.admitted()
            let seen = try await stage.post(
                "/api/submissions/\(submission)/panels",
                ["chair": .string(work.dumisani.id), "members": [.string(work.ben.id)]], as: work.elias)
            #expect(seen.problem == "no-panel")
        }
    }
}
