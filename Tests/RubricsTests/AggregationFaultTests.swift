import Testing

/// What makes a rule of aggregation or an amount of credit impossible.
@Suite struct AggregationFaultTests {
    @Test func `weights that do not add up`() {
        let faults = Samples.faults(unit: ("weight: 0.5", "weight: 0.4"))
        #expect(
            faults == [
                "knots@1.yaml:24:15: rubric.criteria[0].weight: The weights add up to 0.9. Let them add up to 1 or "
                    + "to 100."
            ])
    }

    @Test func `a weight left out`() {
        let faults = Samples.faults(unit: ("      weight: 0.5\n", ""))
        #expect(
            faults == [
                "knots@1.yaml:20:7: rubric.criteria[0]: This criterion has no weight and others have. Give each a "
                    + "weight, or none."
            ])
    }

    @Test func `weights in a rule that does not weigh`() {
        let faults = Samples.faults(
            unit: (
                "{rule: weighted, threshold: 0.6}",
                "{rule: allSatisfactory, minimum: meets}"
            ))
        #expect(
            faults == [
                "knots@1.yaml:24:15: rubric.criteria[0].weight: The rule allSatisfactory does not weigh. Leave the "
                    + "weight out.",
                "knots@1.yaml:32:15: rubric.criteria[1].weight: The rule allSatisfactory does not weigh. Leave the "
                    + "weight out.",
            ])
    }

    @Test func `a level to be reached that does not exist`() {
        let faults = Samples.faults(unit: ("mustReach: meets", "mustReach: meet"))
        #expect(
            faults == [
                "knots@1.yaml:33:18: rubric.criteria[1].mustReach: This criterion has no level \"meet\". Did you "
                    + "mean \"meets\"?"
            ])
    }

    @Test func `a level to be reached that is always reached`() {
        let faults = Samples.faults(unit: ("mustReach: meets", "mustReach: not-yet"))
        #expect(
            faults == [
                "knots@1.yaml:33:18: rubric.criteria[1].mustReach: \"not-yet\" is the lowest level, so it is "
                    + "always reached. Name a higher level, or leave mustReach out."
            ])
    }

    @Test func `a threshold that cannot be reached`() {
        let faults = Samples.faults(unit: ("threshold: 0.6", "threshold: 60"))
        #expect(
            faults == [
                "knots@1.yaml:18:44: rubric.aggregation.threshold: No marks can come to 60 of all points. Write a "
                    + "share of at most 1: 0.6 for instance."
            ])
    }

    @Test func `a threshold that asks for nothing`() {
        let faults = Samples.faults(unit: ("threshold: 0.6", "threshold: 0"))
        #expect(
            faults == [
                "knots@1.yaml:18:44: rubric.aggregation.threshold: A threshold of 0 asks for nothing. Write a "
                    + "share above 0."
            ])
    }

    @Test func `a rule that does not exist`() {
        let faults = Samples.faults(unit: ("rule: weighted", "rule: wieghted"))
        #expect(
            faults == [
                "knots@1.yaml:18:23: rubric.aggregation.rule: \"wieghted\" is not one of the words that can stand "
                    + "here. Did you mean \"weighted\"?"
            ])
    }

    @Test func `a rule without its figure`() {
        let faults = Samples.faults(unit: ("{rule: weighted, threshold: 0.6}", "{rule: weighted}"))
        #expect(
            faults == [
                "knots@1.yaml:18:16: rubric.aggregation: The key \"threshold\" is missing. Add \"threshold:\" at "
                    + "this level."
            ])
    }

    @Test func `a rule that names an unknown level`() {
        let faults = Samples.faults(unit: ("{rule: weighted, threshold: 0.6}", "{rule: allSatisfactory, minimum: met}"))
        #expect(
            faults == [
                "knots@1.yaml:18:49: rubric.aggregation.minimum: No level \"met\" in: reef, show. Did you mean "
                    + "\"meets\"?",
                "knots@1.yaml:24:15: rubric.criteria[0].weight: The rule allSatisfactory does not weigh. Leave the "
                    + "weight out.",
                "knots@1.yaml:32:15: rubric.criteria[1].weight: The rule allSatisfactory does not weigh. Leave the "
                    + "weight out.",
            ])
    }

    @Test func `a chart that buys more than the unit is worth`() {
        let faults = Samples.faults(
            unit: (
                "{rule: weighted, threshold: 0.6}",
                "{rule: meanToCredit, chart: [{mean: 0.5, credits: 1}, {mean: 2, credits: 3}]}"
            ))
        #expect(
            faults == [
                "knots@1.yaml:18:77: rubric.aggregation.chart[1].mean: No marks can have a mean of 2. Write at "
                    + "most 1.",
                "knots@1.yaml:18:89: rubric.aggregation.chart[1].credits: The unit is worth 2 credits, and this "
                    + "step buys 3. Write at most 2.",
            ])
    }

    @Test func `a compensation below the minimum`() {
        let faults = Samples.faults(
            unit: (
                "{rule: weighted, threshold: 0.6}",
                "{rule: compensated, minimum: meets, compensating: not-yet, mostBelow: 1}"
            ))
        #expect(
            faults == [
                "knots@1.yaml:18:66: rubric.aggregation.compensating: \"not-yet\" is the lowest level everywhere, "
                    + "so it asks for nothing. Name a higher one.",
                "knots@1.yaml:18:66: rubric.aggregation.compensating: \"not-yet\" does not lie above \"meets\" in "
                    + "\"reef\". Name a level above the minimum.",
                "knots@1.yaml:24:15: rubric.criteria[0].weight: The rule compensated does not weigh. Leave the "
                    + "weight out.",
                "knots@1.yaml:32:15: rubric.criteria[1].weight: The rule compensated does not weigh. Leave the "
                    + "weight out.",
            ])
    }

    @Test func `credits that disagree with hours`() {
        let faults = Samples.faults(unit: ("notionalHours: 20", "notionalHours: 25"))
        #expect(
            faults == [
                "knots@1.yaml:13:16: notionalHours: 25 hours do not agree with 2 credits of ten-hour credit. 2 "
                    + "credits are 20 hours."
            ])
    }

    @Test func `credits without a system`() {
        let faults = Samples.faults(unit: ("creditSystem: ten\n", ""))
        #expect(
            faults == [
                "knots@1.yaml:11:10: credits: It is not said in which system 2 credits are counted. Add "
                    + "\"creditSystem: ten\"."
            ])
    }

    @Test func `credits of another system`() {
        let faults = Samples.faults(unit: ("creditSystem: ten", "creditSystem: twelve"))
        #expect(
            faults == [
                "knots@1.yaml:12:15: creditSystem: two-steps@1 does not count in \"twelve\". Write ten."
            ])
    }

    @Test func `no source`() {
        let faults = Samples.faults(unit: ("sources:\n  - {id: own, title: Made up, confidence: own}", "sources: []"))
        #expect(
            faults == [
                "knots@1.yaml:37:10: sources: The list has 0 items. Write at least 1."
            ])
    }

    @Test func `weights on criteria whose highest levels differ`() {
        let faults = Samples.faults(
            unit: (
                "{id: meets, points: 1, name: Meets, descriptor: They can.}",
                "{id: meets, points: 4, name: Meets, descriptor: They can.}"
            ))
        #expect(
            faults == [
                "knots@1.yaml:35:9: rubric.criteria[1].levels: Its highest level has 4 points and that of \"reef\" 1, so "
                    + "the weights are not the shares they look like. Give the highest levels the same points, or leave "
                    + "the weights out and let the points speak."
            ])
    }
}
