import Assessment
import Testing

struct ScorecardTests {
    private let rubric = Policies.rubric

    @Test func `a scorecard keeps the level chosen and is submitted with what the rubric makes of it`() throws {
        var card = Scorecard()
        try card.record("nearly", on: "lay", of: rubric)
        try card.record("competent", on: "lay", of: rubric)
        try card.record("competent", on: "level", of: rubric)
        #expect(card.levels == ["lay": "competent", "level": "competent"])
        #expect(try card.submit(under: rubric).outcome == .competent)
    }

    @Test func `a criterion or a level that the rubric does not have is refused with those it has`() {
        var card = Scorecard()
        #expect(throws: ScoringError.unknownCriterion("paint", known: ["lay", "level"])) {
            try card.record("competent", on: "paint", of: rubric)
        }
        #expect(
            throws: ScoringError.unknownLevel("superb", criterion: "lay", known: ["not-yet", "nearly", "competent"])
        ) { try card.record("superb", on: "lay", of: rubric) }
        #expect(card.levels.isEmpty)
    }

    @Test func `what is not fully scored is not submitted`() throws {
        var card = Scorecard()
        try card.record("competent", on: "lay", of: rubric)
        #expect(throws: ScoringError.noResult(.unscored(["level"]))) { try card.submit(under: rubric) }
        #expect(card.result == nil)
    }

    @Test func `nothing of a submitted scorecard changes`() throws {
        var card = Scorecard(levels: ["lay": "nearly", "level": "competent"])
        #expect(try card.submit(under: rubric).outcome == .notYetCompetent)
        let before = card
        #expect(throws: ScoringError.submitted) { try card.record("competent", on: "lay", of: rubric) }
        #expect(throws: ScoringError.submitted) { try card.submit(under: rubric) }
        #expect(card == before)
    }
}
