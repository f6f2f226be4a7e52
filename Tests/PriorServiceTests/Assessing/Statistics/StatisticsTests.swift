import Assessment
import Foundation
import HTTPTypes
import Postgres
import Support
import Testing

@testable import PriorService

@Suite(.database) struct StatisticsTests {
    private func about(_ stage: Stage, _ who: Actor, _ body: JSONValue) async throws {
        #expect(try await stage.put("/api/people/me/about", body, as: who).status == .ok)
    }

    /// Twelve learners with a claim each, admitted in a quarter that is over: nine women, three men.
    private func world(_ stage: Stage) async throws -> (AllocationScene, learners: [Actor]) {
        var scene = try await stage.allocationScene()
        var learners: [Actor] = []
        for place in 0..<12 {
            let learner = try await stage.person("Learner \(place)")
            try await about(stage, learner, ["sex": place < 9 ? "female" : "male"])
            _ = try await scene.addCase(learner: learner)
            learners.append(learner)
        }
        // Into the next quarter, and sessions outlive it.
        stage.clock.advance(days: 30)
        return (scene, learners)
    }

    private func patient(_ settings: inout Settings) { settings.sessions.idleLimit = .seconds(90 * 86_400) }

    private func table(
        _ stage: Stage, _ scene: AllocationScene, _ query: String, as who: Actor? = nil
    ) async throws -> Seen {
        try await stage.get("/api/institutions/\(scene.institution)/statistics/\(query)", as: who ?? scene.elias)
    }

    @Test func `the funnel counts each claim once, where it has come to`() async throws {
        try await Stage.run(patient) { stage in
            let (scene, _) = try await world(stage)
            let seen = try await table(stage, scene, "funnel")
            #expect(seen.json["before"] == "2026-10-01" && seen.json["withheld"] == 0)
            #expect(seen.json["rows"] == [["group": "all", "values": [0, 0, 0, 12, 0, 0, 0, 0, 12]]])
            let units = try await table(stage, scene, "funnel?by=unit")
            #expect(units.json["rows"]?[0]?["group"] == "bricklaying-trade-test")
            #expect(try await table(stage, scene, "funnel?year=2025").json["rows"]?[0]?["values"]?[8] == 0)
        }
    }

    @Test func `few people are withheld, and no sum gives them away`() async throws {
        try await Stage.run(patient) { stage in
            let (scene, learners) = try await world(stage)
            let seen = try await table(stage, scene, "funnel?by=sex")
            let rows = try #require(seen.json["rows"]?.array)
            #expect(rows.map { $0["group"] } == ["female", "male", "all"])
            // Three men are told by nobody, and so neither are the women beside the total of all, or that total.
            #expect(rows[1]["values"]?[3] == .null && rows[1]["values"]?[8] == .null)
            #expect(rows[0]["values"]?[3] == .null || rows[2]["values"]?[3] == .null)
            #expect(rows[0]["values"]?[8] == .null || rows[2]["values"]?[8] == .null)
            for format in ["csv", "ndjson"] {
                let other = try await table(stage, scene, "funnel?by=sex&format=\(format)")
                #expect(other.status == .ok && !other.text.contains("3,") && !other.text.contains(":3,"))
            }
            // Two more men: five is enough.
            for learner in learners[7..<9] { try await about(stage, learner, ["sex": "male"]) }
            let more = try await table(stage, scene, "funnel?by=sex")
            #expect(more.json["withheld"] == 0)
            // Taken back, they are among those who told nothing.
            for learner in learners { _ = try await stage.delete("/api/people/me/about", as: learner) }
            let none = try await table(stage, scene, "funnel?by=sex")
            #expect(none.json["rows"]?.array?.map { $0["group"] } == ["notGiven", "all"])
        }
    }

    @Test func `nobody sees of one person what they told, and assessors see no statistics`() async throws {
        try await Stage.run(patient) { stage in
            let (made, learners) = try await world(stage)
            var scene = made
            try await about(
                stage, learners[0], ["sex": "female", "region": "LS-Z", "sector": "F", "disability": "yes"])
            let ben = try await scene.addAssessor("Assessor Ben")
            #expect(try await table(stage, scene, "funnel", as: ben).status == .forbidden)
            #expect(try await table(stage, scene, "funnel", as: learners[0]).status == .forbidden)
            let stranger = try await stage.staff(
                "Coordinator X", .coordinator, at: try await stage.institution("botho"))
            #expect(try await table(stage, scene, "funnel", as: stranger).status == .notFound)
            for path in [
                "/api/submissions/\(scene.cases[0].submission)", "/api/portfolios/\(scene.cases[0].portfolio)",
            ] {
                for who in [scene.elias, ben] {
                    #expect(try await stage.get(path, as: who).text.contains("LS-Z") == false)
                }
            }
            #expect(try await stage.get("/api/people/me/about", as: learners[0]).json["region"] == "LS-Z")
            #expect(try await stage.get("/api/people/me/about", as: ben).json == [:])
            let wrong = try await stage.put("/api/people/me/about", ["region": "Maseru"], as: learners[0])
            #expect(wrong.faults == ["/region region"] || wrong.faults == ["/region too_long"], "\(wrong.faults)")
        }
    }

    @Test func `times of steps have quartiles, and workload says what each assessor had to do`() async throws {
        try await Stage.run(patient) { stage in
            var scene = try await world(stage).0
            let steps = try await table(stage, scene, "steps")
            let columns = try #require(steps.json["columns"]?.array).compactMap { $0.string }
            let values = try #require(steps.json["rows"]?[0]?["values"]?.array)
            let admission = Dictionary(zip(columns, values)) { first, _ in first }
            #expect(admission["admission.count"] == 12 && admission["admission.median"] == 0)
            #expect(admission["decision.count"] == 0 && admission["decision.median"] == .null)
            _ = try await scene.addAssessor("=HYPERLINK(\"http://evil\")", capacity: 3)
            _ = try await scene.run(["commit": true])
            let workload = try await table(stage, scene, "workload")
            #expect(workload.json["rows"]?[0]?["values"]?[0] == 3)
            let csv = try await table(stage, scene, "workload?format=csv")
            #expect(csv.text.contains("\"'=HYPERLINK(\"\"http://evil\"\")\",3,3,0,0,0,\r\n"), "\(csv.text)")
        }
    }

    @Test(arguments: ["=1+1", "+49", "-x", "@a", "\tq", "plain", "a,b", "-5", "a\nb", "a\r\nb", "=\u{301}x"])
    func `no field of a CSV is a formula`(_ text: String) {
        let field = StatisticsBody.field(text)
        #expect(field.utf8.first.map { "=+@\t".utf8.contains($0) } == false)
        let needsQuotes = text.utf8.contains { ",\r\n".utf8.contains($0) }
        #expect(!needsQuotes || field.hasPrefix("\""))
        #expect(field.contains(text.replacing("\"", with: "\"\"")))
    }
}
