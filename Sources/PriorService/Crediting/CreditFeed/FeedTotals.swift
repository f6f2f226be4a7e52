import Assessment
import Foundation
import Postgres

/// What an institution's feed came to over a time, to hold its own books against.
struct FeedTotalsBody: AnswerBody {
    var from: CalendarDate
    var to: CalendarDate
    var position: String
    var units: [UnitTotalsBody]

    static let schema = Schema.object([
        .must("from", .date, "The first day that counts, in UTC."),
        .must("to", .date, "The last one."),
        .must(
            "position", .text(20),
            "The position of the feed's last entry when this was counted. Who has read to it has seen all of it."),
        .must("units", .list(of: .named(UnitTotalsBody.self)), "By unit and credit system."),
    ])
}

/// What came of one unit: of the credits that the feed told as granted or corrected in the time.
struct UnitTotalsBody: AnswerBody {
    var unit: String
    var creditSystem: String?
    var told: Int
    var standing: Int
    var credits: String?
    var accepted: Int
    var partly: Int
    var refused: Int
    var unanswered: Int
    var creditsAccepted: String?

    static let schema = Schema.object([
        .must("unit", .text(120), "The unit and its version."),
        .may("creditSystem", .slug, "Which credits; absent where the unit carries none."),
        .must("told", .integer(0...Int.max), "How many credits the feed told in the time."),
        .must("standing", .integer(0...Int.max), "How many of them count now: not suspended, revoked or replaced."),
        .may("credits", .decimal, "What those carry together."),
        .must("accepted", .integer(0...Int.max), "How many of those you accepted; your latest receipt counts."),
        .must("partly", .integer(0...Int.max), "How many in part."),
        .must("refused", .integer(0...Int.max), "How many not."),
        .must("unanswered", .integer(0...Int.max), "How many you have not answered."),
        .may("creditsAccepted", .decimal, "What you accepted of them together."),
    ])
}

extension CreditFeedRoutes {
    static let totalsQuery: [Schema.Field] = [
        .may("from", .date, "The first day that counts, in UTC; from the beginning when not given."),
        .may("to", .date, "The last one; until today when not given."),
    ]

    static func totals(_ call: Call) async throws -> Answer {
        let client = try call.client()
        func day(_ name: String, or standard: CalendarDate) throws -> CalendarDate {
            guard let text = try call.query(name) else { return standard }
            guard let day = CalendarDate(text) else { throw Problem.invalidQuery(name, "Send a date, as 2026-11-22.") }
            return day
        }
        let from = try day("from", or: CalendarDate(Date(timeIntervalSince1970: 0)))
        let to = try day("to", or: CalendarDate(call.now))
        return try .ok(try await call.resources.database.feedTotals(of: client.institution, from: from, to: to))
    }
}

extension Database {
    /// Both statements see one moment.
    fileprivate func feedTotals(
        of institution: ID<Institution>, from: CalendarDate, to: CalendarDate
    ) async throws -> FeedTotalsBody {
        try await transaction(isolation: .repeatableRead) { connection in
            let last = try await connection.first(
                "select last_position from feed where institution_id = \(institution)")
            let position: Int = try last?["last_position"] ?? 0
            let rows = try await connection.query(
                """
                with told as (
                    select distinct credit_id from feed_entry
                    where institution_id = \(institution) and kind in ('granted', 'corrected')
                        and at >= (\(from)::date at time zone 'UTC') and at < ((\(to)::date + 1) at time zone 'UTC')
                ), answer as (
                    select distinct on (credit_id) credit_id, verdict, credits from receipt
                    where institution_id = \(institution) order by credit_id, number desc
                ), counted as (
                    select k.unit_id, k.unit_version, k.credit_system, k.credits, a.verdict,
                        k.suspended_at is null and k.revoked_at is null and k.replaced_at is null as stands,
                        case a.verdict when 'accepted' then k.credits when 'partly' then a.credits end as taken
                    from told t join credit k on k.id = t.credit_id left join answer a on a.credit_id = k.id
                )
                select unit_id, unit_version, credit_system, count(*) as told, count(*) filter (where stands) as standing,
                    sum(credits) filter (where stands) as credits,
                    count(*) filter (where stands and verdict = 'accepted') as accepted,
                    count(*) filter (where stands and verdict = 'partly') as partly,
                    count(*) filter (where stands and verdict = 'refused') as refused,
                    count(*) filter (where stands and verdict is null) as unanswered,
                    sum(taken) filter (where stands) as taken
                from counted group by unit_id, unit_version, credit_system
                order by unit_id, unit_version, credit_system
                """)
            return FeedTotalsBody(
                from: from, to: to, position: String(position), units: try rows.map(UnitTotalsBody.init(row:)))
        }
    }
}

extension UnitTotalsBody {
    fileprivate init(row: Row) throws {
        let (credits, taken): (Decimal?, Decimal?) = (try row["credits"], try row["taken"])
        self.init(
            unit: try DocumentKey(row, "unit_id", "unit_version").description, creditSystem: try row["credit_system"],
            told: try row["told"], standing: try row["standing"], credits: credits?.description,
            accepted: try row["accepted"], partly: try row["partly"], refused: try row["refused"],
            unanswered: try row["unanswered"], creditsAccepted: taken?.description)
    }
}
