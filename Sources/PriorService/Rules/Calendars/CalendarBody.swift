import Assessment
import Foundation
import Rubrics

/// A country's calendar in a list.
struct CalendarSummaryBody: AnswerBody {
    var country: String
    var key: String
    var title: String
    var timeZone: String
    var from: Int
    var through: Int

    static let schema = Schema.object([
        .must("country", .text(2), "Of which country, two letters of ISO 3166."),
        .must("key", .text(120), "Which version of which calendar, as policies name it."),
        .must("title", .anyText(300), "What it is called."),
        .must("timeZone", .text(60), "In which zone days begin and end, by IANA's name."),
        .must("from", .integer(1...9999), "The first year it speaks of."),
        .must("through", .integer(1...9999), "The last; after it only weekends are known."),
    ])

    init(_ calendar: HolidayCalendar) {
        country = calendar.country
        key = calendar.key.description
        title = calendar.title
        timeZone = calendar.timeZone
        from = calendar.years.lowerBound
        through = calendar.years.upperBound
    }
}

/// The days on which nobody works in a country, for whoever wants to show until when something is open.
struct CalendarBody: AnswerBody {
    /// A day that is free.
    struct DayBody: AnswerBody {
        static let schemaName = "FreeDayBody"
        var day: CalendarDate
        var name: String
        var isInPlace: Bool

        static let schema = Schema.object([
            .must("day", .date, "The day."), .must("name", .anyText(200), "The holiday."),
            .must("isInPlace", .boolean, "Whether it is free in place of a holiday that fell on another day."),
        ])
    }

    /// What the calendar was written from.
    struct SourceBody: AnswerBody {
        static let schemaName = "CalendarSourceBody"
        var title: String
        var locator: String?
        var confidence: Source.Confidence

        static let schema = Schema.object([
            .must("title", .anyText(500), "What it is called."), .may("locator", .anyText(500), "Where in it."),
            .must("confidence", .choice(of: Source.Confidence.self), "How sure it is."),
        ])
    }

    var country: String
    var key: String
    var title: String
    var timeZone: String
    var weekend: [Weekday]
    var from: Int
    var through: Int
    var years: [Int]
    var days: [DayBody]
    var gaps: [String]
    var sources: [SourceBody]

    static let schema = Schema.object([
        .must("country", .text(2), "Of which country, two letters of ISO 3166."),
        .must("key", .text(120), "Which version of which calendar."),
        .must("title", .anyText(300), "What it is called."),
        .must("timeZone", .text(60), "In which zone days begin and end, by IANA's name."),
        .must("weekend", .list(of: .choice(of: Weekday.self)), "The days of the week on which nobody works."),
        .must("from", .integer(1...9999), "The first year it speaks of."),
        .must("through", .integer(1...9999), "The last; after it only weekends are known."),
        .must("years", .list(of: .integer(1...9999)), "The years whose days are here."),
        .must("days", .list(of: .named(DayBody.self), 0...10_000), "The days that are free in them, earliest first."),
        .must("gaps", .list(of: .anyText(1000)), "What is not known, a sentence each."),
        .must("sources", .list(of: .named(SourceBody.self)), "What it was written from."),
    ])

    /// - Parameter years: of which years the days are shown, as far as the calendar speaks of them.
    init(_ calendar: HolidayCalendar, _ years: [Int]) {
        let summary = CalendarSummaryBody(calendar)
        (country, key, title, timeZone) = (summary.country, summary.key, summary.title, summary.timeZone)
        (from, through) = (summary.from, summary.through)
        weekend = calendar.weekend
        self.years = years.filter(calendar.years.contains)
        days = self.years.flatMap(calendar.freeDays).map {
            DayBody(day: $0.day, name: $0.name, isInPlace: $0.isInPlace)
        }
        gaps = calendar.gaps
        sources = calendar.sources.map {
            SourceBody(title: $0.title, locator: $0.locator, confidence: $0.confidence)
        }
    }
}
