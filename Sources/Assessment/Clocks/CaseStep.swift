public import Foundation

/// What a case waits for now: who has it in hand, since when and until when.
public struct CaseStep: Sendable, Equatable {
    /// Who has to do the next thing.
    public enum Holder: String, Codable, Sendable, CaseIterable {
        /// Its learner, with whoever advises them. The institution's clocks stand still meanwhile.
        case learner
        /// The institution's coordinator.
        case coordinator
        /// The assessors it was given to.
        case assessors
        /// Any of the institution's moderators: none has taken it.
        case moderators
        /// The moderator who has taken it.
        case moderator
        /// The institution's registrar.
        case registrar
        /// The panel of an appeal.
        case panel
        /// Nobody: it is at its end.
        case nobody
    }

    /// The clock that runs; nil where the step has none.
    public var clock: CaseClock?
    /// Who has it in hand.
    public var holder: Holder
    /// Since when.
    public var since: Date
    /// When the clock runs out; nil where the policy sets no limit.
    public var due: Date?
    /// What is to be done, in plain words; empty at the end.
    public var words: String

    /// A step.
    public init(clock: CaseClock?, holder: Holder, since: Date, due: Date?, words: String) {
        self.clock = clock
        self.holder = holder
        self.since = since
        self.due = due
        self.words = words
    }

    /// Whether its time is over.
    public func isLate(at now: Date) -> Bool { due.map { $0 <= now } ?? false }
}

/// What is known of a case, as far as its clock depends on it.
public struct CaseFacts: Sendable, Equatable {
    /// A seat that is given and not at its end.
    public struct Seat: Sendable, Equatable {
        /// Since when it waits for its assessor.
        public var since: Date
        /// Until when the offer stands.
        public var acceptBy: Date
        /// Until when the scorecards are due.
        public var dueAt: Date
        /// Whether it was accepted.
        public var isAccepted: Bool
        /// Whether its scorecards are in.
        public var isCompleted: Bool

        /// A seat.
        public init(since: Date, acceptBy: Date, dueAt: Date, isAccepted: Bool, isCompleted: Bool) {
            self.since = since
            self.acceptBy = acceptBy
            self.dueAt = dueAt
            self.isAccepted = isAccepted
            self.isCompleted = isCompleted
        }
    }

    /// A moderation that is not closed.
    public struct Moderated: Sendable, Equatable {
        /// Whether a moderator has taken it.
        public var isTaken: Bool
        /// Since when they have it, or it is to be taken.
        public var since: Date

        /// An open moderation.
        public init(isTaken: Bool, since: Date) {
            self.isTaken = isTaken
            self.since = since
        }
    }

    /// An appeal that is not decided.
    public struct Open: Sendable, Equatable {
        /// Whether its panel is called.
        public var isCalled: Bool
        /// When it was lodged.
        public var lodgedAt: Date
        /// Until when it is to be decided.
        public var decideBy: Date?

        /// An open appeal.
        public init(isCalled: Bool, lodgedAt: Date, decideBy: Date?) {
            self.isCalled = isCalled
            self.lodgedAt = lodgedAt
            self.decideBy = decideBy
        }
    }

    /// The portfolio's state.
    public var state: Portfolio.State
    /// Since when.
    public var stateSince: Date
    /// The seats that are given.
    public var seats: [Seat]
    /// Whether what was decided is held back.
    public var isHeldBack: Bool
    /// The appeal that has to be decided first.
    public var appeal: Open?
    /// Of the moderations that hold it, the one that waits longest.
    public var moderation: Moderated?
    /// When the last moderation of it was closed.
    public var moderatedAt: Date?

    /// The facts of a case.
    public init(
        state: Portfolio.State, stateSince: Date, seats: [Seat] = [], isHeldBack: Bool = false, appeal: Open? = nil,
        moderation: Moderated? = nil, moderatedAt: Date? = nil
    ) {
        self.state = state
        self.stateSince = stateSince
        self.seats = seats
        self.isHeldBack = isHeldBack
        self.appeal = appeal
        self.moderation = moderation
        self.moderatedAt = moderatedAt
    }
}

extension Policy {
    /// What a case waits for.
    public func step(of facts: CaseFacts, in time: WorkingTime) -> CaseStep {
        func step(_ clock: CaseClock?, _ holder: CaseStep.Holder, _ words: String? = nil) -> CaseStep {
            CaseStep(
                clock: clock, holder: holder, since: facts.stateSince,
                due: clock.flatMap { deadline(for: $0, from: facts.stateSince, in: time) },
                words: words ?? facts.state.nextStep ?? "")
        }
        if let appeal = facts.appeal {
            return CaseStep(
                clock: .appealDecision, holder: appeal.isCalled ? .panel : .coordinator, since: appeal.lodgedAt,
                due: appeal.decideBy,
                words: appeal.isCalled ? "The panel decides the appeal." : "The coordinator calls the panel.")
        }
        switch facts.state {
        case .draft: return step(.portfolio, .learner)
        case .returned: return step(.moreEvidence, .learner)
        case .submitted: return step(.admission, .coordinator)
        // An offer stands before the first acceptance takes the case into assessment.
        case .admitted: return seatStep(of: facts) ?? step(nil, .coordinator)
        case .inAssessment:
            return seatStep(of: facts) ?? moderationStep(of: facts, in: time)
                ?? step(nil, .coordinator, "The coordinator gives the open seat.")
        case .assessed:
            return moderationStep(of: facts, in: time)
                ?? recommendationStep(step(.recommendation, .coordinator), facts, time)
        case .recommended: return step(.decision, .registrar)
        case .decided where facts.isHeldBack:
            return step(.release, .coordinator, "The coordinator releases what was decided to the learner.")
        case .decided: return step(nil, .coordinator, "The coordinator closes the portfolio.")
        case .closed, .withdrawn, .lapsed: return step(nil, .nobody)
        }
    }

    /// How long a moderator has: as long as the recommendation that waits for them where the policy says nothing of it, and
    /// Prior's own five working days where it says nothing of that.
    public var moderationLength: ClockLength {
        clocks[.moderation]?.value ?? clocks[.recommendation]?.value ?? ClockLength(5, .workingDays)
    }

    private func moderationStep(of facts: CaseFacts, in time: WorkingTime) -> CaseStep? {
        facts.moderation.map { held in
            CaseStep(
                clock: .moderation, holder: held.isTaken ? .moderator : .moderators, since: held.since,
                due: time.deadline(of: moderationLength, from: held.since),
                words: held.isTaken
                    ? "The moderator agrees with the outcome, or sends it back with reasons."
                    : "A moderator takes the outcome to look at it.")
        }
    }

    /// The time that a moderator had is not taken from whoever recommends.
    private func recommendationStep(_ step: CaseStep, _ facts: CaseFacts, _ time: WorkingTime) -> CaseStep {
        guard let moderatedAt = facts.moderatedAt, moderatedAt > step.since else { return step }
        var later = step
        later.since = moderatedAt
        later.due = deadline(for: .recommendation, from: moderatedAt, in: time)
        return later
    }

    /// Of the seats that wait for their assessor, the one that is due first.
    private func seatStep(of facts: CaseFacts) -> CaseStep? {
        let steps = facts.seats.filter { !$0.isCompleted }.map { seat in
            CaseStep(
                clock: seat.isAccepted ? .assessment : .assignmentAcceptance, holder: .assessors, since: seat.since,
                due: seat.isAccepted ? seat.dueAt : seat.acceptBy,
                words: seat.isAccepted
                    ? "The assessors rule on the evidence and score the claims."
                    : "An assessor accepts the offer or declines it.")
        }
        return steps.min { ($0.due ?? .distantFuture) < ($1.due ?? .distantFuture) }
    }
}

/// When something is done about a step by itself.
public struct WatchTimes: Sendable, Equatable {
    /// Whoever holds it is reminded.
    public var remindAt: Date?
    /// The coordinators hear that it is late.
    public var escalateAt: Date?
    /// The portfolio lapses; of a moderation, its moderator gives way to another.
    public var lapseAt: Date?

    /// Times, each where there is one.
    public init(remindAt: Date? = nil, escalateAt: Date? = nil, lapseAt: Date? = nil) {
        self.remindAt = remindAt
        self.escalateAt = escalateAt
        self.lapseAt = lapseAt
    }
}

extension Policy {
    /// What the policy's watch does about a step: nothing where it has no watch or the step no end. Offers and assessments have
    /// leases of their own, of which assessors are reminded; of these only the coordinators hear here.
    public func watchTimes(of step: CaseStep, in time: WorkingTime) -> WatchTimes {
        guard let watch, let due = step.due, let clock = step.clock else { return WatchTimes() }
        var times = WatchTimes()
        if step.holder != .assessors, let length = watch.remindBefore.value {
            let moment = time.moment(length, before: due)
            if moment > step.since { times.remindAt = moment }
        }
        if watch.lapses.value?.contains(clock) == true {
            times.lapseAt = due
        } else if let length = watch.escalateAfter.value {
            times.escalateAt = time.deadline(of: length, from: due.addingTimeInterval(-1))
        }
        if step.holder == .moderator, let length = leases?.unfinishedAfter.value {
            times.lapseAt = time.deadline(of: length, from: due.addingTimeInterval(-1))
        }
        return times
    }
}

extension WorkingTime {
    /// The moment so long before another that the length lies between: for days the beginning of a day, of which as many follow
    /// as the length has; hours are exact.
    public func moment(_ length: ClockLength, before deadline: Date) -> Date {
        let last = lastDay(before: deadline)
        switch length.unit {
        case .hours: return deadline.addingTimeInterval(-Double(length.count) * 3_600)
        case .days: return last.adding(days: 1 - length.count).start(in: timeZone)
        case .months: return last.adding(months: -length.count).adding(days: 1).start(in: timeZone)
        case .workingDays:
            var (day, left) = (last, length.count - (isWorked(last) ? 1 : 0))
            while left > 0, day.dayNumber > 0 {
                day = day.adding(days: -1)
                if isWorked(day) { left -= 1 }
            }
            return day.start(in: timeZone)
        }
    }
}
