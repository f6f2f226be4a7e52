import Assessment
import Testing

@Suite struct QuestionDrawTests {
    private func unit() throws -> Assessment.Unit {
        var unit = try bricklayingUnit()
        unit.outcomes = ["plan", "build", "bare"].map { LearningOutcome(id: $0, statement: "Can \($0).") }
        unit.interviewQuestions = ["plan", "build"].flatMap { outcome in
            (1...6).map { UnitQuestion(id: "\(outcome)-\($0)", outcome: outcome, question: "\($0)?") }
        }
        unit.testQuestions = [
            UnitQuestion(id: "w", outcome: "plan", form: .written, question: "Write.", expects: "Words."),
            UnitQuestion(id: "p", outcome: "plan", form: .performance, question: "Do."),
        ]
        return unit
    }

    private func ids(_ seed: UInt64, _ outcomes: [String], of unit: Assessment.Unit, perOutcome: Int = 2) -> [String] {
        QuestionDraw(kind: .interview, form: nil, perOutcome: perOutcome, seed: seed).draw(from: unit, for: outcomes)
            .map(\.id)
    }

    @Test func `the same seed draws the same, whatever the order of the unit's questions`() throws {
        let unit = try unit()
        var turned = unit
        turned.interviewQuestions.reverse()
        for seed in UInt64(0)..<50 {
            let drawn = ids(seed, ["plan", "build"], of: unit)
            #expect(drawn == ids(seed, ["plan", "build"], of: turned))
            #expect(drawn.count == 4 && Set(drawn).count == 4)
            #expect(drawn.prefix(2).allSatisfy { $0.hasPrefix("plan") })
        }
        // Held fast, so that what was drawn once can be drawn again by any later version.
        #expect(ids(20_261_123, ["plan", "build"], of: unit) == ["plan-5", "plan-1", "build-3", "build-2"])
    }

    @Test func `every question is drawn by some seed, and an outcome more leaves the others' questions as they are`()
        throws
    {
        let unit = try unit()
        let drawn = Set((UInt64(0)..<200).flatMap { ids($0, ["plan"], of: unit) })
        #expect(drawn.count == 6)
        for seed in UInt64(0)..<20 {
            #expect(ids(seed, ["plan"], of: unit) == Array(ids(seed, ["plan", "build"], of: unit).prefix(2)))
        }
    }

    @Test func `a test draws questions of its form, and an outcome without any gets a plain one`() throws {
        let unit = try unit()
        let draw = QuestionDraw(kind: .challengeTest, form: .written, perOutcome: 3, seed: 7)
        #expect(draw.draw(from: unit, for: ["plan", "bare"]).map(\.id) == ["w", "plain-bare"])
        #expect(ids(7, ["bare"], of: unit) == ["plain-bare"])
        #expect(QuestionDraw(kind: .siteVisit, form: nil, perOutcome: 3, seed: 7).draw(from: unit, for: ["plan"]) == [])
    }
}
