import Assessment
import Foundation
import Testing

@Suite struct CriterionFateTests {
    private func criterion(
        _ id: String, _ statement: String = "Does it.", top: String = "Holds.", more: Bool = false
    ) -> Criterion {
        var levels = [
            CriterionLevel(id: "not-yet", points: 0, name: "Not yet", descriptor: "Slips."),
            CriterionLevel(id: "meets", points: 1, name: "Meets", descriptor: top),
        ]
        if more { levels.append(CriterionLevel(id: "exceeds", points: 2, name: "Exceeds", descriptor: "Shines.")) }
        return Criterion(id: id, outcome: "tie", title: id.capitalized, statement: statement, levels: levels)
    }

    private func rubric(_ criteria: [Criterion], _ rule: AggregationRule = .allSatisfactory(minimum: "meets")) -> Rubric
    {
        Rubric(criteria: criteria, aggregation: rule)
    }

    @Test func `what becomes of each criterion's marks is told without any mark`() {
        let before = rubric([criterion("reef"), criterion("bowline"), criterion("hitch"), criterion("splice")])
        let after = rubric([
            criterion("whip"), criterion("reef"), criterion("bowline", "Does it blind."),
            criterion("hitch", top: "Holds a man."),
        ])
        let fates = before.fates(under: after)
        #expect(fates.map(\.criterion) == ["whip", "reef", "bowline", "hitch", "splice"])
        #expect(fates.map(\.kind) == [.new, .carried, .again, .partly, .gone])
        #expect(fates[3].words.contains("“Not yet” carry over"))
        #expect(
            before.moveInWords(to: after)
                == "Of 4 criteria 1 are the same and keep their marks, 2 are changed, 1 are no longer asked for; 1 are new."
        )
    }

    @Test func `a fate says of every mark what the move itself does`() {
        let before = rubric([criterion("reef"), criterion("hitch")])
        let after = rubric([criterion("reef", more: true), criterion("hitch", top: "Holds a man.")])
        for fate in before.fates(under: after) {
            let carried = ["not-yet", "meets"].map {
                before.move([fate.criterion: $0], to: after).carried[fate.criterion] != nil
            }
            switch fate.kind {
            case .carried: #expect(carried == [true, true])
            case .partly: #expect(carried.contains(true))
            case .again, .new, .gone: #expect(carried == [false, false])
            }
        }
        #expect(
            before.moveInWords(to: rubric(before.criteria, .weighted(threshold: 1))).hasSuffix(
                "The rule of the result is another."))
    }
}
