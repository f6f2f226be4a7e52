import Assessment
import Foundation
import Postgres

/// What work costs an institution that it says a price of.
enum WorkKind: String, Codable, CaseIterable, Sendable {
    /// A seat that was completed: every claim of a submission, marked once.
    case seat
    /// A moderator's look at one outcome.
    case moderation
    /// An appeal that was heard to its end.
    case appeal
    /// A visit to where a learner works.
    case siteVisit
}

/// A price from a day on.
struct NewCostBody: RequestBody {
    var amount: String
    var currency: String
    var from: CalendarDate?

    static let schema = Schema.object([
        .must("amount", .decimal, "What one costs, 0 or more, as `450` or `137.50`."),
        .must("currency", .text(3), "In which currency, three letters of ISO 4217: `LSL`, `JMD`, `BBD`."),
        .may("from", .date, "From which day on; today when not given. A price of that day is written over."),
    ])

    /// - Throws: 422 for what is no currency.
    func price() throws -> Decimal {
        guard currency.wholeMatch(of: /[A-Z]{3}/) != nil else {
            throw Problem.invalid("/currency", "currency", "Send three letters of ISO 4217, as LSL.")
        }
        guard let price = Decimal(string: amount, locale: nil) else { throw Problem.unexpected }
        return price
    }
}

/// A price that an institution has set.
struct CostBody: AnswerBody {
    var kind: WorkKind
    var from: CalendarDate
    var amount: String
    var currency: String
    var setBy: ID<Person>
    var setAt: Date

    static let schema = Schema.object([
        .must("kind", .choice(of: WorkKind.self), "Of what."), .must("from", .date, "From which day on."),
        .must("amount", .decimal, "What one costs."), .must("currency", .text(3), "In which currency."),
        .must("setBy", .id, "Who set it."), .must("setAt", .dateTime, "When."),
    ])
}

/// What work costs, entered by the institution itself, for its statistics and nothing else.
enum CostRoutes {
    static func put(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        try person.require(.setCosts, at: institution, of: "institution")
        guard let kind = WorkKind(rawValue: try call.text("kind")) else { throw Problem.notFound("kind of work") }
        let body = try call.body(NewCostBody.self)
        let price = try body.price()
        let cost = CostBody(
            kind: kind, from: body.from ?? CalendarDate(call.now), amount: price.description, currency: body.currency,
            setBy: person.id, setAt: call.now)
        return try await call.change { change in
            try await change.connection.execute(
                """
                insert into work_cost (institution_id, kind, from_day, amount, currency, set_by, set_at)
                values (\(institution), \(kind.rawValue), \(cost.from), \(price), \(cost.currency), \(person.id), \(call.now))
                on conflict (institution_id, kind, from_day) do update set amount = excluded.amount,
                    currency = excluded.currency, set_by = excluded.set_by, set_at = excluded.set_at
                """)
            change.record(
                "institution.costSet", of: institution, at: institution,
                to: "\(kind.rawValue) \(cost.amount) \(cost.currency) from \(cost.from)")
            return try .ok(cost)
        }
    }

    static func list(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        try person.require(.audit, at: institution, of: "institution")
        let page = try call.page(keys: 2)
        let after: SQL =
            if let values = page.after { "and (kind, from_day) > (\(values[0]), \(CalendarDate(values[1])))" } else {
                ""
            }
        let costs = try await call.resources.database.query(
            """
            select kind, from_day, amount, currency, set_by, set_at from work_cost
            where institution_id = \(institution) \(after) order by kind, from_day limit \(page.rows)
            """
        ).map { row in
            let (kind, amount): (String, Decimal) = (try row["kind"], try row["amount"])
            guard let kind = WorkKind(rawValue: kind) else { throw Problem.unexpected }
            return CostBody(
                kind: kind, from: try row["from_day"], amount: amount.description, currency: try row["currency"],
                setBy: try row["set_by"], setAt: try row["set_at"])
        }
        return try call.list(costs, page) { [$0.kind.rawValue, $0.from.description] }
    }
}
