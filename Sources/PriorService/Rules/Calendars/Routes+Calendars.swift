import Assessment
import HTTPTypes

extension Routes {
    static let calendars: [Route] = [
        .list(
            "/api/calendars", "listCalendars", for: .anyone, of: CalendarSummaryBody.self,
            "The calendars that working days are counted by, one for each country.", CalendarRoutes.list),
        .get(
            "/api/calendars/{key}", "showCalendar", for: .anyone,
            query: [.may("year", .integer(1...9999), "Of which year; of this and the next when not given.")],
            gives: .ok(CalendarBody.self), also: [.init(status: .notModified, body: .nothing)],
            "The free days of a country (`LS`, or one version of its calendar, `lesotho@1`), with their source.",
            CalendarRoutes.show),
    ]
}
