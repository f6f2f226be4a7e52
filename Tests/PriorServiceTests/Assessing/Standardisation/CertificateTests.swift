import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct CertificateTests {
    /// The repository's documents with one policy more, under which a unit is given to certified assessors only.
    private func run(_ test: @Sendable @escaping (Stage) async throws -> Void) async throws {
        try await Stage.run(
            under: "certifying", from: "lesotho@3",
            {
                $0.replacing(
                    "\n  certification:", with: "\n  onlyCertified: {value: true, source: own}\n  certification:")
            },
            test)
    }

    /// A case that was assessed before there was an anchor, and is one now.
    private func anchored(_ stage: Stage) async throws -> (work: Casework, anchor: String, marks: JSONValue) {
        let scene = try await ModerationScene.settled(stage, policy: "certifying@1")
        let held = try await scene.taken()
        _ = try await scene.decide(held, ["verdict": "agreed"])
        let marks = JSONValue.array(
            scene.work.criteria.map { criterion in
                [
                    "criterion": .string(criterion.id), "level": .string(criterion.levels.last?.id ?? ""),
                    "says": "Agreed on 3 May.",
                ]
            })
        let made = try await stage.must(
            .post, "/api/institutions/\(scene.work.institution)/anchors",
            [
                "submission": .string(scene.submission), "claim": .string(scene.work.claims[0]),
                "title": "A half-brick wall", "consent": "Her letter of 3 May.", "marks": marks,
            ], as: scene.work.elias)
        return (scene.work, made.id, marks)
    }

    @Test func `from the first anchor on a seat is only for the certified, and a refusal says by what they can be`()
        async throws
    {
        try await run { stage in
            let (work, anchor, marks) = try await anchored(stage)
            let other = try await stage.casework(
                policy: "certifying@1", learner: "Neo Khumalo", beside: work)
            let submission = try await other.admitted()
            let refused = try await other.offer(submission, to: work.dumisani, "first")
            #expect(refused.problem == "assessor-not-certified", "\(refused.text)")
            #expect(refused.json["anchors"] == [.string(anchor)])
            #expect(refused.json["units"] == ["bricklaying-trade-test"])
            let begun = try await stage.must(
                .post, "/api/anchors/\(anchor)/attempts", ["purpose": "certification"], as: work.dumisani)
            let begunOnly = try await other.offer(submission, to: work.dumisani, "first")
            #expect(begunOnly.problem == "assessor-not-certified" && begunOnly.json["anchors"] == [])
            let given = try await stage.post(
                "/api/anchor-attempts/\(begun.id)/marks", ["marks": marks], as: work.dumisani)
            #expect(given.json["passed"] == true, "\(given.text)")
            #expect(try await other.offer(submission, to: work.dumisani, "first").status == .created)
            // A reason sets the rule aside, and is kept.
            let excused = try await other.offer(submission, to: work.ben, "second", "Nobody else in the district.")
            #expect(excused.status == .created && excused.json["overrideReason"] == "Nobody else in the district.")
        }
    }

    @Test func `a run explains the rule, names the anchors that would help, and gives the seat once one was scored`()
        async throws
    {
        try await run { stage in
            let (work, anchor, marks) = try await anchored(stage)
            let other = try await stage.casework(
                policy: "certifying@1", learner: "Neo Khumalo", beside: work)
            let submission = try await other.admitted()
            for assessor in [work.ben, work.dumisani] {
                _ = try await stage.put(
                    "/api/institutions/\(work.institution)/assessors/\(assessor.id)",
                    ["capacity": 4, "expertise": [["unit": "bricklaying-trade-test", "strength": 80]]], as: work.elias,
                    headers: [.ifMatch: "\"0\""])
            }
            let path = "/api/institutions/\(work.institution)/allocations"
            let request: JSONValue = ["submissions": [.string(submission)]]
            let before = try await stage.post(path, request, as: work.elias)
            let open = try #require(before.json["unserved"]?[0], "\(before.text)")
            let rules = (open["forbidden"]?.array ?? []).filter { $0["assessor"]?.string == work.dumisani.id }
            #expect(rules.map { $0["rule"] } == ["allocation.notCertified"])
            let help = (open["help"]?.array ?? []).first {
                $0["assessor"]?.string == work.dumisani.id && $0["rule"] != nil
            }
            #expect(help?["anchors"] == [.string(anchor)], "\(before.text)")
            let begun = try await stage.must(
                .post, "/api/anchors/\(anchor)/attempts", ["purpose": "certification"], as: work.dumisani)
            _ = try await stage.must(
                .post, "/api/anchor-attempts/\(begun.id)/marks", ["marks": marks], as: work.dumisani)
            let after = try await stage.post(path, request, as: work.elias)
            #expect(after.given == ["Assessor Dumisani: first"], "\(after.text)")
            // Out of use, the anchor asks nobody any more.
            _ = try await stage.must(.post, "/api/anchors/\(anchor)/retirements", nil, as: work.elias)
            let free = try await stage.post(path, request, as: work.elias)
            #expect(Set(free.given.map { $0.prefix(12) }) == ["Assessor Ben", "Assessor Dum"])
        }
    }
}
