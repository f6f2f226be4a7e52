public import Foundation

/// What the rules of evidence need to know of one item that a claim is linked to.
public struct EvidenceSummary: Codable, Sendable, Equatable {
    /// The item's id, as the caller writes ids.
    public var id: String
    /// What kind it is.
    public var kind: EvidenceKind
    /// The ids of the criteria that the claim links it to.
    public var criteria: [String]
    /// When the work it shows was done; nil where not known.
    public var producedOn: Date?

    /// A summary of one item.
    public init(id: String, kind: EvidenceKind, criteria: [String], producedOn: Date? = nil) {
        self.id = id
        self.kind = kind
        self.criteria = criteria
        self.producedOn = producedOn
    }
}

extension Policy {
    /// What is missing or doubtful in the evidence of one claim, in the order: criteria, kinds, age.
    ///
    /// A rule whose figure is a gap is not applied. An item without a date is not held against the learner; it is
    /// pointed out. `date` is the day of submission; years are counted in the Gregorian calendar, UTC.
    public func sufficiencyFindings(
        evidence items: [EvidenceSummary], for unit: Unit, on date: Date
    ) -> [PolicyFinding] {
        piecesFindings(items, unit) + kindsFindings(items) + neverAloneFindings(items)
            + currencyFindings(items, unit, date)
    }

    private func piecesFindings(_ items: [EvidenceSummary], _ unit: Unit) -> [PolicyFinding] {
        guard let minimum = evidence.minimumPiecesPerCriterion.value else { return [] }
        return unit.rubric.criteria.compactMap { criterion in
            let count = items.count { $0.criteria.contains(criterion.id) }
            guard count < minimum else { return nil }
            let have = count == 0 ? "Nothing speaks" : count == 1 ? "One item speaks" : "\(count) items speak"
            return finding(
                .minimumPiecesPerCriterion, evidence.minimumPiecesPerCriterion.source,
                "\(have) to \"\(criterion.title)\"; at least \(minimum) must. Link \(minimum - count) more.",
                criterion: criterion.id)
        }
    }

    private func kindsFindings(_ items: [EvidenceSummary]) -> [PolicyFinding] {
        guard let minimum = evidence.minimumKindsPerClaim.value else { return [] }
        let kinds = Set(items.filter { !$0.criteria.isEmpty }.map(\.kind))
        guard kinds.count < minimum else { return [] }
        return [
            finding(
                .minimumKindsPerClaim, evidence.minimumKindsPerClaim.source,
                "The claim has \(kinds.count) of the \(minimum) kinds of evidence it needs: add "
                    + "\(minimum - kinds.count) other kind\(minimum - kinds.count == 1 ? "" : "s"), for instance "
                    + "an artefact, a testimonial or an observation.")
        ]
    }

    private func neverAloneFindings(_ items: [EvidenceSummary]) -> [PolicyFinding] {
        guard let never = evidence.kindsThatNeverStandAlone.value else { return [] }
        let kinds = Set(items.filter { !$0.criteria.isEmpty }.map(\.kind))
        guard !kinds.isEmpty, kinds.isSubset(of: never) else { return [] }
        let names = EvidenceKind.allCases.filter(kinds.contains).map { "\($0.words)s" }.joined(separator: " and ")
        return [
            finding(
                .kindsThatNeverStandAlone, evidence.kindsThatNeverStandAlone.source,
                "The claim rests on \(names) alone, which never suffice by themselves: add evidence of another kind.")
        ]
    }

    private func currencyFindings(_ items: [EvidenceSummary], _ unit: Unit, _ date: Date) -> [PolicyFinding] {
        let rule = unit.critical ? currency.yearsCritical : currency.years
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        guard let years = rule.value, let oldest = calendar.date(byAdding: .year, value: -years, to: date) else {
            return []
        }
        return items.filter { !$0.criteria.isEmpty }.compactMap { item in
            guard let producedOn = item.producedOn else {
                var undated = finding(
                    .currency, rule.source,
                    "It is not known when this work was done; evidence counts for \(years) years. Add the date.",
                    evidence: item.id)
                undated.blocking = false
                return undated
            }
            guard producedOn < oldest else { return nil }
            return finding(
                .currency, rule.source,
                "This work is more than \(years) years old. Add newer evidence that the skill is still there.",
                evidence: item.id)
        }
    }

    private func finding(
        _ rule: SufficiencyRule, _ source: Source?, _ words: String, criterion: String? = nil,
        evidence item: String? = nil
    ) -> PolicyFinding {
        PolicyFinding(
            rule: rule == .currency ? "currency" : "evidence.\(rule.rawValue)", source: source,
            blocking: evidence.blocking.contains(rule), words: words, criterion: criterion, evidence: item)
    }
}
