import Assessment
import Foundation
import HTTPTypes
import HummingbirdCore
import Rubrics

/// What working days are counted by, for anyone to read.
enum CalendarRoutes {
    static func list(_ call: Call) async throws -> Answer {
        let page = try call.page(keys: 1)
        let after = page.after?.first ?? ""
        let calendars = call.resources.rubrics.calendarsInUse.values.map(\.value).filter { $0.country > after }
            .sorted { $0.country < $1.country }
        let bodies = calendars.prefix(page.limit + 1).map(CalendarSummaryBody.init)
        return try call.list(bodies, page) { [$0.country] }
    }

    /// The days of this year and the next, or of the year that is asked for. Whoever has them need not pay for them again.
    static func show(_ call: Call) async throws -> Answer {
        let text = try call.text("key")
        let rubrics = call.resources.rubrics
        let named = DocumentKey(text.removingPercentEncoding ?? text).flatMap { rubrics.calendars[$0] }
        guard let document = named ?? rubrics.calendarsInUse[text.uppercased()] else {
            throw Problem.notFound("calendar")
        }
        let asked = try call.query("year").flatMap { Int($0) }
        let today = CalendarDate(call.now).year
        let years = asked.map { [$0] } ?? [today, today + 1]
        let entityTag = "\"\(document.fingerprint)-\(years.map(String.init).joined(separator: "-"))\""
        let headers: HTTPFields = [.eTag: entityTag, .cacheControl: "public, max-age=86400"]
        guard !call.request.headers.alreadyHave(entityTag) else {
            return Answer(status: .notModified, headers: headers)
        }
        var answer = try Answer.ok(CalendarBody(document.value, years))
        for header in headers { answer.headers[header.name] = header.value }
        return answer
    }
}

extension RubricsLibrary {
    /// By country, the newest calendar that is published.
    var calendarsInUse: [String: Document<HolidayCalendar>] {
        let published = calendars.values.filter { $0.status == .published }.sorted { $0.key < $1.key }
        return Dictionary(published.map { ($0.value.country, $0) }) { _, newer in newer }
    }
}
