public import Foundation

extension Policy {
    /// How many credits could still be granted for `proposed` beside what was `granted` before; nil where nothing limits
    /// them. 0 where the unit was credited already or the number of units is used up.
    ///
    /// `scopeCredits` is as in ``limitFindings(granted:proposed:scopeCredits:)``; a share of an unknown whole limits nothing.
    /// `unitCredits` is all the credit of the unit, for limits of scope `unit`.
    public func room(
        granted: [CreditGrant], proposed: CreditGrant, scopeCredits: Decimal? = nil, unitCredits: Decimal? = nil
    ) -> Decimal? {
        room(granted: granted, proposed: proposed) { $0.scope == .unit ? unitCredits : scopeCredits }
    }

    /// The same with the credit of the whole of each limit.
    func room(granted: [CreditGrant], proposed: CreditGrant, whole: (CreditLimit) -> Decimal?) -> Decimal? {
        if doubleAward.sameUnitOnce.value == true, granted.contains(where: { $0.unit.id == proposed.unit.id }) {
            return 0
        }
        let rooms = limits.compactMap { limit -> Decimal? in
            guard let maximum = limit.maximum.value, limit.scope != .cohort, limit.speaks(of: proposed),
                limit.holds(on: proposed.grantedOn, under: self)
            else { return nil }
            let counted = granted.filter { limit.speaks(of: $0) && limit.joins($0, proposed) }
            let used = counted.filter { $0.creditSystem == proposed.creditSystem }.reduce(0) { $0 + ($1.credits ?? 0) }
            switch limit.basis {
            case .courses: return Decimal(counted.count) < maximum ? nil : 0
            case .creditAmount: return max(0, maximum - used)
            case .creditShare: return whole(limit).flatMap { $0 > 0 ? max(0, maximum * $0 - used) : nil }
            }
        }
        return rooms.min()
    }
}
