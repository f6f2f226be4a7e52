import Foundation

extension Rubric {
    /// The findings that a claim which is not met fell short on, in the rubric's order.
    ///
    /// Where the rule asks for a level on a single criterion these are the ones that missed it. Where it adds up, they are
    /// the ones below their top level that could have brought the missing points: all of them, or for a floor those of the
    /// learning outcomes under it. Empty where the claim is met.
    public func unmet(in result: RubricResult) -> [CriterionFinding] {
        guard result.outcome == .notYetCompetent else { return [] }
        let outcomes = outcomesShort(in: result)
        let unmet = result.findings.filter { finding in
            guard let criterion = criterion(finding.criterion) else { return false }
            let couldBringMore = finding.points < criterion.maximumPoints && outcomes.contains(criterion.outcome)
            return !finding.reached || couldBringMore
        }
        return unmet.isEmpty ? result.findings : unmet
    }

    /// What to reach next time on a criterion that fell short: the level it must reach, and under a rule that adds points up
    /// at least the level that carries the criterion's share of them. The top level where neither says anything.
    func aim(of criterion: Criterion, after finding: CriterionFinding) -> CriterionLevel? {
        let required = finding.required.flatMap(criterion.rank(of:)) ?? 0
        let share: Decimal? =
            switch aggregation {
            case .conjunctiveWithFloor(let floor): floor
            case .weighted(let threshold): threshold
            case .allSatisfactory, .compensated, .meanToCredit: nil
            }
        guard let share else { return finding.reached ? criterion.levels.last : criterion.levels[required] }
        let points = share * Decimal(criterion.maximumPoints)
        let enough = criterion.levels.indices.first { $0 >= required && Decimal(criterion.levels[$0].points) >= points }
        return enough.map { criterion.levels[$0] } ?? criterion.levels.last
    }

    /// The learning outcomes that lack points under a rule that adds up; none under a rule that asks criterion by criterion.
    private func outcomesShort(in result: RubricResult) -> Set<String> {
        let all = Set(criteria.map(\.outcome))
        switch aggregation {
        case .allSatisfactory, .compensated:
            return []
        case .weighted(let threshold):
            return result.points < threshold * result.maximum ? all : []
        case .meanToCredit:
            return result.findings.contains { !$0.reached } ? [] : all
        case .conjunctiveWithFloor(let floor):
            return all.filter { outcome in
                let own = criteria.filter { $0.outcome == outcome }
                let maximum = own.reduce(Decimal(0)) { $0 + Decimal($1.maximumPoints) * ($1.weight ?? 1) }
                let points = result.findings.reduce(Decimal(0)) { sum, finding in
                    guard let criterion = own.first(where: { $0.id == finding.criterion }) else { return sum }
                    return sum + Decimal(finding.points) * (criterion.weight ?? 1)
                }
                return points < floor * maximum
            }
        }
    }
}
