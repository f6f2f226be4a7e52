public import Foundation

/// A day of the Gregorian calendar without a time or a zone, as evidence and validity are dated. Text form is ISO 8601,
/// `2026-03-31`; a day that does not exist is refused.
public struct CalendarDate: Hashable, Sendable, Comparable, Codable, LosslessStringConvertible {
    /// Year, 1 to 9999.
    public let year: Int
    /// Month, 1 to 12.
    public let month: Int
    /// Day of the month, from 1.
    public let day: Int

    /// Nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year)
        else {
            return nil
        }
        self.year = year
        self.month = month
        self.day = day
    }

    /// Reads `2026-03-31` and nothing else.
    public init?(_ description: String) {
        guard let match = description.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
            let year = Int(match.1), let month = Int(match.2), let day = Int(match.3)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day on which a moment falls in UTC.
    public init(_ moment: Date) {
        let parts = Self.calendar.dateComponents([.year, .month, .day], from: moment)
        year = parts.year ?? 1
        month = parts.month ?? 1
        day = parts.day ?? 1
    }

    /// The day on which a moment falls in a time zone.
    public init(_ moment: Date, in zone: TimeZone) {
        self.init(moment.addingTimeInterval(TimeInterval(zone.secondsFromGMT(for: moment))))
    }

    /// `2026-03-31`.
    public var description: String { String(format: "%04d-%02d-%02d", year, month, day) }

    /// The same day so many years on; 29 February becomes 28 February where there is none.
    public func adding(years: Int) -> CalendarDate {
        let other = min(9999, max(1, year + years))
        return CalendarDate(year: other, month: month, day: min(day, Self.days(in: month, of: other))) ?? self
    }

    /// Reads a JSON string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let date = Self(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date")
        }
        self = date
    }

    /// Writes a JSON string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// Earlier days first.
    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400)
        return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()
}

extension CalendarDate {
    /// The moment at which the day begins, in UTC.
    public var start: Date {
        Self.calendar.date(from: DateComponents(year: year, month: month, day: day)) ?? Date(timeIntervalSince1970: 0)
    }
}
