import Assessment
import Foundation

/// What a case waits for: who has it in hand, since when, until when.
struct CaseClockBody: AnswerBody {
    var portfolio: ID<Portfolio>
    var step: CaseClock?
    var holder: CaseStep.Holder
    var since: Date
    var dueAt: Date?
    var lastDay: CalendarDate?
    var workingDaysLeft: Int?
    var isLate: Bool
    var isPaused: Bool
    var words: String?

    static let schema = Schema.object([
        .must("portfolio", .id, "The portfolio."),
        .may("step", .choice(of: CaseClock.self), "The clock that runs; absent where the step has none."),
        .must("holder", .choice(of: CaseStep.Holder.self), "Who has it in hand."),
        .must("since", .dateTime, "Since when."),
        .may("dueAt", .dateTime, "When the clock runs out; absent where the policy sets no limit."),
        .may("lastDay", .date, "The last day, by the authority's calendar."),
        .may("workingDaysLeft", .integer(0...100_000), "Working days until then, today not counted."),
        .must("isLate", .boolean, "Whether the time is over."),
        .must("isPaused", .boolean, "Whether the institution's clocks stand still, because it waits for the learner."),
        .may("words", .anyText(400), "What is to be done."),
    ])

    init(
        _ portfolio: ID<Portfolio>, _ clock: CaseClock?, _ holder: CaseStep.Holder, since: Date, dueAt: Date?,
        words: String? = nil, _ time: WorkingTime, at now: Date
    ) {
        self.portfolio = portfolio
        step = clock
        self.holder = holder
        self.since = since
        self.dueAt = dueAt
        self.words = words
        lastDay = dueAt.map(time.lastDay(before:))
        workingDaysLeft = lastDay.map { time.workedDays(after: time.day(of: now), through: $0) }
        isLate = dueAt.map { $0 <= now } ?? false
        isPaused = holder == .learner
    }
}
