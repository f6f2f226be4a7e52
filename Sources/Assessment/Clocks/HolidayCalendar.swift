/// The days on which nobody works in a country: what working days are counted by. It holds public holidays that are certain
/// and no others; for which years is said.
public struct HolidayCalendar: Codable, Sendable, Equatable {
    /// Which version of which calendar.
    public var key: DocumentKey
    /// How far this version has come.
    public var status: PublicationStatus
    /// Its title.
    public var title: String
    /// The country, two letters of ISO 3166.
    public var country: String
    /// The time zone, by IANA's name.
    public var timeZone: String
    /// The days of the week on which nobody works.
    public var weekend: [Weekday]
    /// The first and last year that it speaks of; outside them only the weekend is known.
    public var years: ClosedRange<Int>
    /// The holidays.
    public var holidays: [Holiday]
    /// What is not known, a sentence each.
    public var gaps: [String]
    /// What it was written from.
    public var sources: [Source]

    /// A calendar in full.
    public init(
        key: DocumentKey, status: PublicationStatus, title: String, country: String, timeZone: String,
        weekend: [Weekday], years: ClosedRange<Int>, holidays: [Holiday], gaps: [String] = [], sources: [Source]
    ) {
        self.key = key
        self.status = status
        self.title = title
        self.country = country
        self.timeZone = timeZone
        self.weekend = weekend
        self.years = years
        self.holidays = holidays
        self.gaps = gaps
        self.sources = sources
    }
}

/// A public holiday, and how its day is found.
public struct Holiday: Codable, Sendable, Equatable {
    /// How the day is found in a year.
    public enum Rule: Codable, Sendable, Equatable {
        /// The same day every year.
        case date(month: Int, day: Int)
        /// So many days after Easter Sunday; before, where negative.
        case easter(Int)
        /// The so-manieth of a day of the week in a month, from 1.
        case nth(Int, Weekday, month: Int)
        /// These days and no others, as they were announced.
        case days([CalendarDate])
    }

    /// A slug, unique in its calendar.
    public var id: String
    /// Its name.
    public var name: String
    /// How its day is found.
    public var rule: Rule
    /// Where it falls on one of these, the next day that is neither weekend nor holiday is free in its place.
    public var makesUpFor: [Weekday]

    /// A holiday.
    public init(id: String, name: String, rule: Rule, makesUpFor: [Weekday] = []) {
        self.id = id
        self.name = name
        self.rule = rule
        self.makesUpFor = makesUpFor
    }

    /// Its days in a year.
    public func days(in year: Int) -> [CalendarDate] {
        switch rule {
        case .date(let month, let day):
            return CalendarDate(year: year, month: month, day: day).map { [$0] } ?? []
        case .easter(let days):
            return CalendarDate.easter(year).map { [$0.adding(days: days)] } ?? []
        case .nth(let count, let weekday, let month):
            guard let first = CalendarDate(year: year, month: month, day: 1) else { return [] }
            let ahead = (weekday.number - first.weekday.number + 7) % 7
            let day = first.adding(days: ahead + 7 * (count - 1))
            return day.month == month ? [day] : []
        case .days(let days):
            return days.filter { $0.year == year }
        }
    }
}

extension HolidayCalendar {
    /// A free day and why it is free.
    public struct FreeDay: Sendable, Equatable, Comparable {
        /// The day.
        public var day: CalendarDate
        /// The holiday's name.
        public var name: String
        /// Whether it is free in place of a holiday that fell on another.
        public var isInPlace: Bool

        /// Earlier days first, then names.
        public static func < (left: Self, right: Self) -> Bool { (left.day, left.name) < (right.day, right.name) }
    }

    /// The free days of a year, earliest first; empty for a year that the calendar does not speak of.
    public func freeDays(in year: Int) -> [FreeDay] {
        guard years.contains(year) else { return [] }
        var free: [FreeDay] = []
        var inPlaceOf: [(day: CalendarDate, name: String)] = []
        for holiday in holidays {
            for day in holiday.days(in: year) {
                free.append(FreeDay(day: day, name: holiday.name, isInPlace: false))
                if holiday.makesUpFor.contains(day.weekday) { inPlaceOf.append((day, holiday.name)) }
            }
        }
        var taken = Set(free.map(\.day))
        for (fell, name) in inPlaceOf.sorted(by: { ($0.day, $0.name) < ($1.day, $1.name) }) {
            var day = fell.adding(days: 1)
            while taken.contains(day) || weekend.contains(day.weekday) { day = day.adding(days: 1) }
            taken.insert(day)
            free.append(FreeDay(day: day, name: name, isInPlace: true))
        }
        return free.sorted()
    }
}
