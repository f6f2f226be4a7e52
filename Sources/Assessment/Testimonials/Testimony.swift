/// What a witness says of a learner's work, before it is signed: the parts that rules speak about.
public struct Testimony: Sendable, Equatable {
    /// Whether the witness is of the learner's family.
    public var relatedByFamily: Bool
    /// Since when the witness has known the work.
    public var knownFrom: CalendarDate
    /// Until when; nil: to this day.
    public var knownUntil: CalendarDate?
    /// The prompts answered, in the order of the answers.
    public var prompts: [String]
    /// The ids of the criteria that the witness says the work shows; nil: all that were put.
    public var criteria: [String]?
    /// Whether there is a recording of the witness's words.
    public var isRecorded: Bool

    /// A testimony.
    public init(
        relatedByFamily: Bool, knownFrom: CalendarDate, knownUntil: CalendarDate?, prompts: [String],
        criteria: [String]?, isRecorded: Bool = false
    ) {
        self.isRecorded = isRecorded
        self.relatedByFamily = relatedByFamily
        self.knownFrom = knownFrom
        self.knownUntil = knownUntil
        self.prompts = prompts
        self.criteria = criteria
    }

    /// What is asked where the unit has no prompts of its own.
    public static let generalPrompts = [
        "Where and when did you see this person do this work, and how often?",
        "What did they do, step by step, in your own words?",
        "What do they do well, and what not yet?",
    ]

    /// What is asked of a witness for a unit.
    public static func prompts(for unit: Unit) -> [String] {
        unit.witnessPrompts.isEmpty ? generalPrompts : unit.witnessPrompts
    }

    /// A witness must not come from the learner's family (the witness statement of the awarding bodies; see the notes on
    /// evidence in `docs/api/testimonials.md`).
    public func requireUnrelated() throws(TestimonyError) {
        guard !relatedByFamily else { throw .relative }
    }

    /// What cannot be as it is said; empty when nothing is wrong.
    /// - Parameter today: the day of signing.
    public func faults(for unit: Unit, on today: CalendarDate) -> [TestimonyFault] {
        var faults: [TestimonyFault] = []
        if knownFrom > today { faults.append(.knownFromLater) }
        if let knownUntil {
            if knownUntil > today { faults.append(.knownUntilLater) }
            if knownUntil < knownFrom { faults.append(.knownUntilBeforeFrom) }
        }
        if prompts.isEmpty, !isRecorded { faults.append(.nothingSaid) }
        let asked = Self.prompts(for: unit)
        for (index, prompt) in prompts.enumerated() {
            if !asked.contains(prompt) { faults.append(.promptNotAsked(index)) }
            if prompts[..<index].contains(prompt) { faults.append(.promptTwice(index)) }
        }
        for (index, criterion) in (criteria ?? []).enumerated() {
            if unit.rubric.criterion(criterion) == nil { faults.append(.criterionUnknown(index)) }
            if criteria?[..<index].contains(criterion) == true { faults.append(.criterionTwice(index)) }
        }
        return faults
    }

    /// The criteria that the testimonial speaks to, in the order of the rubric.
    public func criteria(of unit: Unit) -> [String] {
        let all = unit.rubric.criteria.map(\.id)
        guard let criteria else { return all }
        return all.filter(criteria.contains)
    }
}

/// Why no testimonial can be made of a testimony.
public enum TestimonyError: Error, Sendable, Equatable {
    /// The witness is of the learner's family.
    case relative
}

/// One thing in a testimony that cannot be. Indexes count from 0.
public enum TestimonyFault: Sendable, Equatable {
    /// The work would be known from a day that is still to come.
    case knownFromLater
    /// The work would be known until a day that is still to come.
    case knownUntilLater
    /// The end lies before the beginning.
    case knownUntilBeforeFrom
    /// No question is answered, and nothing was recorded.
    case nothingSaid
    /// The answer is to something that was not asked.
    case promptNotAsked(Int)
    /// The same prompt is answered twice.
    case promptTwice(Int)
    /// The unit has no such criterion.
    case criterionUnknown(Int)
    /// The same criterion is named twice.
    case criterionTwice(Int)
}
