import Assessment
import Foundation
import Postgres

/// What the claims of a group cost; nil for all.
struct StatisticsCosts: Sendable {
    var group: String?
    var claims: Int
    /// Submissions that they came in.
    var cases: Int
    var people: Int
    /// For seats, moderations, appeals and site visits.
    var amounts: [Double]
}

extension Connection {
    /// The currency of the price that an institution set last for a day before the end of a period; nil where it set none.
    func currency(of institution: ID<Institution>, _ period: StatisticsPeriod) async throws -> String? {
        try await first(
            """
            select currency from work_cost where institution_id = \(institution) and from_day < \(CalendarDate(period.to))
            order by from_day desc, set_at desc limit 1
            """)?["currency"]
    }

    /// What the claims decided in a period cost, each piece of work at the price of its day in one currency. A seat marks
    /// every claim of its submission, so that each bears its share.
    func costs(
        by group: StatisticsGroup, at institution: ID<Institution>, _ period: StatisticsPeriod, in currency: String
    ) async throws -> [StatisticsCosts] {
        try await query(
            """
            with decided as (
                select c.id as claim_id, r.submission_id, r.id as recommendation_id, p.learner_id,
                    \(group.expression(at: "d.decided_at")) as grp,
                    (select count(*) from submission_claim k where k.submission_id = r.submission_id) as sharing
                from decision d join recommendation r on r.id = d.recommendation_id join claim c on c.id = r.claim_id
                    join portfolio p on p.id = c.portfolio_id left join person_about q on q.person_id = p.learner_id
                where d.institution_id = \(institution) and d.decided_at >= \(period.from) and d.decided_at < \(period.to)),
            work as (
                select x.claim_id, 'seat' as kind, g.completed_at as at, 1.0 / x.sharing as share
                from decided x join assignment g on g.submission_id = x.submission_id
                union all select x.claim_id, 'moderation', m.decided_at, 1
                from decided x join moderation m on m.submission_id = x.submission_id and m.claim_id = x.claim_id
                union all select x.claim_id, 'appeal', o.decided_at, 1
                from decided x join appeal l on l.recommendation_id = x.recommendation_id
                    join appeal_outcome o on o.appeal_id = l.id
                union all select x.claim_id, 'siteVisit', e.conductor_signed_at, 1
                from decided x join encounter_report e on e.claim_id = x.claim_id and e.kind = 'siteVisit'),
            priced as (
                select w.claim_id, w.kind, sum(w.share * (select r.amount from work_cost r
                    where r.institution_id = \(institution) and r.kind = w.kind and r.currency = \(currency)
                        and r.from_day <= (w.at at time zone 'UTC')::date order by r.from_day desc limit 1)) as amount
                from work w where w.at < \(period.to) group by w.claim_id, w.kind),
            cost as (
                select claim_id, sum(amount) filter (where kind = 'seat') as seat,
                    sum(amount) filter (where kind = 'moderation') as moderation,
                    sum(amount) filter (where kind = 'appeal') as appeal,
                    sum(amount) filter (where kind = 'siteVisit') as visit
                from priced group by claim_id)
            select x.grp, count(*) as claims, count(distinct x.submission_id) as cases,
                count(distinct x.learner_id) as people,
                array[coalesce(sum(y.seat), 0), coalesce(sum(y.moderation), 0), coalesce(sum(y.appeal), 0),
                    coalesce(sum(y.visit), 0)]::float8[] as amounts
            from decided x left join cost y on y.claim_id = x.claim_id group by grouping sets ((x.grp), ())
            """
        ).map { row in
            StatisticsCosts(
                group: try row["grp"], claims: try row["claims"], cases: try row["cases"], people: try row["people"],
                amounts: try row["amounts"])
        }
    }
}

extension StatisticsBody {
    /// What cases cost: a group that stands for few people is withheld whole, and with it as many others as it takes.
    init(
        _ group: StatisticsGroup, _ period: StatisticsPeriod, _ costs: [StatisticsCosts], in currency: String?,
        smallest: Int
    ) {
        let groups = Set(costs.compactMap(\.group)).sorted()
        func cost(_ group: String?) -> StatisticsCosts? { costs.first { $0.group == group } }
        let shown = SuppressedTable(
            counts: groups.map { [cost($0)?.claims ?? 0] },
            people: (groups.map(Optional.some) + [nil]).map { Array(repeating: cost($0)?.people ?? 0, count: 2) },
            smallest: smallest
        ).shown
        let columns = StatisticsTable.costs.columns + (currency.map(Self.moneyColumns) ?? [])
        var rows = zip(groups.map(Optional.some) + [nil], shown).map { group, line in
            let isShown = line.first.flatMap { $0 } != nil
            return Row(
                group: group ?? "all",
                values: isShown
                    ? Self.values(cost(group), isPriced: currency != nil) : Array(repeating: nil, count: columns.count))
        }
        if groups.isEmpty { rows = [Row(group: "all", values: Array(repeating: 0, count: columns.count))] }
        if group == .none { rows.removeFirst(rows.count - 1) }
        self.init(
            table: StatisticsTable.costs.rawValue, by: group.rawValue, year: period.year,
            before: CalendarDate(period.to), smallest: smallest, withheld: rows.count { $0.values.first == .some(nil) },
            columns: columns, rows: rows,
            notes: [
                Self.counting, Self.closing,
                "Of claims decided in the year: completed seats, moderations, appeals and site visits, each at the price of its "
                    + "day. A seat is shared by the claims it marked; a case counts in every group that has a claim of it.",
                currency.map { "What was priced in another currency than \($0) is not counted." }
                    ?? "No price is set: PUT /api/institutions/{id}/costs/{kind}.",
            ])
    }

    private static func moneyColumns(_ currency: String) -> [String] {
        (["seats", "moderations", "appeals", "siteVisits", "total", "perCase"]).map { "\($0).\(currency)" }
    }

    private static func values(_ cost: StatisticsCosts?, isPriced: Bool) -> [Double?] {
        let cases = Double(cost?.cases ?? 0)
        let counts = [Double(cost?.claims ?? 0), cases]
        guard isPriced else { return counts }
        let amounts = cost?.amounts ?? WorkKind.allCases.map { _ in 0 }
        let total = amounts.reduce(0, +)
        return counts + amounts + [total, cases > 0 ? total / cases : nil]
    }
}
