import Assessment
import Foundation
import Postgres

/// Counts by group and column with the people behind them; nil is the total.
struct StatisticsCount: Sendable {
    var group: String?
    var column: String?
    var count: Int
    var people: Int
}

/// How long steps took in a group; nil for all.
struct StatisticsTimes: Sendable {
    var group: String?
    var step: StatisticsStep
    var count: Int
    var people: Int
    /// Lower quartile, median and upper quartile, in days.
    var quartiles: [Double]
}

extension StatisticsGroup {
    /// What a claim `c` of a portfolio `p` is grouped by at a moment.
    func expression(at moment: SQL) -> SQL {
        switch self {
        case .none: "'all'"
        case .unit: "c.unit_id"
        case .quarter: "to_char(\(moment) at time zone 'UTC', 'YYYY\"-Q\"Q')"
        case .region: "coalesce(q.region, 'notGiven')"
        case .sex: "coalesce(q.sex, 'notGiven')"
        case .sector: "coalesce(q.sector, 'notGiven')"
        case .disability: "coalesce(q.disability, 'notGiven')"
        }
    }
}

extension Connection {
    /// The counts of a table with all its totals, and the people behind each of them.
    func counts(
        _ table: StatisticsTable, by group: StatisticsGroup, at institution: ID<Institution>, _ period: StatisticsPeriod
    ) async throws -> [StatisticsCount] {
        let (moment, column, source): (SQL, SQL, SQL) =
            switch table {
            case .outcomes:
                ("o.settled_at", "o.outcome", "claim_outcome o join claim c on c.id = o.claim_id")
            case .decisions:
                (
                    "d.decided_at", "d.verdict",
                    """
                    decision d join recommendation r on r.id = d.recommendation_id join claim c on c.id = r.claim_id
                    """
                )
            case .funnel, .steps, .workload, .costs: ("c.made_at", Self.stage, "claim c")
            }
        return try await query(
            """
            with counted as (
                select p.learner_id, \(group.expression(at: moment)) as grp, \(column) as col
                from \(source) join portfolio p on p.id = c.portfolio_id
                    left join person_about q on q.person_id = p.learner_id
                where c.institution_id = \(institution) and \(moment) >= \(period.from) and \(moment) < \(period.to))
            select grp, col, count(*) as number, count(distinct learner_id) as people
            from counted group by grouping sets ((grp, col), (grp), (col), ())
            """
        ).map {
            StatisticsCount(
                group: try $0["grp"], column: try $0["col"], count: try $0["number"], people: try $0["people"])
        }
    }

    /// How far a claim `c` has come.
    private static let stage: SQL = """
        case
            when exists (select from decision d join recommendation r on r.id = d.recommendation_id
                where r.claim_id = c.id and d.verdict <> 'refused') then 'credited'
            when exists (select from decision d join recommendation r on r.id = d.recommendation_id
                where r.claim_id = c.id) then 'refused'
            when exists (select from recommendation r where r.claim_id = c.id) then 'recommended'
            when exists (select from claim_outcome o where o.claim_id = c.id) then 'assessed'
            when exists (select from submission_claim s join admission a on a.submission_id = s.submission_id
                where s.claim_id = c.id) then 'admitted'
            when exists (select from submission_claim s where s.claim_id = c.id) then 'submitted'
            when c.withdrawn_at is not null or p.state in ('withdrawn', 'lapsed') then 'withdrawn'
            else 'claimed' end
        """

    /// Quartiles of each step's time, of all and by group.
    func times(
        by group: StatisticsGroup, at institution: ID<Institution>, _ period: StatisticsPeriod
    ) async throws -> [StatisticsTimes] {
        try await query(
            """
            with step as (
                select 'admission' as name, s.portfolio_id, k.claim_id, s.submitted_at as since, a.admitted_at as until
                from submission s join admission a on a.submission_id = s.id
                    join submission_claim k on k.submission_id = s.id
                union all select 'acceptance', s.portfolio_id, k.claim_id, g.assigned_at, g.accepted_at
                from assignment g join submission s on s.id = g.submission_id
                    join submission_claim k on k.submission_id = s.id where g.accepted_at is not null
                union all select 'assessment', s.portfolio_id, k.claim_id, g.accepted_at, g.completed_at
                from assignment g join submission s on s.id = g.submission_id
                    join submission_claim k on k.submission_id = s.id where g.completed_at is not null
                union all select 'recommendation', s.portfolio_id, o.claim_id, o.settled_at, r.recommended_at
                from claim_outcome o join submission s on s.id = o.submission_id
                    join recommendation r on r.submission_id = o.submission_id and r.claim_id = o.claim_id
                union all select 'decision', s.portfolio_id, r.claim_id, r.recommended_at, d.decided_at
                from recommendation r join decision d on d.recommendation_id = r.id
                    join submission s on s.id = r.submission_id
                union all select 'whole', s.portfolio_id, r.claim_id, s.submitted_at, d.decided_at
                from recommendation r join decision d on d.recommendation_id = r.id
                    join submission s on s.id = r.submission_id),
            counted as (
                select p.learner_id, \(group.expression(at: "t.until")) as grp, t.name,
                    extract(epoch from t.until - t.since)::float8 / 86400 as days
                from step t join portfolio p on p.id = t.portfolio_id join claim c on c.id = t.claim_id
                    left join person_about q on q.person_id = p.learner_id
                where p.institution_id = \(institution) and t.until >= \(period.from) and t.until < \(period.to))
            select grp, name, count(*) as number, count(distinct learner_id) as people,
                percentile_cont(array[0.25, 0.5, 0.75]) within group (order by days) as quartiles
            from counted group by grouping sets ((grp, name), (name))
            """
        ).map { row in
            let step: String = try row["name"]
            guard let step = StatisticsStep(rawValue: step) else { throw Problem.unexpected }
            return StatisticsTimes(
                group: try row["grp"], step: step, count: try row["number"], people: try row["people"],
                quartiles: try row["quartiles"])
        }
    }

    /// What assessors had to do: offers made in the period and what became of them, by name.
    func workload(at institution: ID<Institution>, _ period: StatisticsPeriod) async throws -> [StatisticsBody.Row] {
        try await query(
            """
            select p.name, count(*)::float8 as offered,
                (count(*) filter (where a.completed_at is null and a.declined_at is null and a.lapsed_at is null))::float8
                    as open,
                count(a.completed_at)::float8 as completed, count(a.declined_at)::float8 as declined,
                count(a.lapsed_at)::float8 as lapsed,
                percentile_cont(0.5) within group (order by extract(epoch from a.completed_at - a.accepted_at))
                    / 86400 as median
            from assignment a join person p on p.id = a.assessor_id
            where a.institution_id = \(institution) and a.assigned_at >= \(period.from) and a.assigned_at < \(period.to)
            group by p.id, p.name order by p.name, p.id
            """
        ).map { row in
            StatisticsBody.Row(
                group: try row["name"],
                values: [
                    try row["offered"], try row["open"], try row["completed"], try row["declined"], try row["lapsed"],
                    try row["median"],
                ])
        }
    }
}
