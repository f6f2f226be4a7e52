import Reliability
import Testing

/// Who marks otherwise than the others, and since when.
@Suite struct SeverityTests {
    @Test
    func `an assessor who gives a level less than the others is stricter, and they are more generous by half of it`() {
        let report = ReliabilityReport(ratings { assessor, item, _ in item % 3 + 1 - (assessor == 0 ? 1 : 0) })
        #expect(report.assessors.map(\.assessor) == ["a0", "a1", "a2"])
        #expect(report.assessors[0].difference.value == -1)
        #expect(report.assessors[0].difference.words == "stricter")
        #expect(report.assessors[1].difference.value == 0.5)
        #expect(report.assessors[1].difference.words == "more generous")
        #expect(report.assessors[0].percent.value == 0)
        #expect(report.assessors[1].percent.value == 0.5)
        #expect(report.assessors[0].items == 40)
        #expect(report.assessors[0].ratings == 80)
    }

    @Test func `drift is told with the period in which it shows`() {
        let report = ReliabilityReport(
            ratings(periods: ["2026-Q1", "2026-Q2", "2026-Q3"]) { assessor, item, period in
                item % 3 + 1 - (assessor == 0 && period == 2 ? 1 : 0)
            })
        let drifting = report.assessors[0]
        #expect(drifting.periods?.map(\.period) == ["2026-Q1", "2026-Q2", "2026-Q3"])
        #expect(drifting.periods?.map { $0.difference.value } == [0, 0, -1])
        #expect(drifting.drift?.value == -1)
        #expect(drifting.drift?.words == "becoming stricter")
        #expect(report.units.map(\.period) == [nil, "2026-Q1", "2026-Q2", "2026-Q3"])
        let steady = ReliabilityReport(ratings(periods: ["1", "2"]) { assessor, item, _ in item % 3 + assessor % 2 })
        #expect(steady.assessors[0].drift?.words == "no drift shown")
    }

    @Test func `the same seed gives the same report, and another seed other intervals`() {
        let marks = ratings { assessor, item, _ in (item * 7 + assessor * item) % 4 }
        let first = ReliabilityReport(marks, seed: 5)
        #expect(ReliabilityReport(marks.reversed(), seed: 5) == first)
        let second = ReliabilityReport(marks, seed: 6)
        #expect(second.units[0].agreement.ordinalAlpha.value == first.units[0].agreement.ordinalAlpha.value)
        #expect(second.units[0].agreement.ordinalAlpha.interval != first.units[0].agreement.ordinalAlpha.interval)
    }

    @Test func `an interval holds the figure, and narrows with more items`() throws {
        func interval(_ items: Int) throws -> Interval {
            let marks = ratings(items: items) { assessor, item, _ in
                (item * 2654435761 >> 7 + assessor * (item % 5) / 4) % 4
            }
            let figure = ReliabilityReport(marks).units[0].agreement.ordinalAlpha
            let value = try #require(figure.value)
            let interval = try #require(figure.interval)
            #expect(interval.low <= value && value <= interval.high)
            return interval
        }
        let few = try interval(12)
        let many = try interval(300)
        #expect(many.high - many.low < (few.high - few.low) / 2)
    }

    @Test func `someone who marked alone is listed without figures`() {
        let report = ReliabilityReport([Rating(unit: "u", criterion: "c", item: "i", assessor: "a", level: 1)])
        #expect(report.assessors[0].difference.value == nil)
        #expect(report.assessors[0].few != nil)
        #expect(report.assessors[0].drift == nil)
    }

    private func ratings(
        items: Int = 40, periods: [String?] = [nil], level: (Int, Int, Int) -> Int
    ) -> [Rating] {
        var ratings: [Rating] = []
        for (place, period) in periods.enumerated() {
            for item in 0..<items {
                for assessor in 0..<3 {
                    for criterion in ["c1", "c2"] {
                        ratings.append(
                            Rating(
                                unit: "u", criterion: criterion, item: "\(place) \(item)", assessor: "a\(assessor)",
                                level: level(assessor, item, place), period: period))
                    }
                }
            }
        }
        return ratings
    }
}
