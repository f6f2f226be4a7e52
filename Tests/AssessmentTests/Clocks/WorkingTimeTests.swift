import Assessment
import Foundation
import Testing

struct WorkingTimeTests {
    private static func calendar(_ holidays: [Holiday]) throws -> HolidayCalendar {
        HolidayCalendar(
            key: try #require(DocumentKey("test@1")), status: .published, title: "Test", country: "LS",
            timeZone: "Africa/Maseru",
            weekend: [.saturday, .sunday], years: 2026...2028, holidays: holidays, sources: [])
    }

    private let maseru: WorkingTime

    init() throws {
        maseru = WorkingTime(
            try Self.calendar([
                Holiday(id: "a", name: "A", rule: .date(month: 12, day: 25)),
                Holiday(id: "b", name: "B", rule: .date(month: 12, day: 26), makesUpFor: [.saturday, .sunday]),
            ]))
    }

    @Test func `a clock ends with its last day where the authority is, not in Greenwich`() throws {
        // 23:30 on 22 November in Greenwich is the 23rd in Maseru.
        let start = try Date("2026-11-22T23:30:00Z", strategy: .iso8601)
        let end = maseru.deadline(of: ClockLength(1, .days), from: start)
        #expect(end.ISO8601Format() == "2026-11-24T22:00:00Z")
        #expect(maseru.lastDay(before: end).description == "2026-11-24")
    }

    @Test func `working days pass over weekends, holidays and days that are free in their place`() throws {
        let thursday = try #require(CalendarDate("2026-12-24"))
        // Friday is a holiday, Saturday is one that is made up for on Monday.
        #expect(maseru.lastDay(of: ClockLength(1, .workingDays), from: thursday).description == "2026-12-29")
        #expect(WorkingTime().lastDay(of: ClockLength(1, .workingDays), from: thursday).description == "2026-12-25")
    }

    @Test func `hours are exact`() throws {
        let start = try Date("2026-12-24T10:11:12Z", strategy: .iso8601)
        #expect(maseru.deadline(of: ClockLength(36, .hours), from: start) == start.addingTimeInterval(36 * 3_600))
    }

    /// Held against counting the days one by one, for calendars made at random.
    @Test func `however days are free, a clock of working days ends on a worked day and counts exactly its own`() throws
    {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<400 {
            let holidays = (0..<Int.random(in: 1...30, using: &random)).map { number in
                Holiday(
                    id: "h\(number)", name: "H\(number)", rule: Self.rule(&random),
                    makesUpFor: Bool.random(using: &random) ? [.sunday] : [])
            }
            let calendar = try Self.calendar(holidays)
            let time = WorkingTime(calendar)
            let start = try #require(CalendarDate("2026-01-01")).adding(days: Int.random(in: 0..<700, using: &random))
            let count = Int.random(in: 1...60, using: &random)
            let last = time.lastDay(of: ClockLength(count, .workingDays), from: start)
            #expect(time.isWorked(last) && last > start)
            #expect(time.workedDays(after: start, through: last) == count)
            let later = time.lastDay(of: ClockLength(count + 1, .workingDays), from: start)
            #expect(later > last)
            for year in 2026...2028 {
                let free = calendar.freeDays(in: year)
                #expect(free.allSatisfy { !$0.isInPlace || ($0.day.weekday != .saturday && $0.day.weekday != .sunday) })
                #expect(free.allSatisfy { !time.isWorked($0.day) })
            }
        }
    }

    private static func rule(_ random: inout SystemRandomNumberGenerator) -> Holiday.Rule {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: .date(month: Int.random(in: 1...12, using: &random), day: Int.random(in: 1...28, using: &random))
        case 1: .easter(Int.random(in: -60...60, using: &random))
        default:
            .nth(
                Int.random(in: 1...4, using: &random), Weekday.allCases.randomElement(using: &random) ?? .monday,
                month: Int.random(in: 1...12, using: &random))
        }
    }

    @Test func `a year that the calendar does not speak of has weekends only`() throws {
        let christmas = try #require(CalendarDate("2030-12-25"))
        #expect(maseru.isWorked(christmas))
    }
}
