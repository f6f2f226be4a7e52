import Assessment
import Foundation
import HTTPTypes
import Support
import Testing

@testable import PriorService

@Suite(.database) struct ReturnAnswerTests {
    /// A portfolio that came back for two reasons.
    private func returned(_ stage: Stage) async throws -> (work: Casework, submission: String) {
        let work = try await stage.casework()
        let submission = try await work.submit().id
        let back = try await stage.post(
            "/api/submissions/\(submission)/returns",
            [
                "reasons": [
                    [
                        "about": "claim", "id": .string(work.claims[0]), "criterion": "drawing",
                        "says": "Show a drawing.",
                    ],
                    ["about": "evidence", "id": .string(work.evidence[0]), "says": "Whose wall is it?"],
                ]
            ], as: work.elias)
        #expect(back.status == .created, "\(back.text)")
        #expect(back.json["reasons"]?.array?.map { $0["isAnswered"] } == [false, false])
        return (work, submission)
    }

    @Test func `what was missing is shown again when it comes back, answered or not, to registrar and assessors`()
        async throws
    {
        try await Stage.run { stage in
            let (work, submission) = try await returned(stage)
            let path = "/api/portfolios/\(work.portfolio)/returns/\(submission)/answers"
            let drawing = try await stage.evidence(in: work.portfolio, as: work.lerato)
            try await stage.link(drawing, to: work.claims[0], ["drawing"], as: work.lerato)
            let answered = try await stage.put(
                "\(path)/1", ["says": "I drew it again.", "items": [.string(drawing)]], as: work.lerato)
            #expect(answered.status == .ok, "\(answered.text)")
            let live = try await stage.get("/api/portfolios/\(work.portfolio)/returns", as: work.lerato).items.first
            #expect(live?["reasons"]?.array?.map { $0["isAnswered"] } == [true, false])
            let completeness = try await stage.get("/api/portfolios/\(work.portfolio)/completeness", as: work.lerato)
            #expect(completeness.json["isComplete"] == true)
            #expect(completeness.json["returnReasons"]?.array?.map { $0["isAnswered"] } == [true, false])

            let second = try await work.admitted()
            let staff = try await stage.get("/api/submissions/\(second)", as: work.elias).json["returnReasons"]?.array
            #expect(staff?.map { $0["says"] } == ["Show a drawing.", "Whose wall is it?"])
            #expect(staff?[0]["answer"]?["items"]?[0]?.string == drawing)
            #expect(staff?[1]["answer"] == nil)
            let assignment = try await work.seated(second, work.ben, "first")
            let blind = try await stage.get("/api/submissions/\(second)", as: work.ben).json["returnReasons"]?.array
            #expect(blind == staff)
            let findings = try await stage.get("/api/assignments/\(assignment)/findings", as: work.ben)
            #expect(findings.json["returnReasons"]?.array == staff)
            // What was handed in stays: an answer given later is for the next time.
            let late = try await stage.put("\(path)/2", ["says": "Mine."], as: work.lerato)
            #expect(late.problem == "portfolio-not-open")
            let manifest = try await stage.get("/api/submissions/\(second)/manifest", as: work.elias).json
            #expect(manifest["answered"]?.array?.count == 2)
        }
    }

    @Test func `an answer can be changed and taken away, and says something`() async throws {
        try await Stage.run { stage in
            let (work, submission) = try await returned(stage)
            let path = "/api/portfolios/\(work.portfolio)/returns/\(submission)/answers"
            #expect(try await stage.put("\(path)/1", ["says": "  "], as: work.lerato).faults == ["/says missing"])
            #expect(
                try await stage.put("\(path)/1", ["items": [.string(work.claims[0])]], as: work.lerato).faults
                    == ["/items/0 unknown"])
            _ = try await stage.put("\(path)/1", ["says": "First."], as: work.lerato)
            _ = try await stage.put("\(path)/1", ["says": "Second."], as: work.lerato)
            let seen = try await stage.get("/api/portfolios/\(work.portfolio)/returns", as: work.elias).items.first
            #expect(seen?["reasons"]?[0]?["answer"]?["says"] == "Second.")
            #expect(try await stage.delete("\(path)/1", as: work.lerato).status == .noContent)
            #expect(try await stage.delete("\(path)/1", as: work.lerato).status == .notFound)
            for reason in ["0", "3", "x"] {
                let none = try await stage.put("\(path)/\(reason)", ["says": "Hm."], as: work.lerato)
                #expect(none.status == .notFound)
            }
            #expect(try await stage.put("\(path)/1", ["says": "Hm."], as: work.elias).status == .forbidden)
            #expect(try await stage.put("\(path)/1", ["says": "Hm."], as: work.carol).status == .notFound)
        }
    }

    @Test func `an item that was taken out since is not named to the next assessors, nor opened to them`() async throws
    {
        try await Stage.run { stage in
            let (work, submission) = try await returned(stage)
            let path = "/api/portfolios/\(work.portfolio)/returns/\(submission)/answers"
            let spare = try await stage.evidence(in: work.portfolio, as: work.lerato)
            try await stage.link(spare, to: work.claims[0], work.criteria.map(\.id), as: work.lerato)
            _ = try await stage.put("\(path)/2", ["items": [.string(work.evidence[0])]], as: work.lerato)
            #expect(try await stage.delete("/api/evidence/\(work.evidence[0])", as: work.lerato).status == .noContent)
            let second = try await work.admitted()
            _ = try await work.seated(second, work.ben, "first")
            let blind = try await stage.get("/api/submissions/\(second)", as: work.ben)
            #expect(blind.status == .ok && !blind.text.contains(work.evidence[0]))
            #expect(blind.json["returnReasons"]?[1]?["isAnswered"] == false)
            #expect(try await stage.get("/api/evidence/\(work.evidence[0])", as: work.ben).status == .notFound)
        }
    }
}
