import Assessment
import Foundation
import Testing

struct CalendarDaysTests {
    @Test func `days are numbered without a gap for four hundred years, and named as Foundation names them`() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        var day = try #require(CalendarDate("1899-12-31"))
        var number = day.dayNumber
        for _ in 0..<146_097 {
            day = day.adding(days: 1)
            number += 1
            #expect(day.dayNumber == number && CalendarDate(dayNumber: number) == day)
            guard number.isMultiple(of: 97) else { continue }
            let weekday = calendar.component(.weekday, from: day.start)
            #expect(day.weekday.number == (weekday + 5) % 7 + 1, "\(day)")
        }
    }

    /// U.S. Naval Observatory, "The Date of Easter".
    @Test(arguments: [
        (2000, "2000-04-23"), (2008, "2008-03-23"), (2011, "2011-04-24"), (2026, "2026-04-05"), (2038, "2038-04-25"),
        (2049, "2049-04-18"), (2076, "2076-04-19"), (2285, "2285-03-22"),
    ])
    func `Easter falls on its day`(year: Int, day: String) {
        #expect(CalendarDate.easter(year)?.description == day)
    }

    @Test func `Easter is a Sunday between 22 March and 25 April`() throws {
        for year in 1583...4099 {
            let day = try #require(CalendarDate.easter(year))
            #expect(day.weekday == .sunday && (3...4).contains(day.month))
            #expect(day.month == 3 ? day.day >= 22 : day.day <= 25)
        }
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-11-15", 3, "2027-02-15"),
    ])
    func `a month on is the same day, or the last there is`(from: String, months: Int, to: String) {
        #expect(CalendarDate(from)?.adding(months: months).description == to)
    }

    @Test func `a day begins at midnight where it is, also where its first hour is skipped`() throws {
        let maseru = try #require(TimeZone(identifier: "Africa/Maseru"))
        #expect(CalendarDate("2026-11-23")?.start(in: maseru).ISO8601Format() == "2026-11-22T22:00:00Z")
        // Beirut went from 23:59:59 to 01:00 on 27 March 2022.
        let beirut = try #require(TimeZone(identifier: "Asia/Beirut"))
        #expect(CalendarDate("2022-03-27")?.start(in: beirut).ISO8601Format() == "2022-03-26T22:00:00Z")
    }
}
