extension Policy {
    /// What the policy says of a portfolio's evidence on a day of its own calendar.
    ///
    /// A rule whose figure is a gap is not applied. Whatever stops a submission is a finding that says so.
    public func sufficiency(of claims: [ClaimedEvidence], on day: CalendarDate) -> Sufficiency {
        let judged = claims.map { claim in (claim, judge(claim.items, for: claim.unit, on: day)) }
        return Sufficiency(
            day: day,
            claims: judged.map { claim, items in
                Sufficiency.OfClaim(
                    claim: claim.claim, unit: claim.unit.key, items: items.map(\.told),
                    findings: findings(items, for: claim.unit))
            }, findings: claims.isEmpty ? [] : refereeFindings(judged.flatMap(\.1)))
    }

    /// What is missing or doubtful in the evidence of one claim: criteria first, then the claim, then single items.
    public func sufficiencyFindings(
        evidence items: [EvidenceSummary], for unit: Unit, on day: CalendarDate
    ) -> [PolicyFinding] {
        findings(judge(items, for: unit, on: day), for: unit)
    }

    private func findings(_ items: [JudgedEvidence], for unit: Unit) -> [PolicyFinding] {
        let counted = items.filter(\.counts)
        return unit.rubric.criteria.flatMap { criterion in
            let speaking = counted.filter { $0.item.criteria.contains(criterion.id) }
            return piecesFindings(speaking, criterion) + currencyFindings(speaking, criterion)
        } + kindsFindings(counted) + neverAloneFindings(counted) + items.flatMap(itemFindings)
    }

    private func piecesFindings(_ speaking: [JudgedEvidence], _ criterion: Criterion) -> [PolicyFinding] {
        let rule = evidence.minimumPiecesPerCriterion
        guard let minimum = rule.value, speaking.count < minimum else { return [] }
        let count = speaking.count
        let have = count == 0 ? "Nothing speaks" : count == 1 ? "One item speaks" : "\(count) items speak"
        return [
            finding(
                .minimumPiecesPerCriterion, "evidence.minimumPiecesPerCriterion", rule.source,
                "\(have) to \"\(criterion.title)\"; at least \(minimum) must. Link \(minimum - count) more.",
                criterion: criterion.id)
        ]
    }

    private func kindsFindings(_ counted: [JudgedEvidence]) -> [PolicyFinding] {
        let rule = evidence.minimumKindsPerClaim
        let kinds = Set(counted.map(\.item.kind))
        guard let minimum = rule.value, kinds.count < minimum else { return [] }
        let missing = minimum - kinds.count
        return [
            finding(
                .minimumKindsPerClaim, "evidence.minimumKindsPerClaim", rule.source,
                "The claim has \(kinds.count) of the \(minimum) kinds of evidence it needs: add \(missing) other "
                    + "kind\(missing == 1 ? "" : "s"), for instance an artefact, a testimonial or an observation.")
        ]
    }

    private func neverAloneFindings(_ counted: [JudgedEvidence]) -> [PolicyFinding] {
        let rule = evidence.kindsThatNeverStandAlone
        let kinds = Set(counted.map(\.item.kind))
        guard let never = rule.value, !kinds.isEmpty, kinds.isSubset(of: never) else { return [] }
        let names = EvidenceKind.allCases.filter(kinds.contains).map { "\($0.words)s" }.joined(separator: " and ")
        return [
            finding(
                .kindsThatNeverStandAlone, "evidence.kindsThatNeverStandAlone", rule.source,
                "The claim rests on \(names) alone, which never suffice by themselves: add evidence of another kind.")
        ]
    }

    /// Two testimonials of one witness are one referee; so is one testimonial that is linked to two claims.
    private func refereeFindings(_ items: [JudgedEvidence]) -> [PolicyFinding] {
        guard let rule = evidence.testimony?.contactableReferees, let minimum = rule.value else { return [] }
        let witnesses = items.filter(\.counts).compactMap(\.item.witness)
        let count = Set(witnesses.filter(\.isContactable).map(\.referee)).count
        guard count < minimum else { return [] }
        let have = count == 0 ? "No referee" : count == 1 ? "One referee" : "\(count) referees"
        let ask = minimum - count == 1 ? "one more witness" : "\(minimum - count) more witnesses"
        return [
            finding(
                .contactableReferees, "evidence.testimony.contactableReferees", rule.source,
                "\(have) can be reached; at least \(minimum) must. Ask \(ask) for a testimonial, with a contact at which "
                    + "they answer.")
        ]
    }

    private func itemFindings(_ judged: JudgedEvidence) -> [PolicyFinding] {
        if let reason = judged.uncounted { return [uncountedFinding(judged.item, reason)] }
        guard judged.counts else { return [] }
        return ageFindings(judged) + originalFindings(judged.item)
    }

    private func uncountedFinding(_ item: EvidenceSummary, _ reason: UncountedReason) -> PolicyFinding {
        let (rule, source): (String, Source?) =
            switch reason {
            case .notFirstHand: ("evidence.testimony.firstHand", evidence.testimony?.firstHand.source)
            case .byFamily: ("evidence.testimony.notByFamily", evidence.testimony?.notByFamily.source)
            default: ("counts.\(reason.rawValue)", .prior)
            }
        return PolicyFinding(rule: rule, source: source, blocking: false, words: reason.words, evidence: item.id)
    }

    private func originalFindings(_ item: EvidenceSummary) -> [PolicyFinding] {
        guard let rule = evidence.originalsSeen, let papers = rule.value, item.isOnPaper, !item.isOriginalSeen,
            papers.contains(item.kind == .priorCredential ? .priorCredential : .photoOfPaper)
        else { return [] }
        return [
            finding(
                .originalsSeen, "evidence.originalsSeen", rule.source,
                "Nobody of the institution has seen the paper itself. Take it there, or a copy that an authority has "
                    + "certified.", evidence: item.id)
        ]
    }

    func finding(
        _ rule: SufficiencyRule, _ place: String, _ source: Source?, _ words: String, criterion: String? = nil,
        evidence item: String? = nil
    ) -> PolicyFinding {
        PolicyFinding(
            rule: place, source: source, blocking: evidence.blocking.contains(rule), words: words, criterion: criterion,
            evidence: item)
    }
}

extension Source {
    /// What holds for every policy, because the words mean it: an unsigned statement is no statement.
    public static let prior = Source(
        id: "prior", title: "Prior: what counts as evidence", locator: "docs/api/sufficiency.md", confidence: .own)
}
