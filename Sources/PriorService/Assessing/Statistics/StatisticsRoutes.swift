import Assessment
import Foundation
import HTTPTypes
import NIOCore
import Postgres

/// Figures of an institution, for those who answer for it. None of them tells of a few people.
enum StatisticsRoutes {
    static func show(_ call: Call) async throws -> Answer {
        let person = try call.person()
        let institution = try call.id(of: Institution.self)
        try person.require(.audit, at: institution, of: "institution")
        guard let table = StatisticsTable(rawValue: try call.text("table")) else { throw Problem.notFound("table") }
        let group = try call.query("by").flatMap(StatisticsGroup.init(rawValue:)) ?? .none
        let year = try call.query("year").flatMap { Int($0) } ?? CalendarDate(call.now).year
        guard let period = StatisticsPeriod(year: year, now: call.now, isOpen: table == .workload) else {
            throw Problem.invalidQuery("year", "Send a year, as 2026.")
        }
        let smallest = call.resources.settings.smallestCell
        let body = try await call.resources.database.withConnection { connection in
            switch table {
            case .funnel, .outcomes, .decisions:
                let counts = try await connection.counts(table, by: group, at: institution, period)
                return StatisticsBody(table, group, period, counts, smallest: smallest)
            case .steps:
                let times = try await connection.times(by: group, at: institution, period)
                return StatisticsBody(group, period, times, smallest: smallest)
            case .costs:
                let currency = try await connection.currency(of: institution, period)
                let costs = try await connection.costs(by: group, at: institution, period, in: currency ?? "")
                return StatisticsBody(group, period, costs, in: currency, smallest: smallest)
            case .workload:
                return StatisticsBody(period, workload: try await connection.workload(at: institution, period))
            }
        }
        return try body.answer(try call.query("format") ?? "json")
    }
}

extension StatisticsBody {
    fileprivate func answer(_ format: String) throws -> Answer {
        let name = "\(table)-\(by)-\(year)"
        switch format {
        case "csv":
            return Answer(
                status: .ok,
                headers: [
                    .contentType: "text/csv; charset=utf-8; header=present",
                    .contentDisposition: "attachment; filename=\"\(name).csv\"",
                ], body: .bytes(ByteBuffer(string: csv)))
        case "ndjson":
            return Answer(
                status: .ok, headers: [.contentType: "application/x-ndjson"],
                body: .bytes(ByteBuffer(bytes: ndjson)))
        default:
            return try .ok(self)
        }
    }

    static let counting =
        "A number that stands for too few people is null, and with it as many others as it takes that it cannot be worked out."
    static let closing =
        "The year is counted up to the end of its last closed quarter, so that two looks show the same people."

    /// A table of counts with its totals.
    init(
        _ table: StatisticsTable, _ group: StatisticsGroup, _ period: StatisticsPeriod, _ counts: [StatisticsCount],
        smallest: Int
    ) {
        let groups = Set(counts.compactMap(\.group)).sorted()
        let columns = table.columns
        func cell(_ group: String?, _ column: String?) -> StatisticsCount? {
            counts.first { $0.group == group && $0.column == column }
        }
        let shown = SuppressedTable(
            counts: groups.map { group in columns.map { cell(group, $0)?.count ?? 0 } },
            people: (groups.map(Optional.some) + [nil]).map { group in
                (columns.map(Optional.some) + [nil]).map { cell(group, $0)?.people ?? 0 }
            }, smallest: smallest
        ).shown
        var rows = zip(groups + ["all"], shown).map { Row(group: $0, values: $1.map { $0.map(Double.init) }) }
        if groups.isEmpty { rows = [Row(group: "all", values: Array(repeating: 0, count: columns.count + 1))] }
        if group == .none { rows.removeFirst(rows.count - 1) }
        self.init(
            table: table.rawValue, by: group.rawValue, year: period.year, before: CalendarDate(period.to),
            smallest: smallest, withheld: rows.reduce(0) { $0 + $1.values.count { $0 == nil } },
            columns: columns + ["total"], rows: rows,
            notes: [Self.counting, Self.closing, "A claim is counted once, in the column that it has come to."])
    }

    /// Times of steps: how many, quartiles and median.
    init(_ group: StatisticsGroup, _ period: StatisticsPeriod, _ times: [StatisticsTimes], smallest: Int) {
        let groups = Set(times.compactMap(\.group)).sorted()
        func time(_ group: String?, _ step: StatisticsStep) -> StatisticsTimes? {
            times.first { $0.group == group && $0.step == step }
        }
        // Each step is a table of its own: its groups and their total.
        let shown = StatisticsStep.allCases.map { step in
            SuppressedTable(
                counts: groups.map { [time($0, step)?.count ?? 0] },
                people: (groups.map(Optional.some) + [nil]).map { group in
                    Array(repeating: time(group, step)?.people ?? 0, count: 2)
                }, smallest: smallest
            ).shown
        }
        let names = ["count", "lowerQuartile", "median", "upperQuartile"]
        var rows: [Row] = []
        for (place, group) in (groups.map(Optional.some) + [nil]).enumerated() {
            let values = zip(StatisticsStep.allCases, shown).flatMap { step, shown -> [Double?] in
                guard let count = shown.indices.contains(place) ? shown[place].first ?? nil : nil else {
                    return [nil, nil, nil, nil]
                }
                let quartiles = time(group, step)?.quartiles.map(Optional.some) ?? [nil, nil, nil]
                return [Double(count)] + quartiles
            }
            rows.append(Row(group: group ?? "all", values: values))
        }
        if group == .none { rows.removeFirst(rows.count - 1) }
        self.init(
            table: StatisticsTable.steps.rawValue, by: group.rawValue, year: period.year,
            before: CalendarDate(period.to), smallest: smallest,
            withheld: rows.reduce(0) { sum, row in
                sum + stride(from: 0, to: row.values.count, by: names.count).count { row.values[$0] == nil }
            },
            columns: StatisticsStep.allCases.flatMap { step in names.map { "\(step.rawValue).\($0)" } }, rows: rows,
            notes: [Self.counting, Self.closing, "Times are in days, of claims whose step ended in the year."])
    }

    /// Assessors by name; no learner is counted.
    init(_ period: StatisticsPeriod, workload: [Row]) {
        self.init(
            table: StatisticsTable.workload.rawValue, by: StatisticsGroup.none.rawValue, year: period.year,
            before: CalendarDate(period.to), smallest: nil, withheld: 0, columns: StatisticsTable.workload.columns,
            rows: workload,
            notes: [
                "Offers made in the year, and what has become of them; days from acceptance to the end."
            ])
    }
}
