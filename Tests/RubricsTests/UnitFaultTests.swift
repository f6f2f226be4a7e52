import Testing

/// What is wrong between the parts of a unit, and between a unit and its framework.
@Suite struct UnitFaultTests {
    @Test func `a level that the framework lacks`() {
        let faults = Samples.faults(unit: ("level: 1", "level: 3"))
        #expect(
            faults == [
                "knots@1.yaml:10:8: level: two-steps@1 has no level 3. Write a level from 1 to 2."
            ])
    }

    @Test(arguments: [
        (
            "credits: 2", "credits: 0",
            "knots@1.yaml:11:10: credits: 0 credits recognise nothing. "
                + "Write how many it is worth, or leave credits out."
        ),
        (
            "notionalHours: 20", "notionalHours: 0",
            "knots@1.yaml:13:16: notionalHours: 0 hours of learning are none. "
                + "Write how many it takes, or leave notionalHours out."
        ),
    ])
    func `credit or hours that are none`(old: String, new: String, says: String) {
        #expect(Samples.faults(unit: (old, new)).contains(says), "\(Samples.faults(unit: (old, new)))")
    }

    @Test func `a criterion that names an unknown outcome`() {
        let faults = Samples.faults(unit: ("outcome: teach", "outcome: teech"))
        #expect(
            faults == [
                "knots@1.yaml:16:10: outcomes[1].id: No criterion speaks for the outcome \"teach\". Add a "
                    + "criterion with \"outcome: teach\", or take the outcome out.",
                "knots@1.yaml:29:16: rubric.criteria[1].outcome: The unit has no outcome \"teech\". Did you mean "
                    + "\"teach\"?",
            ])
    }

    @Test func `an outcome that no criterion speaks for`() {
        let faults = Samples.faults(
            unit: (
                "  - {id: teach, statement: Teach knots.}",
                "  - {id: teach, statement: Teach knots.}\n  - {id: untie, statement: Untie knots.}"
            ))
        #expect(
            faults == [
                "knots@1.yaml:17:10: outcomes[2].id: No criterion speaks for the outcome \"untie\". Add a "
                    + "criterion with \"outcome: untie\", or take the outcome out."
            ])
    }

    @Test func `two outcomes of one id`() {
        let faults = Samples.faults(
            unit: (
                "  - {id: teach, statement: Teach knots.}",
                "  - {id: teach, statement: Teach knots.}\n  - {id: tie, statement: Again.}"
            ))
        #expect(
            faults == [
                "knots@1.yaml:17:10: outcomes[2].id: Another outcome has the id \"tie\". Give each outcome an id "
                    + "of its own."
            ])
    }

    @Test func `two criteria of one id`() {
        let faults = Samples.faults(unit: ("id: show", "id: reef"))
        #expect(
            faults == [
                "knots@1.yaml:28:11: rubric.criteria[1].id: Another criterion has the id \"reef\". Give each "
                    + "criterion an id of its own."
            ])
    }

    @Test func `two levels of one id`() {
        let faults = Samples.faults(
            unit: (
                "{id: meets, points: 1, name: Meets, descriptor: It holds.}",
                "{id: not-yet, points: 1, name: Meets, descriptor: It holds.}"
            ))
        #expect(
            faults == [
                "knots@1.yaml:27:16: rubric.criteria[0].levels[1].id: Another level of this criterion has the id "
                    + "\"not-yet\". Give each level of this criterion an id of its own."
            ])
    }

    @Test func `points that do not rise`() {
        let faults = Samples.faults(
            unit: (
                "{id: meets, points: 1, name: Meets, descriptor: It holds.}",
                "{id: meets, points: 0, name: Meets, descriptor: It holds.}"
            ))
        #expect(
            faults == [
                "knots@1.yaml:27:31: rubric.criteria[0].levels[1].points: Level \"meets\" has 0 points and the one "
                    + "below it 0. Put the lowest level first and let the points rise."
            ])
    }

    @Test func `a criterion with one level`() {
        let faults = Samples.faults(
            unit: (
                "        - {id: not-yet, points: 0, name: Not yet, descriptor: It slips.}\n",
                ""
            ))
        #expect(
            faults == [
                "knots@1.yaml:26:9: rubric.criteria[0].levels: The list has 1 item. Write at least 2."
            ])
    }
}
