import Assessment
import Foundation

/// What can be counted. Identified by its name in the path.
enum StatisticsTable: String, CaseIterable, Sendable {
    /// How far the claims made in a year have come.
    case funnel
    /// What came of the claims that were settled in a year.
    case outcomes
    /// What was decided in a year.
    case decisions
    /// How long each step took that ended in a year.
    case steps
    /// What each assessor had to do in a year.
    case workload
    /// What the claims decided in a year cost.
    case costs

    /// The columns of counts; each claim is in one of them.
    var columns: [String] {
        switch self {
        case .funnel:
            ["withdrawn", "claimed", "submitted", "admitted", "assessed", "recommended", "refused", "credited"]
        case .outcomes: ["competent", "notYetCompetent"]
        case .decisions: ["granted", "partly", "refused"]
        case .steps: StatisticsStep.allCases.map(\.rawValue)
        case .workload: ["offered", "open", "completed", "declined", "lapsed", "medianDays"]
        case .costs: ["claims", "cases"]
        }
    }
}

/// What a table is divided by.
enum StatisticsGroup: String, CaseIterable, Sendable {
    case none, unit, quarter, region, sex, sector, disability

    /// Whether people told it of themselves.
    var isVoluntary: Bool {
        switch self {
        case .none, .unit, .quarter: false
        case .region, .sex, .sector, .disability: true
        }
    }
}

/// A step whose time is measured, in days.
enum StatisticsStep: String, CaseIterable, Sendable {
    /// From submission to admission.
    case admission
    /// From an offer to its acceptance.
    case acceptance
    /// From acceptance to the last scorecard.
    case assessment
    /// From the last outcome to the recommendation.
    case recommendation
    /// From the recommendation to the decision.
    case decision
    /// From submission to the decision.
    case whole
}

/// The time that is counted: a year, as far as its quarters are closed. Two looks a day apart then show the same people, and
/// nobody who comes to stand between them can be told from the difference.
struct StatisticsPeriod: Sendable, Equatable {
    var year: Int
    var from: Date
    var to: Date

    /// Nil where the year is none.
    /// - Parameter isOpen: counts today too, where no learner is counted.
    init?(year: Int, now: Date, isOpen: Bool = false) {
        guard let first = CalendarDate(year: year, month: 1, day: 1),
            let next = CalendarDate(year: year + 1, month: 1, day: 1)
        else { return nil }
        let today = CalendarDate(now)
        self.year = year
        from = first.start
        let quarter = CalendarDate(year: today.year, month: (today.month - 1) / 3 * 3 + 1, day: 1)
        to = max(first.start, min(next.start, isOpen ? today.adding(days: 1).start : quarter?.start ?? first.start))
    }
}

/// A table as it is shown: a group a row, numbers in the columns, nil where there is none or it is withheld.
struct StatisticsBody: AnswerBody {
    var table: String
    var by: String
    var year: Int
    /// Up to this day, exclusive; tomorrow where today is counted too.
    var before: CalendarDate
    /// Fewer people than this are never shown; nil where no learners are counted.
    var smallest: Int?
    var withheld: Int
    var columns: [String]
    var rows: [Row]
    var notes: [String]

    struct Row: AnswerBody {
        var group: String
        var values: [Double?]

        static let schema = Schema.object([
            .must("group", .anyText(300), "What the row is of; `all` for all of them, `notGiven` where nobody said."),
            .must(
                "values", .list(of: .nullable(.number(-1e12...1e12))),
                "A number for each column; null where there is none, or where it is withheld."),
        ])
    }

    static let schema = Schema.object([
        .must("table", .choice(of: StatisticsTable.self), "What is counted."),
        .must("by", .choice(of: StatisticsGroup.self), "What it is divided by."),
        .must("year", .integer(1...9999), "Which year."),
        .must("before", .date, "Up to this day, which is not counted: the end of the year's last closed quarter."),
        .may("smallest", .integer(1...100), "Numbers that stand for fewer people are withheld."),
        .must("withheld", .integer(0...1_000_000), "How many numbers are withheld."),
        .must("columns", .list(of: .text(60)), "What the numbers of a row are."),
        .must("rows", .list(of: .named(Row.self)), "A row for each group, and the last for all of them."),
        .must("notes", .list(of: .text(1000)), "What to know when reading it."),
    ])
}
