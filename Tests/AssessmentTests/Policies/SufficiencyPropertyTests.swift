import Assessment
import Foundation
import Testing

/// What holds for every policy and every portfolio: drawn at random, the same in every run, and held against the rules said
/// again in another way.
@Suite struct SufficiencyPropertyTests {
    let day = CalendarDate(year: 2026, month: 6, day: 1)

    @Test(arguments: 0..<8)
    func `no portfolio submits while a blocking rule is unmet, and none is blocked with nothing named`(
        seed: UInt64
    ) throws {
        var random = Seeded(seed)
        let day = try #require(day)
        var (complete, blocked) = (0, 0)
        for _ in 0..<400 {
            let policy = try drawPolicy(&random)
            let claims = try drawClaims(&random)
            let found = policy.sufficiency(of: claims, on: day)
            let unmet = Set(policy.evidence.blocking).filter { isUnmet($0, policy, claims, day) }
            #expect(found.isComplete == (!claims.isEmpty && unmet.isEmpty), "\(unmet) \(found)")
            #expect(Set(found.blocking.map { $0.rule.ruleName }) == Set(unmet.map(\.rawValue)))
            for finding in found.findings + found.claims.flatMap(\.findings) {
                #expect(!finding.rule.isEmpty && finding.source != nil && finding.words.hasSuffix("."), "\(finding)")
                #expect(policy.evidence.blocking.map(\.rawValue).contains(finding.rule.ruleName) || !finding.blocking)
            }
            if found.isComplete { complete += 1 } else { blocked += 1 }
        }
        #expect(complete > 20 && blocked > 20, "\(complete) complete, \(blocked) blocked: the drawing is lopsided")
    }

    @Test(arguments: 0..<4)
    func `recent evidence of another kind never makes a portfolio worse`(seed: UInt64) throws {
        var random = Seeded(100 + seed)
        let day = try #require(day)
        for _ in 0..<300 {
            var policy = try drawPolicy(&random)
            policy.evidence.kindsThatNeverStandAlone.value?.removeAll { $0 == .observation }
            var claims = try drawClaims(&random)
            let before = policy.sufficiency(of: claims, on: day)
            guard !claims.isEmpty else { continue }
            let place = Int.random(in: claims.indices, using: &random)
            claims[place].items.append(
                EvidenceSummary(
                    id: "new", kind: .observation, criteria: claims[place].unit.rubric.criteria.map(\.id),
                    producedOn: day))
            let after = policy.sufficiency(of: claims, on: day)
            #expect(Set(after.blocking.map(\.key)).isSubset(of: Set(before.blocking.map(\.key))))
        }
    }

    private func isUnmet(
        _ rule: SufficiencyRule, _ policy: Policy, _ claims: [ClaimedEvidence], _ day: CalendarDate
    ) -> Bool {
        func counts(_ item: EvidenceSummary) -> Bool {
            guard item.uncounted == nil, !item.criteria.isEmpty else { return false }
            guard let witness = item.witness, let testimony = policy.evidence.testimony else { return true }
            let isHearsay = testimony.firstHand.value == true && !witness.isFirstHand
            return !isHearsay && !(testimony.notByFamily.value == true && witness.isFamily)
        }
        if rule == .contactableReferees {
            guard let least = policy.evidence.testimony?.contactableReferees.value, !claims.isEmpty else {
                return false
            }
            let witnesses = claims.flatMap(\.items).filter(counts).compactMap(\.witness).filter(\.isContactable)
            return Set(witnesses.map(\.referee)).count < least
        }
        return claims.contains { claim in
            let items = claim.items.filter(counts)
            return claim.unit.isUnmet(rule, policy, items, day)
        }
    }

    private func drawPolicy(_ random: inout Seeded) throws -> Policy {
        func figure(_ values: ClosedRange<Int>) -> Sourced<Int> {
            Int.random(in: 0..<4, using: &random) == 0
                ? Sourced(gap: "unknown") : Sourced(Int.random(in: values, using: &random), source: Samples.own)
        }
        func yesOrNo() -> Sourced<Bool> { Sourced(Bool.random(using: &random), source: Samples.own) }
        func kinds() -> Sourced<[EvidenceKind]> {
            Sourced(
                EvidenceKind.allCases.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }, source: Samples.own)
        }
        return try Samples.policy { policy in
            policy.evidence.minimumPiecesPerCriterion = figure(1...2)
            policy.evidence.minimumKindsPerClaim = figure(1...2)
            policy.evidence.kindsThatNeverStandAlone = kinds()
            policy.evidence.testimony = TestimonyRules(
                firstHand: yesOrNo(), notByFamily: yesOrNo(), contactableReferees: figure(1...2))
            policy.evidence.originalsSeen = Sourced(
                PaperSubject.allCases.filter { _ in Bool.random(using: &random) }, source: Samples.own)
            policy.currency.years = figure(1...6)
            policy.currency.yearsCritical = figure(1...3)
            policy.currency.byKind[.artefact] = figure(1...6)
            policy.currency.byUnit["knots"] = Int.random(in: 0..<4, using: &random) == 0 ? figure(1...6) : nil
            policy.currency.undated = Sourced(Bool.random(using: &random) ? .advise : .notCurrent, source: Samples.own)
            policy.currency.statementOfCurrency = kinds()
            policy.evidence.blocking = SufficiencyRule.allCases.filter { _ in Int.random(in: 0..<3, using: &random) == 0
            }
        }
    }

    private func drawClaims(_ random: inout Seeded) throws -> [ClaimedEvidence] {
        try (0..<Int.random(in: 0...2, using: &random)).map { _ in
            let criteria = ["a", "b"].prefix(Int.random(in: 1...2, using: &random)).map { Samples.criterion($0) }
            let rubric = Rubric(criteria: criteria, aggregation: .allSatisfactory(minimum: "l1"))
            let unit = try Samples.unit(rubric, critical: Bool.random(using: &random))
            let items = (0..<Int.random(in: 0...6, using: &random)).map { drawItem("\($0)", criteria, &random) }
            return ClaimedEvidence(claim: ID(UUID()), unit: unit, items: items)
        }
    }

    private func drawItem(_ id: String, _ criteria: [Criterion], _ random: inout Seeded) -> EvidenceSummary {
        let kind = EvidenceKind.allCases.randomElement(using: &random) ?? .artefact
        var item = EvidenceSummary(
            id: id, kind: kind,
            criteria: criteria.map(\.id).filter { _ in Int.random(in: 0..<5, using: &random) > 0 })
        if Int.random(in: 0..<6, using: &random) > 0 {
            item.producedOn = CalendarDate(
                year: Int.random(in: 2019...2026, using: &random), month: Int.random(in: 1...6, using: &random), day: 1)
        }
        if Int.random(in: 0..<8, using: &random) == 0 { item.uncounted = .withdrawn }
        item.isOnPaper = Int.random(in: 0..<4, using: &random) == 0
        item.isOriginalSeen = Bool.random(using: &random)
        if Int.random(in: 0..<2, using: &random) == 0 { item.upheldBy = ["\(Int.random(in: 0..<6, using: &random))"] }
        guard kind == .testimonial else { return item }
        item.witness = EvidenceSummary.Witness(
            referee: ["pule", "mpho", "neo"].randomElement(using: &random) ?? "",
            isFirstHand: Int.random(in: 0..<4, using: &random) > 0,
            isFamily: Int.random(in: 0..<5, using: &random) == 0,
            isContactable: Int.random(in: 0..<4, using: &random) > 0)
        return item
    }
}

extension Unit {
    /// Whether a claim of this unit breaks a rule, with the items that count.
    fileprivate func isUnmet(
        _ rule: SufficiencyRule, _ policy: Policy, _ items: [EvidenceSummary], _ day: CalendarDate
    ) -> Bool {
        let evidence = policy.evidence
        func window(_ item: EvidenceSummary) -> Int? {
            if let own = policy.currency.byUnit[key.id]?.value { return own }
            let usual = policy.currency.byKind[item.kind]?.value ?? policy.currency.years.value
            let shortest = critical ? policy.currency.yearsCritical.value : nil
            return [usual, shortest].compactMap(\.self).min()
        }
        /// Nil for an item without a date.
        func isFresh(_ item: EvidenceSummary) -> Bool? {
            guard let years = window(item) else { return true }
            return item.producedOn.map { day <= $0.adding(years: years) }
        }
        func isUpheld(_ item: EvidenceSummary) -> Bool {
            guard policy.currency.statementOfCurrency?.value?.contains(item.kind) == true else { return false }
            return items.contains {
                item.upheldBy?.contains($0.id) == true && $0.producedOn != nil && isFresh($0) == true
            }
        }
        let kinds = Set(items.map(\.kind))
        switch rule {
        case .minimumPiecesPerCriterion:
            let least = evidence.minimumPiecesPerCriterion.value ?? 0
            return rubric.criteria.contains { one in items.count { $0.criteria.contains(one.id) } < least }
        case .minimumKindsPerClaim:
            return kinds.count < evidence.minimumKindsPerClaim.value ?? 0
        case .kindsThatNeverStandAlone:
            guard let never = evidence.kindsThatNeverStandAlone.value, !kinds.isEmpty else { return false }
            return kinds.allSatisfy(never.contains)
        case .currency:
            return rubric.criteria.contains { one in
                let speaking = items.filter { $0.criteria.contains(one.id) }
                return !speaking.isEmpty
                    && speaking.allSatisfy { item in
                        switch isFresh(item) {
                        case true?: false
                        case false?: !isUpheld(item)
                        case nil: policy.currency.undated?.value == .notCurrent
                        }
                    }
            }
        case .statementOfCurrency:
            return items.contains { item in
                policy.currency.statementOfCurrency?.value?.contains(item.kind) == true && isFresh(item) == false
                    && !isUpheld(item)
            }
        case .originalsSeen:
            let papers = evidence.originalsSeen?.value ?? []
            return items.contains { item in
                let paper: PaperSubject = item.kind == .priorCredential ? .priorCredential : .photoOfPaper
                return item.isOnPaper && !item.isOriginalSeen && papers.contains(paper)
            }
        case .contactableReferees:
            return false
        }
    }
}

extension String {
    /// The rule that `blocking` names, of a finding's place in the policy.
    fileprivate var ruleName: String {
        if hasSuffix(".statementOfCurrency") { return "statementOfCurrency" }
        if hasPrefix("currency.") { return "currency" }
        return split(separator: ".").last.map(String.init) ?? self
    }
}

extension PolicyFinding {
    fileprivate var key: String { "\(rule) \(criterion ?? "") \(evidence ?? "")" }
}
