import Foundation

/// Points in time as RFC 3339 writes them, proleptic Gregorian, years 1 to 9999.
enum RFC3339 {
    /// Reads `2026-11-22T08:30:00Z`, with a fraction of one to nine digits or without, in UTC or with an offset.
    ///
    /// Stricter than the RFC in two places: `T` and `Z` are capital letters, and a leap second (`:60`) is refused
    /// because it has no place in `Date` or PostgreSQL.
    /// - Returns: nil for anything else, an impossible day such as 30 February or an hour 24 among it.
    static func date(_ text: String) -> Date? {
        var digits = Reader(text)
        guard let year = digits.number(4), year > 0, digits.skip("-"),
            let month = digits.number(2), (1...12).contains(month), digits.skip("-"),
            let day = digits.number(2), (1...days(in: month, of: year)).contains(day), digits.skip("T"),
            let hour = digits.number(2), hour < 24, digits.skip(":"),
            let minute = digits.number(2), minute < 60, digits.skip(":"),
            let second = digits.number(2), second < 60,
            let fraction = digits.fraction(), let offset = digits.offset(), digits.isAtEnd
        else { return nil }
        let seconds = dayNumber(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        return Date(timeIntervalSince1970: Double(seconds) + fraction)
    }

    /// The time in UTC, to the nearest millisecond: `2026-11-22T08:30:00.000Z`.
    static func string(_ date: Date) -> String {
        var bytes: [UInt8] = []
        write(date, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the time in UTC, to the nearest millisecond. A time outside the years 1 to 9999 is written as the nearest
    /// one inside.
    static func write(_ date: Date, to bytes: inout [UInt8]) {
        let exact = (date.timeIntervalSince1970 * 1_000).rounded()
        let milliseconds = Int(min(max(exact, -62_135_596_800_000), 253_402_300_799_999))
        let dayNumber = milliseconds.quotientRoundedDown(86_400_000)
        let inDay = milliseconds - dayNumber * 86_400_000
        let (year, month, day) = civil(dayNumber)
        append(year, 4, "-", to: &bytes)
        append(month, 2, "-", to: &bytes)
        append(day, 2, "T", to: &bytes)
        append(inDay / 3_600_000, 2, ":", to: &bytes)
        append(inDay / 60_000 % 60, 2, ":", to: &bytes)
        append(inDay / 1_000 % 60, 2, ".", to: &bytes)
        append(inDay % 1_000, 3, "Z", to: &bytes)
    }

    private static func append(_ number: Int, _ width: Int, _ mark: Unicode.Scalar, to bytes: inout [UInt8]) {
        // No table: an array here would be allocated for each of the seven numbers.
        var power = width == 4 ? 1_000 : width == 3 ? 100 : 10
        while power > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / power % 10))
            power /= 10
        }
        bytes.append(UInt8(ascii: mark))
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Days from 1 January 1970, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms": years begin in
    /// March, so that the leap day is the last of them.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year.quotientRoundedDown(400)
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The inverse of `dayNumber`, from the same source.
    private static func civil(_ dayNumber: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = dayNumber + 719_468
        let era = shifted.quotientRoundedDown(146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    /// Walks over the text's bytes.
    private struct Reader {
        private var rest: Substring.UTF8View

        init(_ text: String) { rest = Substring(text).utf8 }

        var isAtEnd: Bool { rest.isEmpty }

        mutating func skip(_ mark: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: mark) else { return false }
            rest.removeFirst()
            return true
        }

        mutating func digit() -> Int? {
            guard let byte = rest.first, (0x30...0x39).contains(byte) else { return nil }
            rest.removeFirst()
            return Int(byte - 0x30)
        }

        mutating func number(_ width: Int) -> Int? {
            var number = 0
            for _ in 0..<width {
                guard let digit = digit() else { return nil }
                number = number * 10 + digit
            }
            return number
        }

        /// 0 where there is none, nil where there is a point and not one to nine digits.
        mutating func fraction() -> Double? {
            guard skip(".") else { return 0 }
            var number = 0.0
            var scale = 1.0
            while let digit = digit() {
                number = number * 10 + Double(digit)
                scale *= 10
            }
            return (10...1e9).contains(scale) ? number / scale : nil
        }

        /// Seconds east of UTC.
        mutating func offset() -> Int? {
            if skip("Z") { return 0 }
            let east = skip("+")
            guard east || skip("-"), let hours = number(2), hours < 24, skip(":"), let minutes = number(2), minutes < 60
            else { return nil }
            return (hours * 3_600 + minutes * 60) * (east ? 1 : -1)
        }
    }
}

extension Int {
    /// Division that rounds towards minus infinity, for a positive divisor.
    fileprivate func quotientRoundedDown(_ divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
