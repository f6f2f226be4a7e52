import Testing

/// What is wrong with a framework and its figures.
@Suite struct FrameworkFaultTests {
    @Test func `levels that are not counted from 1`() {
        let faults = Samples.faults(framework: ("- number: 2", "- number: 3"))
        #expect(
            faults == [
                "two-steps@1.yaml:14:13: levels[1].number: Level 3 stands at place 2. Number the levels from 1 "
                    + "without gaps, lowest first."
            ])
    }

    @Test func `a descriptor of an unknown domain`() {
        let faults = Samples.faults(framework: ("descriptors: {knowledge:", "descriptors: {knowlege:"))
        #expect(
            faults == [
                "two-steps@1.yaml:13:29: levels[0].descriptors.knowlege: The framework has no domain \"knowlege\". "
                    + "Did you mean \"knowledge\"?"
            ])
    }

    @Test func `a kind of qualification above the highest level`() {
        let faults = Samples.faults(framework: ("highest: 2", "highest: 3"))
        #expect(
            faults == [
                "two-steps@1.yaml:16:71: qualificationTypes[0].levels.highest: The framework has no level 3. It "
                    + "has levels 1 to 2."
            ])
    }

    @Test func `a span that runs backwards`() {
        let faults = Samples.faults(framework: ("{lowest: 1, highest: 2}", "{lowest: 2, highest: 1}"))
        #expect(
            faults == [
                "two-steps@1.yaml:16:50: qualificationTypes[0].levels: The lowest level lies above the highest. "
                    + "Swap the two."
            ])
    }

    @Test func `hours that are no span`() {
        let faults = Samples.faults(framework: ("value: 10", "value: {minimum: 30, maximum: 25}"))
        #expect(
            faults == [
                "two-steps@1.yaml:20:27: creditSystem.hoursPerCredit.value: These hours are no span. Write a "
                    + "minimum above 0 that is no more than the maximum."
            ])
    }

    @Test func `a figure without a source`() {
        let faults = Samples.faults(framework: ("{value: 10, source: own}", "{value: 10}"))
        #expect(
            faults == [
                "two-steps@1.yaml:20:19: creditSystem.hoursPerCredit: The key \"source\" is missing. Add "
                    + "\"source:\" at this level."
            ])
    }

    @Test func `a figure on hearsay`() {
        let faults = Samples.faults(framework: ("{value: 10, source: own}", "{value: 10, source: rumour}"))
        #expect(
            faults == [
                "two-steps@1.yaml:20:19: creditSystem.hoursPerCredit: This figure stands on \"Somebody said so\", "
                    + "which nobody has read. Leave a gap, or give the figure as the institution's own."
            ])
    }

    @Test func `a figure of an unknown source`() {
        let faults = Samples.faults(framework: ("{value: 10, source: own}", "{value: 10, source: on}"))
        #expect(
            faults == [
                "two-steps@1.yaml:20:39: creditSystem.hoursPerCredit.source: No source of this document has the id "
                    + "\"on\". Did you mean \"own\"?"
            ])
    }

    @Test func `a gap that has a figure`() {
        let faults = Samples.faults(framework: ("{value: 10, source: own}", "{value: 10, source: own, gap: not known}"))
        #expect(
            faults == [
                "two-steps@1.yaml:20:19: creditSystem.hoursPerCredit: This is a gap and a figure at once. Write "
                    + "either value and source, or gap."
            ])
    }

    @Test func `a published unit on a draft framework`() {
        let faults = Samples.faults(framework: ("status: published", "status: draft"))
        #expect(
            faults == [
                "knots@1.yaml:9:12: framework: The unit is published, but two-steps@1 is draft. Publish the "
                    + "framework first, or keep the unit a draft."
            ])
    }
}
