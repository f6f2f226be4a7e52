import Assessment
import Foundation
import HTTPTypes
import NIOCore
import Postgres
import Reliability

/// How well the assessors of an institution agree.
enum ReliabilityRoutes {
    /// Everything for staff; for an assessor what is said of themself.
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let filter = try call.ratingFilter()
        let isStaff = person.holds(.readPortfolios, at: filter.institution)
        guard isStaff || person.holds(.assess, at: filter.institution) else {
            throw Problem.forbidden("This needs the permission `readPortfolios` or `assess` at the institution.")
        }
        guard isStaff || filter.assessor == nil || filter.assessor == person.id else {
            throw Problem.forbidden("An assessor sees their own figures.")
        }
        let ratings = try await call.resources.database.withConnection {
            try await $0.ratings(filter, sharedWith: isStaff ? nil : person.id, call.resources.rubrics)
        }
        let resamples = Self.resamples(for: ratings.count)
        guard isStaff else {
            let own = ReliabilityReport.severity(of: person.id.description, in: ratings, resamples: resamples)
            return try .ok(ReliabilityBody(filter, ratings.count, resamples, assessors: [own]))
        }
        let report = ReliabilityReport(ratings, resamples: resamples)
        var body = ReliabilityBody(filter, ratings.count, resamples, assessors: report.assessors)
        if let one = filter.assessor { body.assessors.removeAll { $0.assessor != one.description } }
        (body.units, body.criteria) = (report.units, report.criteria)
        return try .ok(body)
    }

    /// The marks themselves, as `prior reliability` reads them.
    static func ratings(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let filter = try call.ratingFilter()
        try person.require(.readPortfolios, at: filter.institution, of: "institution")
        let ratings = try await call.resources.database.withConnection {
            try await $0.ratings(filter, call.resources.rubrics)
        }
        let lines = ratings.map { rating in
            [rating.unit, rating.criterion, rating.item, rating.assessor, String(rating.level), rating.period ?? ""]
                .joined(separator: ",")
        }
        let text = (["unit,criterion,item,assessor,level,period"] + lines).joined(separator: "\r\n") + "\r\n"
        return Answer(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8", .contentDisposition: "attachment; filename=\"ratings.csv\"",
            ], body: .bytes(ByteBuffer(string: text)))
    }

    /// Fewer draws for more marks, so that no question takes the service's breath.
    private static func resamples(for ratings: Int) -> Int { min(1000, max(100, 10_000_000 / max(ratings, 1))) }
}

extension Call {
    /// Reads `?unit`, `?criterion`, `?assessor`, `?from` and `?to`; the last year, where no time is named.
    fileprivate func ratingFilter() throws -> RatingFilter {
        func day(_ name: String) throws -> Date? {
            guard let text = try query(name) else { return nil }
            guard let day = CalendarDate(text) else { throw Problem.invalidQuery(name, "Send a day, as 2026-11-01.") }
            return RFC3339.date("\(day)T00:00:00.000Z")
        }
        var filter = RatingFilter(
            institution: try id(of: Institution.self), unit: try query("unit"), criterion: try query("criterion"),
            from: try day("from") ?? now.addingTimeInterval(-366 * 86_400),
            to: try day("to").map { $0.addingTimeInterval(86_400) } ?? now.addingTimeInterval(1))
        if let text = try query("assessor") {
            guard let id = ID<Person>(text) else { throw Problem.invalidQuery("assessor", "Send a person's id.") }
            filter.assessor = id
        }
        return filter
    }
}

/// How well assessors agree, from which marks, and how it was worked out.
struct ReliabilityBody: AnswerBody {
    var institution: ID<Institution>
    var from: Date
    var to: Date
    var ratings: Int
    var seed: Int
    var resamples: Int
    var units: [ReliabilityReport.Group] = []
    var criteria: [ReliabilityReport.Group] = []
    var assessors: [Severity]

    init(_ filter: RatingFilter, _ ratings: Int, _ resamples: Int, assessors: [Severity]) {
        institution = filter.institution
        from = filter.from
        to = filter.to
        self.ratings = ratings
        seed = 1
        self.resamples = resamples
        self.assessors = assessors
    }

    static let schema = Schema.object([
        .must("institution", .id, "Where."),
        .must("from", .dateTime, "Marks submitted from then on"),
        .must("to", .dateTime, "and before then."),
        .must("ratings", .integer(0...Int.max), "How many marks: those first given, blind, by the policy's seats."),
        .must("seed", .integer(0...Int.max), "From which the intervals are drawn."),
        .must("resamples", .integer(0...100_000), "How often."),
        .must("units", .list(of: .any), "Agreement by unit, and by quarter; see docs/reliability.md. For staff."),
        .must("criteria", .list(of: .any, 0...100_000), "Agreement by criterion, and by quarter. For staff."),
        .must("assessors", .list(of: .any), "Severity and drift by assessor; for an assessor only their own."),
    ])
}
