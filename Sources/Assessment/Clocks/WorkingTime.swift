public import Foundation

/// In which zone days begin and end, and which of them are worked: what every clock of a case counts by.
public struct WorkingTime: Sendable {
    /// The zone in which a day begins and ends.
    public let timeZone: TimeZone
    private let weekend: Set<Weekday>
    private let free: Set<CalendarDate>

    /// Mondays to Fridays in a zone, without holidays.
    public init(timeZone: TimeZone = .gmt) {
        self.timeZone = timeZone
        weekend = [.saturday, .sunday]
        free = []
    }

    /// As a calendar says. What a zone is called that this system does not know is UTC.
    public init(_ calendar: HolidayCalendar) {
        timeZone = TimeZone(identifier: calendar.timeZone) ?? .gmt
        weekend = Set(calendar.weekend)
        free = Set(calendar.years.flatMap { calendar.freeDays(in: $0).map(\.day) })
    }

    /// The day on which a moment falls.
    public func day(of moment: Date) -> CalendarDate { CalendarDate(moment, in: timeZone) }

    /// Whether people work on a day.
    public func isWorked(_ day: CalendarDate) -> Bool { !weekend.contains(day.weekday) && !free.contains(day) }

    /// The last day of a clock that was started on `day`, whose own day does not count.
    public func lastDay(of length: ClockLength, from day: CalendarDate) -> CalendarDate {
        switch length.unit {
        case .hours: return day.adding(days: length.count / 24)
        case .days: return day.adding(days: length.count)
        case .months: return day.adding(months: length.count)
        case .workingDays:
            // A weekend of seven days would never end; the checks of calendars refuse it.
            guard weekend.count < 7 else { return day.adding(days: length.count) }
            var (last, left) = (day, length.count)
            while left > 0 {
                last = last.adding(days: 1)
                if isWorked(last) { left -= 1 }
            }
            return last
        }
    }

    /// The moment at which a clock that was started at `start` runs out: hours are exact, everything else ends with its last
    /// day.
    public func deadline(of length: ClockLength, from start: Date) -> Date {
        guard length.unit != .hours else { return start.addingTimeInterval(Double(length.count) * 3_600) }
        return lastDay(of: length, from: day(of: start)).adding(days: 1).start(in: timeZone)
    }

    /// The last day on which something that must happen before `deadline` can still be done.
    public func lastDay(before deadline: Date) -> CalendarDate { day(of: deadline.addingTimeInterval(-1)) }

    /// How many days are worked after one day and up to another; 0 where that is not later.
    public func workedDays(after day: CalendarDate, through last: CalendarDate) -> Int {
        guard day < last else { return 0 }
        return (day.dayNumber + 1...last.dayNumber).reduce(0) { count, number in
            count + (CalendarDate(dayNumber: number).map(isWorked) == true ? 1 : 0)
        }
    }
}

extension Policy {
    /// When the named clock runs out; nil where the policy does not run it.
    public func deadline(for clock: CaseClock, from start: Date, in time: WorkingTime) -> Date? {
        clocks[clock]?.value.map { time.deadline(of: $0, from: start) }
    }
}
