/// An item with what the policy makes of it by itself.
struct JudgedEvidence {
    var item: EvidenceSummary
    var uncounted: UncountedReason?
    var window: CurrencyWindow?
    var age: EvidenceAge

    /// Whether it counts for the criteria it is linked to.
    var counts: Bool { uncounted == nil && !item.criteria.isEmpty }
    /// The last day on which it is recent.
    var end: CalendarDate? { item.producedOn.flatMap { window?.end(of: $0) } }

    var told: Sufficiency.OfItem {
        Sufficiency.OfItem(id: item.id, criteria: item.criteria, uncounted: uncounted, age: age, currentUntil: end)
    }
}

extension Policy {
    /// What becomes of each item by itself, whatever else is there but the items that a statement of currency names.
    func judge(_ items: [EvidenceSummary], for unit: Unit, on day: CalendarDate) -> [JudgedEvidence] {
        let alone = items.map { item -> JudgedEvidence in
            let window = currency.window(for: item.kind, in: unit)
            var judged = JudgedEvidence(
                item: item, uncounted: item.uncounted ?? fault(of: item.witness), window: window, age: .current)
            guard window != nil else { return judged }
            judged.age = judged.end.map { day <= $0 ? .current : .old } ?? .undated
            return judged
        }
        let fresh = Set(alone.filter { $0.counts && $0.age == .current && $0.item.producedOn != nil }.map(\.item.id))
        return alone.map { judged in
            guard judged.age == .old, needsStatement(judged.item.kind), let named = judged.item.upheldBy,
                !fresh.isDisjoint(with: named)
            else { return judged }
            var upheld = judged
            upheld.age = .upheld
            return upheld
        }
    }

    private func fault(of witness: EvidenceSummary.Witness?) -> UncountedReason? {
        guard let witness, let rules = evidence.testimony else { return nil }
        if rules.firstHand.value == true, !witness.isFirstHand { return .notFirstHand }
        return rules.notByFamily.value == true && witness.isFamily ? .byFamily : nil
    }

    private func needsStatement(_ kind: EvidenceKind) -> Bool {
        currency.statementOfCurrency?.value?.contains(kind) ?? false
    }

    /// One criterion: among what speaks to it there must be something recent.
    func currencyFindings(_ speaking: [JudgedEvidence], _ criterion: Criterion) -> [PolicyFinding] {
        let isAnyCurrent = speaking.contains { judged in
            switch judged.age {
            case .current, .upheld: true
            case .undated: currency.undated?.value != .notCurrent
            case .old: false
            }
        }
        guard !speaking.isEmpty, !isAnyCurrent else { return [] }
        let ends = speaking.compactMap { judged in judged.end.flatMap { end in judged.window.map { (end, $0) } } }
        guard let (end, window) = ends.max(by: { $0.0 < $1.0 }) else {
            return [
                finding(
                    .currency, "currency.undated", currency.undated?.source,
                    "It is not known when any of what speaks to \"\(criterion.title)\" was done. Add the dates.",
                    criterion: criterion.id)
            ]
        }
        return [
            finding(
                .currency, window.rule, window.source,
                "All that speaks to \"\(criterion.title)\" is too old; the newest counted until \(end). Add newer evidence "
                    + "that the skill is still there.", criterion: criterion.id)
        ]
    }

    /// One item: what its age means.
    func ageFindings(_ judged: JudgedEvidence) -> [PolicyFinding] {
        guard let window = judged.window else { return [] }
        let length = window.years == 1 ? "one year" : "\(window.years) years"
        switch (judged.age, judged.end) {
        case (.undated, _):
            let isHeldAgainst = currency.undated?.value == .notCurrent
            return [
                PolicyFinding(
                    rule: currency.undated == nil ? window.rule : "currency.undated",
                    source: currency.undated == nil ? window.source : currency.undated?.source, blocking: false,
                    words: isHeldAgainst
                        ? "It is not known when this work was done, so it does not count as recent. Add the date."
                        : "It is not known when this work was done; evidence counts for \(length). Add the date.",
                    evidence: judged.item.id)
            ]
        case (.old, let end?):
            guard !needsStatement(judged.item.kind) else { return [statementFinding(judged.item, length, end)] }
            return [
                PolicyFinding(
                    rule: window.rule, source: window.source, blocking: false,
                    words:
                        "This work counted for \(length), until \(end). It may stay as background: newer evidence has "
                        + "to show that the skill is still there.", evidence: judged.item.id)
            ]
        default:
            return []
        }
    }

    private func statementFinding(_ item: EvidenceSummary, _ length: String, _ end: CalendarDate) -> PolicyFinding {
        finding(
            .statementOfCurrency, "currency.statementOfCurrency", currency.statementOfCurrency?.source,
            item.upheldBy == nil
                ? "This \(item.kind.words) counted for \(length), until \(end). Say in a statement of currency how you kept "
                    + "the skill up, and name newer evidence of it."
                : "The statement of currency names nothing that is linked to this claim, dated and recent. Name newer "
                    + "evidence in it.", evidence: item.id)
    }
}
