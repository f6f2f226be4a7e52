import Assessment

extension HolidayCalendar {
    /// Notes what the calendar says against itself.
    func check(_ faults: Faults) {
        checkUnique(sources.map(\.id), "source", faults) { ["sources", .index($0), "id"] }
        checkUnique(holidays.map(\.id), "holiday", faults) { ["holidays", .index($0), "id"] }
        if Set(weekend).count > 3 {
            faults.add(["weekend"], "Hardly a day is worked.", "Name at most three days of the week.")
        }
        for (index, holiday) in holidays.enumerated() {
            guard case .days(let days) = holiday.rule, let outside = days.first(where: { !years.contains($0.year) })
            else { continue }
            faults.add(
                ["holidays", .index(index), "days"],
                "\(outside) lies outside the years \(years.lowerBound) to \(years.upperBound).",
                "Leave it out, or say that the calendar speaks of that year.")
        }
    }
}

/// The calendars that policies may name.
struct Calendars {
    private let countries: [DocumentKey: String]

    init(_ drafts: [Draft]) {
        var countries: [DocumentKey: String] = [:]
        for draft in drafts {
            if case .calendar(let calendar) = draft.content { countries[calendar.key] = calendar.country }
        }
        self.countries = countries
    }

    /// Notes each calendar of a policy that is not there, and two for one country.
    func check(_ named: [DocumentKey], _ faults: Faults) {
        var seen: [String: DocumentKey] = [:]
        for (index, key) in named.enumerated() {
            guard let country = countries[key] else {
                let known = countries.keys.map(\.description).sorted()
                faults.add(
                    ["calendars", .index(index)], "There is no calendar \(key).",
                    Suggestion.sentence(for: key.description, among: known))
                continue
            }
            if let first = seen[country] {
                faults.add(
                    ["calendars", .index(index)], "\(first) is a calendar of \(country) too.",
                    "Name one for each country.")
            }
            seen[country] = key
        }
    }
}
