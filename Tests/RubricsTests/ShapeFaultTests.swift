import Testing

/// What is wrong with a document taken by itself: every fault says where it is and what would be right.
@Suite struct ShapeFaultTests {
    @Test func `an unknown key, with the one that was meant`() {
        let faults = Samples.faults(unit: ("summary: You", "sumary: You"))
        #expect(
            faults == [
                "knots@1.yaml:1:1: The key \"summary\" is missing. Add \"summary:\" at this level.",
                "knots@1.yaml:6:1: sumary: There is no key \"sumary\" here. Did you mean \"summary\"?",
            ])
    }

    @Test func `an unknown key that is the rest of an unquoted text`() {
        let faults = Samples.faults(
            unit: (
                "{id: tie, statement: Tie knots.}",
                "{id: tie, statement: Tie knots, and untie them.}"
            ))
        #expect(
            faults == [
                "knots@1.yaml:15:37: outcomes[0].and untie them.: There is no key \"and untie them.\" here. If it "
                    + "is the rest of a text with a comma in it, put the whole text in quotes."
            ])
    }

    @Test func `a missing key`() {
        let faults = Samples.faults(unit: ("title: Knots\n", ""))
        #expect(
            faults == [
                "knots@1.yaml:1:1: The key \"title\" is missing. Add \"title:\" at this level."
            ])
    }

    @Test func `a number where a text belongs`() {
        let faults = Samples.faults(unit: ("version: \"1\"", "version: 1"))
        #expect(
            faults == [
                "knots@1.yaml:3:10: version: This is the number 1, and a text belongs here. Put it in quotes: "
                    + "\"1\"."
            ])
    }

    @Test func `a text where a number belongs`() {
        let faults = Samples.faults(unit: ("level: 1", "level: one"))
        #expect(
            faults == [
                "knots@1.yaml:10:8: level: This is a text, and a whole number belongs here. Write a whole number."
            ])
    }

    @Test func `a list where a mapping belongs`() {
        let faults = Samples.faults(unit: ("aggregation: {rule: weighted, threshold: 0.6}", "aggregation: [weighted]"))
        #expect(
            faults == [
                "knots@1.yaml:18:16: rubric.aggregation: This names no rule of aggregation. Write \"rule:\" and "
                    + "one of: allSatisfactory, conjunctiveWithFloor, weighted, compensated, meanToCredit."
            ])
    }

    @Test func `an empty text`() {
        let faults = Samples.faults(unit: ("field: Ropes", "field: \" \""))
        #expect(
            faults == [
                "knots@1.yaml:7:8: field: The text is empty. Write a text or leave the key out."
            ])
    }

    @Test func `an id with capitals`() {
        let faults = Samples.faults(unit: ("id: knots", "id: Knots"))
        #expect(
            faults == [
                "knots@1.yaml:2:5: id: \"Knots\" is not an id. Write lower-case letters, digits and single "
                    + "hyphens, starting with a letter, at most 64."
            ])
    }

    @Test func `a word that cannot stand there`() {
        let faults = Samples.faults(unit: ("status: published", "status: publishd"))
        #expect(
            faults == [
                "knots@1.yaml:4:9: status: \"publishd\" is not one of the words that can stand here. Did you mean "
                    + "\"published\"?"
            ])
    }

    @Test func `a kind that is none`() {
        let faults = Samples.faults(unit: ("kind: unit", "kind: module"))
        #expect(
            faults == [
                "knots@1.yaml:1:7: kind: \"module\" is not one of the words that can stand here. One of: "
                    + "framework, policy, unit, qualification, crosswalk, calendar."
            ])
    }

    @Test func `a document that does not say its kind`() {
        let faults = Samples.faults(unit: ("kind: unit\n", ""))
        #expect(
            faults == [
                "knots@1.yaml:1:1: The document does not say what it is. Start it with \"kind:\" and one of: "
                    + "framework, policy, unit, qualification, crosswalk, calendar."
            ])
    }

    @Test func `a reference without version`() {
        let faults = Samples.faults(unit: ("framework: two-steps@1", "framework: two-steps"))
        #expect(
            faults == [
                "knots@1.yaml:9:12: framework: \"two-steps\" does not name a version of a document. Write "
                    + "id@version, for instance lqf@1."
            ])
    }

    @Test func `a framework that does not exist`() {
        let faults = Samples.faults(unit: ("framework: two-steps@1", "framework: two-step@1"))
        #expect(
            faults == [
                "knots@1.yaml:9:12: framework: There is no framework two-step@1. Did you mean \"two-steps@1\"?"
            ])
    }

    @Test func `a file of another name`() {
        let faults = Samples.faults(unit: ("id: knots", "id: nots"))
        #expect(
            faults == [
                "knots@1.yaml:2:5: id: The file is called knots@1.yaml. Name it after id and version: nots@1.yaml."
            ])
    }

    @Test func `YAML that is none`() {
        let faults = Samples.faults(unit: ("title: Knots", "title: Knots: and more"))
        #expect(
            faults == [
                "knots@1.yaml:5:13: This is not YAML: mapping values are not allowed in this context. Look at the "
                    + "indentation, quotes and colons here and on the line above."
            ])
    }

    @Test func `the same key twice`() {
        let faults = Samples.faults(unit: ("title: Knots", "title: Knots\ntitle: Bends"))
        #expect(
            faults == [
                "knots@1.yaml:5:1: The same mapping has twice: title. Keep each key once."
            ])
    }

    @Test func `a tab for indentation`() {
        let faults = Samples.faults(unit: ("  - {id: tie", "\t- {id: tie"))
        #expect(
            faults == [
                "knots@1.yaml:15:1: This is not YAML: found character that cannot start any token. Look at the "
                    + "indentation, quotes and colons here and on the line above."
            ])
    }
}
