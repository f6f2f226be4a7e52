import Assessment
import Foundation
import Testing

@Suite struct RubricMoveTests {
    @Test func `a mark carries over where the criterion and its level say the same, and nowhere else`() {
        let before = Rubric(
            criteria: ["same", "reworded", "relevelled", "gone"].map { Samples.criterion($0) },
            aggregation: .allSatisfactory(minimum: "l1"))
        var after = before
        after.criteria[1].statement = "Does it with care."
        after.criteria[2].levels[1].descriptor = "Looks better."
        after.criteria[3] = Samples.criterion("new")
        after.aggregation = .weighted(threshold: 0.5)
        let move = before.move(["same": "l1", "reworded": "l1", "relevelled": "l1", "gone": "l2"], to: after)
        #expect(move.carried == ["same": "l1"])
        #expect(move.toScore == ["reworded", "relevelled", "new"])
        #expect(move.isOtherRule)
        #expect(
            move.reasons == [
                "reworded": "“Reworded” now asks for something else: Does it with care.",
                "relevelled": "The level “Level 1” of “Relevelled” now means something else: Looks better.",
                "gone": "“Gone” is no longer asked for.",
            ])
        let other = before.move(["relevelled": "l2"], to: after)
        #expect(other.carried == ["relevelled": "l2"])
    }

    @Test func `a level inserted below moves the rank, so the mark does not carry over`() {
        let before = Rubric(criteria: [Samples.criterion("a")], aggregation: .allSatisfactory(minimum: "l1"))
        var after = before
        after.criteria[0].levels.insert(
            CriterionLevel(id: "almost", points: 1, name: "Almost", descriptor: "Nearly."), at: 1)
        #expect(before.move(["a": "l2"], to: after).carried == [:])
        #expect(before.move(["a": "l0"], to: after).carried == ["a": "l0"])
    }
}
