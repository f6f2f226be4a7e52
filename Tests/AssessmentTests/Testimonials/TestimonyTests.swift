import Assessment
import Testing

@Suite struct TestimonyTests {
    private let today = CalendarDate("2026-11-22")

    private func testimony(
        from: String = "2020-01-01", until: String? = nil, prompts: [String] = ["What did you see?"],
        criteria: [String]? = nil
    ) throws -> Testimony {
        Testimony(
            relatedByFamily: false, knownFrom: try #require(CalendarDate(from)),
            knownUntil: until.flatMap { CalendarDate($0) },
            prompts: prompts, criteria: criteria)
    }

    private func faults(_ testimony: Testimony) throws -> [TestimonyFault] {
        try testimony.faults(for: bricklayingUnit(), on: try #require(today))
    }

    @Test func `what was asked and could be seen has no fault`() throws {
        #expect(try faults(testimony(until: "2026-11-22", criteria: ["bond"])) == [])
        #expect(try testimony().criteria(of: bricklayingUnit()) == ["bond", "line"])
        #expect(try testimony(criteria: ["line"]).criteria(of: bricklayingUnit()) == ["line"])
    }

    @Test func `dates that cannot be are named`() throws {
        #expect(try faults(testimony(from: "2026-11-23")) == [.knownFromLater])
        #expect(try faults(testimony(until: "2027-01-01")) == [.knownUntilLater])
        #expect(try faults(testimony(until: "2019-12-31")) == [.knownUntilBeforeFrom])
    }

    @Test func `answers to what was not asked, and criteria of another unit, are named by their place`() throws {
        #expect(try faults(testimony(prompts: ["What did you see?", "Is he a nice man?"])) == [.promptNotAsked(1)])
        #expect(try faults(testimony(prompts: ["What did you see?", "What did you see?"])) == [.promptTwice(1)])
        #expect(try faults(testimony(criteria: ["bond", "welding"])) == [.criterionUnknown(1)])
        #expect(try faults(testimony(criteria: ["bond", "bond"])) == [.criterionTwice(1)])
    }

    @Test func `a relative is no witness`() throws {
        var testimony = try testimony()
        testimony.relatedByFamily = true
        #expect(throws: TestimonyError.relative) { try testimony.requireUnrelated() }
    }

    @Test func `a unit without prompts asks the general ones`() throws {
        var unit = try bricklayingUnit()
        unit.witnessPrompts = []
        #expect(Testimony.prompts(for: unit) == Testimony.generalPrompts)
    }
}
