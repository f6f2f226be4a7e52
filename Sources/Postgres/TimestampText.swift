import Foundation

/// The ISO form of `timestamptz` in UTC, with microseconds: `2024-05-06 07:08:09.000001+00`.
///
/// https://www.postgresql.org/docs/15/datatype-datetime.html#DATATYPE-DATETIME-OUTPUT
/// The calendar is Howard Hinnant's `days_from_civil`, https://howardhinnant.github.io/date_algorithms.html
enum TimestampText {
    /// Microseconds from 1970 to Foundation's reference date in 2001.
    private static let reference: Int64 = 978_307_200_000_000
    private static let day: Int64 = 86_400_000_000

    /// The text, rounded to the microsecond. Dates that PostgreSQL cannot hold become a text it refuses.
    static func make(_ date: Date) -> String {
        let sinceReference = (date.timeIntervalSinceReferenceDate * 1_000_000).rounded()
        // Beyond 9e17 microseconds (28,000 years) Int64 arithmetic is not safe, and no record of learning lives there.
        guard sinceReference.magnitude < 9e17 else { return "out of range" }
        let instant = Int64(sinceReference) + reference
        let days = instant >= 0 ? instant / day : (instant - day + 1) / day
        let rest = instant - days * day
        let (year, month, dayOfMonth) = civil(days)
        let seconds = rest / 1_000_000
        var text = padded(year > 0 ? year : 1 - year, 4)
        text += "-" + padded(month, 2) + "-" + padded(dayOfMonth, 2)
        text += " " + padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" + padded(seconds % 60, 2)
        let fraction = rest % 1_000_000
        if fraction > 0 { text += "." + padded(fraction, 6) }
        text += "+00"
        if year <= 0 { text += " BC" }
        return text
    }

    static func date(of text: UnsafeRawBufferPointer) throws -> Date {
        var scanner = Scanner(text: text)
        var year = try scanner.number(digits: 4...6)
        try scanner.expect("-")
        let month = try scanner.number(digits: 2...2)
        try scanner.expect("-")
        let dayOfMonth = try scanner.number(digits: 2...2)
        try scanner.expect(" ")
        let hours = try scanner.number(digits: 2...2)
        try scanner.expect(":")
        let minutes = try scanner.number(digits: 2...2)
        try scanner.expect(":")
        let seconds = try scanner.number(digits: 2...2)
        let fraction = scanner.skip(".") ? try scanner.fraction() : 0
        // The session's time zone is UTC; another offset means a `timestamp` or a changed zone, which would be guessed.
        try scanner.expect("+")
        guard try scanner.number(digits: 2...2) == 0 else { throw Scanner.fault }
        if scanner.skip(" ") {
            try scanner.expect("B")
            try scanner.expect("C")
            year = 1 - year
        }
        guard scanner.isAtEnd, (1...12).contains(month), (1...31).contains(dayOfMonth) else { throw Scanner.fault }
        let time = (hours * 3600 + minutes * 60 + seconds) * 1_000_000 + fraction
        let instant = days(year: year, month: month, day: dayOfMonth) * day + time
        return Date(timeIntervalSinceReferenceDate: Double(instant - reference) / 1_000_000)
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

/// Reads a fixed form byte by byte.
private struct Scanner {
    static let fault = PostgresValueError("is no timestamptz in UTC")
    let text: UnsafeRawBufferPointer
    private var position = 0

    init(text: UnsafeRawBufferPointer) {
        self.text = text
    }

    var isAtEnd: Bool { position == text.count }

    mutating func number(digits: ClosedRange<Int>) throws -> Int64 {
        let start = position
        var number: Int64 = 0
        while position < text.count, position - start < digits.upperBound, let digit = digit(at: position) {
            number = number * 10 + digit
            position += 1
        }
        guard position - start >= digits.lowerBound else { throw Self.fault }
        return number
    }

    mutating func fraction() throws -> Int64 {
        let start = position
        var number = try number(digits: 1...6)
        for _ in (position - start)..<6 { number *= 10 }
        return number
    }

    mutating func expect(_ character: Unicode.Scalar) throws {
        guard skip(character) else { throw Self.fault }
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard position < text.count, text[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private func digit(at position: Int) -> Int64? {
        let digit = text[position] &- UInt8(ascii: "0")
        return digit < 10 ? Int64(digit) : nil
    }
}
