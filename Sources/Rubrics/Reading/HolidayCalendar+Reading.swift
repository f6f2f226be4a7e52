import Assessment
import Foundation

extension HolidayCalendar {
    /// Reads a calendar; nil where the document is not of its shape.
    init?(_ place: Place) {
        let own = ["title", "country", "timeZone", "weekend", "years", "holidays", "gaps", "sources"]
        guard let fields = Fields(place, keys: Header.keys + own) else { return nil }
        let citations = Citations(fields)
        let header = Header(fields, kind: .calendar)
        let title = fields.required("title") { $0.text() }
        let country = fields.required("country") { $0.country() }
        let timeZone = fields.required("timeZone") { $0.timeZone() }
        let weekend = fields.list("weekend") { $0.choice(Weekday.self) }
        let years = fields.required("years") { $0.years() }
        let holidays = fields.list("holidays") { Holiday($0) }
        let gaps = fields.optionalList("gaps") { $0.text() }
        guard let header, let title, let country, let timeZone, let weekend, let years, let holidays else { return nil }
        self.init(
            key: header.key, status: header.status, title: title, country: country, timeZone: timeZone,
            weekend: weekend, years: years, holidays: holidays, gaps: gaps, sources: citations.sources)
    }
}

extension Holiday {
    fileprivate init?(_ place: Place) {
        let ways = ["date", "easter", "nth", "days"]
        guard let fields = Fields(place, keys: ["id", "name", "makesUpFor"] + ways) else { return nil }
        let id = fields.required("id") { $0.slug() }
        let name = fields.required("name") { $0.text() }
        let makesUpFor = fields.optionalList("makesUpFor") { $0.choice(Weekday.self) }
        guard ways.filter({ fields.has($0) }).count == 1 else {
            let _: Never? = place.wrong(
                "How the day is found is said in no way, or in several.",
                "Write one of: \(ways.joined(separator: ", ")).")
            return nil
        }
        let date = fields.optional("date") { $0.monthAndDay() }
        let easter = fields.optional("easter") { $0.days(aroundEaster: 100) }
        let nth = fields.optional("nth") { Rule(nth: $0) }
        let days = fields.optional("days") { $0.list(atLeast: 1) { $0.day() } }
        guard let id, let name, let rule = date ?? easter.map(Rule.easter) ?? nth ?? days.map(Rule.days) else {
            return nil
        }
        self.init(id: id, name: name, rule: rule, makesUpFor: makesUpFor)
    }
}

extension Holiday.Rule {
    fileprivate init?(nth place: Place) {
        guard let fields = Fields(place, keys: ["count", "weekday", "month"]) else { return nil }
        let count = fields.required("count") { $0.integer(1...4) }
        let weekday = fields.required("weekday") { $0.choice(Weekday.self) }
        let month = fields.required("month") { $0.integer(1...12) }
        guard let count, let weekday, let month else { return nil }
        self = .nth(count, weekday, month: month)
    }
}

extension Place {
    fileprivate func country() -> String? {
        guard let text = text() else { return nil }
        guard text.wholeMatch(of: /[A-Z]{2}/) != nil else {
            return wrong("\"\(text)\" is not a country.", "Write the two letters of ISO 3166: LS.")
        }
        return text
    }

    fileprivate func years() -> ClosedRange<Int>? {
        guard let fields = Fields(self, keys: ["from", "through"]) else { return nil }
        let from = fields.required("from") { $0.integer(1900...2999) }
        let through = fields.required("through") { $0.integer(1900...2999) }
        guard let from, let through else { return nil }
        guard from <= through, through - from < 100 else {
            return wrong("The years \(from) to \(through) are no span.", "Write the first and the last, at most 100.")
        }
        return from...through
    }

    fileprivate func monthAndDay() -> Holiday.Rule? {
        guard let text = text() else { return nil }
        guard let match = text.wholeMatch(of: /([0-9]{2})-([0-9]{2})/), let month = Int(match.1),
            let day = Int(match.2), CalendarDate(year: 2024, month: month, day: day) != nil
        else { return wrong("\"\(text)\" is not a day of the year.", "Write month and day in quotes: \"03-11\".") }
        return .date(month: month, day: day)
    }

    fileprivate func days(aroundEaster most: Int) -> Int? {
        guard case .number(let number) = tree.value, let days = Int(number), abs(days) <= most else {
            return wrong(
                "This is \(tree.kind), and days after Easter Sunday belong here.",
                "Write a whole number: -2 for Good Friday."
            )
        }
        return days
    }
}
