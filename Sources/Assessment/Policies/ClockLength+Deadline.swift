public import Foundation

extension ClockLength {
    /// The moment at which a clock started at `start` runs out.
    ///
    /// Hours are exact. For the others the clock runs to the end of its last day in `timeZone`: the first day after
    /// `start`'s own day counts as one, and for working days only Mondays to Fridays that do not lie in `holidays`
    /// (any moment of a day stands for that day).
    public func deadline(from start: Date, timeZone: TimeZone, holidays: [Date] = []) -> Date {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let today = calendar.startOfDay(for: start)
        switch unit {
        case .hours:
            return start.addingTimeInterval(Double(count) * 3600)
        case .days:
            return calendar.date(byAdding: .day, value: count + 1, to: today) ?? start
        case .months:
            let last = calendar.date(byAdding: .month, value: count, to: today) ?? start
            return calendar.date(byAdding: .day, value: 1, to: last) ?? start
        case .workingDays:
            let closed = Set(holidays.map { calendar.startOfDay(for: $0) })
            var day = today
            var left = count
            while left > 0, let next = calendar.date(byAdding: .day, value: 1, to: day) {
                day = next
                if !calendar.isDateInWeekend(day), !closed.contains(day) { left -= 1 }
            }
            return calendar.date(byAdding: .day, value: 1, to: day) ?? start
        }
    }
}

extension Policy {
    /// When the named clock runs out; nil where the policy does not run it.
    public func deadline(
        for clock: CaseClock, from start: Date, timeZone: TimeZone, holidays: [Date] = []
    ) -> Date? {
        clocks[clock]?.value?.deadline(from: start, timeZone: timeZone, holidays: holidays)
    }
}
