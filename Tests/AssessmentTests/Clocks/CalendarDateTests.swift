import Assessment
import Foundation
import Testing

struct CalendarDateTests {
    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-4-1", "2026-04-31", "0000-01-01", "2026-04-01T00:00:00Z", "",
    ])
    func `a day that does not exist is refused`(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test(arguments: ["2024-02-29", "2026-12-31", "0001-01-01", "9999-12-31"])
    func `a day that exists is written as it was read`(text: String) {
        #expect(CalendarDate(text)?.description == text)
    }

    @Test func `three years after a leap day is the last of February`() {
        #expect(CalendarDate("2024-02-29")?.adding(years: 3).description == "2027-02-28")
    }

    @Test func `days are ordered as time is`() throws {
        let days = ["2026-01-31", "2026-02-01", "2027-01-01"].compactMap { CalendarDate($0) }
        #expect(days == days.shuffled().sorted())
    }
}
