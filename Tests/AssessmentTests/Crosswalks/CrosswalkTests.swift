import Assessment
import Foundation
import Testing

@Suite struct CrosswalkTests {
    private let read = Source(id: "book", title: "The book", confidence: .read)

    @Test func `a level goes over only where a source says so, and the original is what counts`() throws {
        let carried = try crosswalk().carry(level: 1, system: nil, other: nil)
        #expect(carried.indicativeLevels == LevelRange(lowest: 2, highest: 3))
        #expect(carried.level == 1)
        #expect(carried.isIndicative)
        #expect(
            carried.words
                == "Level 1 of steps@1 stands beside levels 2 to 3 of stairs@1, says The book. Indicative only: "
                + "level 1 on steps@1 is what counts.")
        let other = try crosswalk().carry(level: 4, system: nil, other: nil)
        #expect(other.indicativeLevels == nil)
        #expect(other.words.hasPrefix("No source says where level 4 of steps@1 stands on stairs@1."))
    }

    @Test(arguments: [
        // ECTS, 25 to 30 hours: 120 hours are 4 to 4.8. Ten-hour credit: 12 exactly. OUM, 40 hours: 3.
        (25, 30, "4", "4.8"), (10, 10, "12", "12"), (40, 40, "3", "3"), (7, 7, "17.14", "17.14"),
    ])
    func `credit goes over through hours, rounded down, a span for a span`(
        least: Int, most: Int, fewest: String, highest: String
    ) throws {
        let carried = try crosswalk().carry(
            level: 1, credits: 12, system: system("ten", 10, 10), other: system("other", Decimal(least), Decimal(most)))
        #expect(carried.credits == 12)
        #expect(carried.indicativeCredits?.fewest == Decimal(string: fewest))
        #expect(carried.indicativeCredits?.most == Decimal(string: highest))
    }

    @Test func `the learning's own hours come before the system's`() throws {
        let carried = try crosswalk().carry(
            level: 1, credits: 12, notionalHours: 100, system: system("ten", 10, 10), other: system("twenty", 20, 20))
        #expect(carried.indicativeCredits == CreditRange(fewest: 5, most: 5, creditSystem: "twenty"))
    }

    @Test func `where hours or a source lack nothing goes over, and that is said`() throws {
        var open = try crosswalk()
        let unknown = CreditSystem(id: "gap", name: "gap", hoursPerCredit: Sourced(gap: "Unknown."))
        #expect(
            open.carry(level: 1, credits: 1, system: system("ten", 10, 10), other: unknown).indicativeCredits == nil)
        #expect(
            open.carry(level: 1, credits: 1, system: unknown, other: system("ten", 10, 10)).indicativeCredits == nil)
        open.creditByHours = Sourced(gap: "Nobody has agreed to it.")
        let carried = open.carry(level: 1, credits: 1, system: system("ten", 10, 10), other: system("ten", 10, 10))
        #expect(carried.indicativeCredits == nil)
        #expect(carried.words.contains("Its credits are not carried over: Nobody has agreed to it."))
    }

    private func crosswalk() throws -> Crosswalk {
        try Crosswalk(
            key: Samples.key("over@1"), status: .published, title: "Over", summary: "For tests.",
            from: Samples.key("steps@1"), to: Samples.key("stairs@1"),
            levels: [LevelPair(level: 1, stands: Sourced(LevelRange(lowest: 2, highest: 3), source: read))],
            creditByHours: Sourced(true, source: read), sources: [read])
    }

    private func system(_ id: String, _ least: Decimal, _ most: Decimal) -> CreditSystem {
        CreditSystem(
            id: id, name: id, hoursPerCredit: Sourced(HoursRange(minimum: least, maximum: most), source: read))
    }
}
