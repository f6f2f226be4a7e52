/// How old evidence may be, in years before submission.
public struct CurrencyRules: Codable, Sendable, Equatable {
    /// What becomes of an item of which nobody knows when it was made.
    public enum Undated: String, Codable, Sendable, CaseIterable {
        /// It is pointed out, and not held against the learner.
        case advise
        /// It does not count as recent.
        case notCurrent
    }

    /// For most units.
    public var years: Sourced<Int>
    /// For licensed skills and those critical to safety.
    public var yearsCritical: Sourced<Int>
    /// In place of `years`, for some kinds of evidence; in a critical unit the shorter one holds.
    public var byKind: [EvidenceKind: Sourced<Int>]
    /// In place of everything else, for some units, by their ids.
    public var byUnit: [String: Sourced<Int>]
    /// For items without a date; nil for `advise`.
    public var undated: Sourced<Undated>?
    /// Kinds which, once too old, need a statement of currency that names newer evidence.
    public var statementOfCurrency: Sourced<[EvidenceKind]>?

    /// Rules of currency.
    public init(
        years: Sourced<Int>, yearsCritical: Sourced<Int>, byKind: [EvidenceKind: Sourced<Int>] = [:],
        byUnit: [String: Sourced<Int>] = [:], undated: Sourced<Undated>? = nil,
        statementOfCurrency: Sourced<[EvidenceKind]>? = nil
    ) {
        self.years = years
        self.yearsCritical = yearsCritical
        self.byKind = byKind
        self.byUnit = byUnit
        self.undated = undated
        self.statementOfCurrency = statementOfCurrency
    }

    /// For how long an item of a kind counts in a unit; nil where no figure is known.
    public func window(for kind: EvidenceKind, in unit: Unit) -> CurrencyWindow? {
        if let own = CurrencyWindow("byUnit.\(unit.key.id)", byUnit[unit.key.id]) { return own }
        let usual = CurrencyWindow("byKind.\(kind.rawValue)", byKind[kind]) ?? CurrencyWindow("years", years)
        guard unit.critical, let critical = CurrencyWindow("yearsCritical", yearsCritical) else { return usual }
        guard let usual, usual.years < critical.years else { return critical }
        return usual
    }
}

/// For how long an item counts as recent, and by which rule.
public struct CurrencyWindow: Sendable, Equatable {
    /// The figure's place in the policy.
    public var rule: String
    /// In years from the day of the work.
    public var years: Int
    /// Where the figure comes from.
    public var source: Source?

    fileprivate init?(_ name: String, _ figure: Sourced<Int>?) {
        guard let figure, let years = figure.value else { return nil }
        rule = "currency.\(name)"
        self.years = years
        source = figure.source
    }

    /// The last day on which work of that day counts: the same day so many years on, and 28 February after a 29th.
    public func end(of day: CalendarDate) -> CalendarDate { day.adding(years: years) }
}
