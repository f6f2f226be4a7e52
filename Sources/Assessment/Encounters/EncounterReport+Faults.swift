public import Foundation

/// What a report is held against when it is signed.
public struct EncounterPlan: Sendable, Equatable {
    /// What kind of meeting it was.
    public var kind: Encounter.Kind
    /// The criteria agreed beforehand; nil where the meeting was not agreed on, and any may be reported.
    public var criteria: [String]?
    /// When the learner agreed to them.
    public var agreedAt: Date?
    /// The questions drawn.
    public var questions: [UnitQuestion]
    /// Of a test: how it is sat.
    public var form: UnitQuestion.Form?
    /// Whether a recording, or the sheets, are with the report.
    public var hasFile: Bool

    /// A plan.
    public init(
        kind: Encounter.Kind, criteria: [String]?, agreedAt: Date? = nil, questions: [UnitQuestion] = [],
        form: UnitQuestion.Form? = nil, hasFile: Bool = false
    ) {
        self.kind = kind
        self.criteria = criteria
        self.agreedAt = agreedAt
        self.questions = questions
        self.form = form
        self.hasFile = hasFile
    }
}

/// One thing in a report that cannot be.
public struct EncounterFault: Sendable, Equatable {
    /// Where in the report, as an RFC 6901 pointer.
    public var pointer: String
    /// The rule that is not kept, in a word.
    public var code: String
    /// What would do.
    public var words: String

    /// A fault.
    public init(_ pointer: String, _ code: String, _ words: String) {
        self.pointer = pointer
        self.code = code
        self.words = words
    }
}

extension EncounterReport {
    /// What cannot be signed as it is; empty when nothing is wrong.
    /// - Parameter now: the moment of signing: what is signed must have ended.
    public func faults(for unit: Unit, _ plan: EncounterPlan, at now: Date) -> [EncounterFault] {
        let parts = plan.kind.asksQuestions ? askedFaults(unit, plan) : seenFaults(unit, plan)
        return timeFaults(plan, at: now) + languageFaults + strayFaults(plan.kind) + parts
    }

    /// The criteria that were shown, in the order of the unit's rubric: those seen, and those agreed of every outcome shown.
    public func shown(for unit: Unit, _ plan: EncounterPlan) -> [String] {
        let wasSeen = Set((seen ?? []).filter { $0.seen == .yes }.map(\.criterion))
        let outcomesShown = Set((outcomes ?? []).filter { $0.result == .shown }.map(\.outcome))
        return unit.rubric.criteria.filter { criterion in
            wasSeen.contains(criterion.id)
                || outcomesShown.contains(criterion.outcome) && plan.criteria?.contains(criterion.id) ?? true
        }.map(\.id)
    }

    private var languageFaults: [EncounterFault] {
        guard let language, LanguageTag(language) == nil else { return [] }
        return [.init("/language", "language", "Send a language as BCP 47 writes it, st or en-BB.")]
    }

    private func timeFaults(_ plan: EncounterPlan, at now: Date) -> [EncounterFault] {
        var faults: [EncounterFault] = []
        if place == nil { faults.append(.init("/place", "missing", "Say where it was.")) }
        if durationMinutes == nil { faults.append(.init("/durationMinutes", "missing", "Say how long it took.")) }
        guard let startedAt else { return faults + [.init("/startedAt", "missing", "Say when it began.")] }
        if startedAt > now {
            faults.append(.init("/startedAt", "future", "Send a time that has passed."))
        } else if startedAt.addingTimeInterval(Double((durationMinutes ?? 1) - 1) * 60) > now {
            faults.append(.init("/durationMinutes", "future", "Sign when it has ended."))
        }
        if let agreedAt = plan.agreedAt, startedAt < agreedAt {
            faults.append(
                .init("/startedAt", "before_agreement", "The learner agreed to the criteria later than it began."))
        }
        return faults
    }

    /// Parts that belong to another kind.
    private func strayFaults(_ kind: Encounter.Kind) -> [EncounterFault] {
        let parts: [(name: String, isThere: Bool, belongs: Bool)] = [
            ("seen", seen != nil, !kind.asksQuestions), ("workplace", workplace != nil, kind == .siteVisit),
            ("answers", answers != nil, kind.asksQuestions), ("outcomes", outcomes != nil, kind.asksQuestions),
            ("invigilation", invigilation != nil, kind == .challengeTest),
        ]
        return parts.filter { $0.isThere && !$0.belongs }.map {
            .init("/\($0.name)", "other_kind", "Leave it out: \(kind.evidence.words)s have no such part.")
        }
    }

    /// Of work watched: every criterion agreed is answered once, and whatever else was seen says why.
    private func seenFaults(_ unit: Unit, _ plan: EncounterPlan) -> [EncounterFault] {
        var faults: [EncounterFault] = []
        if plan.kind == .siteVisit, workplace == nil {
            faults.append(.init("/workplace", "missing", "Say which place of work it was, and what was looked at."))
        }
        guard let seen, !seen.isEmpty else {
            return faults + [.init("/seen", "missing", "Say of each criterion whether it was seen.")]
        }
        for (index, entry) in seen.enumerated() {
            let pointer = "/seen/\(index)"
            if unit.rubric.criterion(entry.criterion) == nil {
                faults.append(.init("\(pointer)/criterion", "unknown", "Send a criterion of the claimed unit."))
            } else if let criteria = plan.criteria, !criteria.contains(entry.criterion), entry.addedBecause == nil {
                faults.append(
                    .init("\(pointer)/addedBecause", "missing", "It was not agreed beforehand: say why it was added."))
            }
            if seen[..<index].contains(where: { $0.criterion == entry.criterion }) {
                faults.append(.init("\(pointer)/criterion", "twice", "Name each criterion once."))
            }
        }
        let left = (plan.criteria ?? []).filter { criterion in !seen.contains { $0.criterion == criterion } }
        if !left.isEmpty {
            faults.append(
                .init("/seen", "incomplete", "Say yes, no or notSeen of these too: \(left.joined(separator: ", "))."))
        }
        return faults
    }

    /// Of an interview or test: every outcome agreed has its result once, and what was answered is there.
    private func askedFaults(_ unit: Unit, _ plan: EncounterPlan) -> [EncounterFault] {
        var faults: [EncounterFault] = []
        if plan.kind == .challengeTest, invigilation == nil {
            faults.append(.init("/invigilation", "missing", "Say under whose supervision it was sat, and how."))
        }
        if (answers ?? []).isEmpty, !plan.hasFile, plan.form != .performance {
            faults.append(.init("/answers", "missing", "Note the answers, or attach the recording or the sheets."))
        }
        for (index, answer) in (answers ?? []).enumerated() {
            faults += answerFaults(answer, "/answers/\(index)", plan)
            if let id = answer.question, answers?[..<index].contains(where: { $0.question == id }) == true {
                faults.append(.init("/answers/\(index)/question", "twice", "Answer each question once."))
            }
        }
        let wanted = unit.outcomes(of: plan.criteria ?? unit.rubric.criteria.map(\.id))
        let given = (outcomes ?? []).map(\.outcome)
        for (index, outcome) in given.enumerated() {
            if !wanted.contains(outcome) {
                faults.append(
                    .init("/outcomes/\(index)/outcome", "unknown", "Send an outcome of the criteria agreed."))
            }
            if given[..<index].contains(outcome) {
                faults.append(.init("/outcomes/\(index)/outcome", "twice", "Name each outcome once."))
            }
        }
        let left = wanted.filter { !given.contains($0) }
        if !left.isEmpty {
            faults.append(
                .init(
                    "/outcomes", "incomplete",
                    "Say shown, notYet or notAsked of these too: \(left.joined(separator: ", "))."))
        }
        return faults
    }

    private func answerFaults(_ answer: Answer, _ pointer: String, _ plan: EncounterPlan) -> [EncounterFault] {
        switch (answer.question, answer.asked) {
        case (let id?, nil):
            guard !plan.questions.contains(where: { $0.id == id }) else { return [] }
            return [.init("\(pointer)/question", "unknown", "Send the id of a question that was drawn.")]
        case (nil, .some):
            guard plan.kind == .challengeTest else { return [] }
            return [.init("\(pointer)/asked", "not_drawn", "In a test only the questions drawn are asked.")]
        case (.some, .some), (nil, nil):
            return [.init(pointer, "one_question", "Send either the `question` drawn or what was `asked`.")]
        }
    }
}

extension Unit {
    /// The outcomes that these criteria speak for, in the unit's order.
    public func outcomes(of criteria: [String]) -> [String] {
        let named = Set(rubric.criteria.filter { criteria.contains($0.id) }.map(\.outcome))
        return outcomes.map(\.id).filter(named.contains)
    }
}
