public import Foundation

/// One grant of credit, made or proposed.
public struct CreditGrant: Codable, Sendable, Equatable {
    /// The unit credited.
    public var unit: DocumentKey
    /// By which route.
    public var route: RecognitionRoute
    /// How much; nil where the unit carries no credit.
    public var credits: Decimal?
    /// The credit system of that amount.
    public var creditSystem: String?
    /// The unit's level.
    public var level: Int
    /// The qualification it counts towards, as the caller names qualifications; nil where towards none.
    public var qualification: String?
    /// When it was granted, or would be.
    public var grantedOn: Date

    /// A grant.
    public init(
        unit: DocumentKey, route: RecognitionRoute, credits: Decimal?, creditSystem: String?, level: Int,
        qualification: String? = nil, grantedOn: Date
    ) {
        self.unit = unit
        self.route = route
        self.credits = credits
        self.creditSystem = creditSystem
        self.level = level
        self.qualification = qualification
        self.grantedOn = grantedOn
    }
}

extension Policy {
    /// What speaks against granting `proposed` to a person who already holds `granted`: double award first, then the
    /// limits in the policy's order.
    ///
    /// `scopeCredits` is all the credit of the qualification (for limits of scope `level`, of that level of it), in the
    /// proposed grant's credit system; nil where not known, and then a limit on a share is reported as not checked.
    /// `unitCredits` is all the credit of the proposed unit, for limits of scope `unit`, in the same way.
    /// Amounts in another credit system are never added up: they are reported as not counted. A limit on a cohort is
    /// not a limit on one person and gives no finding here, and one that does not hold on the day of the grant gives none.
    public func limitFindings(
        granted: [CreditGrant], proposed: CreditGrant, scopeCredits: Decimal? = nil, unitCredits: Decimal? = nil
    ) -> [PolicyFinding] {
        limitFindings(granted: granted, proposed: proposed) { $0.scope == .unit ? unitCredits : scopeCredits }
    }

    /// The same with the credit of the whole of each limit.
    func limitFindings(
        granted: [CreditGrant], proposed: CreditGrant, whole: (CreditLimit) -> Decimal?
    ) -> [PolicyFinding] {
        doubleAwardFindings(granted, proposed) + limits.flatMap { findings(of: $0, granted, proposed, whole($0)) }
    }

    private func doubleAwardFindings(_ granted: [CreditGrant], _ proposed: CreditGrant) -> [PolicyFinding] {
        guard doubleAward.sameUnitOnce.value == true,
            let earlier = granted.first(where: { $0.unit.id == proposed.unit.id })
        else { return [] }
        return [
            PolicyFinding(
                rule: "doubleAward.sameUnitOnce", source: doubleAward.sameUnitOnce.source, blocking: true,
                words: "Credit for this unit was already granted (\(earlier.unit), on \(day(earlier.grantedOn))); "
                    + "the same learning is credited once only.")
        ]
    }

    private func findings(
        of limit: CreditLimit, _ granted: [CreditGrant], _ proposed: CreditGrant, _ scopeCredits: Decimal?
    ) -> [PolicyFinding] {
        guard let maximum = limit.maximum.value, limit.scope != .cohort, limit.speaks(of: proposed),
            limit.holds(on: proposed.grantedOn, under: self)
        else { return [] }
        let counted = granted.filter { limit.speaks(of: $0) && limit.joins($0, proposed) }
        let comparable = counted.filter { $0.creditSystem == proposed.creditSystem }
        var findings: [PolicyFinding] = []
        let total: Decimal
        let isPassed: Bool
        switch limit.basis {
        case .courses:
            total = Decimal(counted.count + 1)
            isPassed = total > maximum
        case .creditAmount:
            total = sum(comparable) + (proposed.credits ?? 0)
            isPassed = proposed.credits != nil && total > maximum
        case .creditShare:
            guard let scopeCredits, scopeCredits > 0 else {
                return [
                    finding(limit, blocking: false, "could not be checked: the credit of the whole is not known.")
                ]
            }
            let credits = sum(comparable) + (proposed.credits ?? 0)
            total = credits / scopeCredits
            // Multiplied and not divided, so that what fits is to the last digit what is let through.
            isPassed = proposed.credits != nil && credits > maximum * scopeCredits
        }
        if isPassed {
            findings.append(
                finding(
                    limit, blocking: true,
                    "would be passed: \(limit.show(total)) with this grant, and at most \(limit.show(maximum)).")
            )
        }
        if limit.basis != .courses, comparable.count < counted.count {
            findings.append(
                finding(
                    limit, blocking: false,
                    "was checked without \(counted.count - comparable.count) earlier grant(s) in another credit system."
                )
            )
        }
        return findings
    }

    private func finding(_ limit: CreditLimit, blocking: Bool, _ words: String) -> PolicyFinding {
        PolicyFinding(
            rule: "limits.\(limit.id)", source: limit.maximum.source, blocking: blocking,
            words: "The limit \"\(limit.statement)\" \(words)")
    }

    private func sum(_ grants: [CreditGrant]) -> Decimal {
        grants.reduce(0) { $0 + ($1.credits ?? 0) }
    }

    private func day(_ date: Date) -> String {
        date.formatted(.iso8601.year().month().day())
    }
}

extension CreditLimit {
    func speaks(of grant: CreditGrant) -> Bool {
        routes.contains(grant.route) && (levels?.contains(grant.level) ?? true)
    }

    /// Whether an earlier grant is added to the proposed one.
    func joins(_ earlier: CreditGrant, _ proposed: CreditGrant) -> Bool {
        switch scope {
        case .unit:
            return earlier.unit.id == proposed.unit.id
        case .qualification:
            return earlier.qualification == proposed.qualification
        case .level:
            return earlier.qualification == proposed.qualification && earlier.level == proposed.level
        case .year:
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = .gmt
            guard let start = calendar.date(byAdding: .year, value: -1, to: proposed.grantedOn) else { return true }
            return earlier.grantedOn > start
        case .cohort:
            return false
        }
    }

    /// Whether it holds on the day of a grant.
    func holds(on moment: Date, under policy: Policy) -> Bool {
        (validity ?? policy.validity)?.contains(CalendarDate(moment)) ?? true
    }

    func show(_ figure: Decimal) -> String { basis.show(figure) }
}

extension CreditLimit.Basis {
    /// A figure of this basis as a person reads it.
    func show(_ figure: Decimal) -> String {
        switch self {
        case .creditShare:
            var percent = figure * 100
            var rounded = Decimal()
            NSDecimalRound(&rounded, &percent, 1, .plain)
            return "\(rounded) %"
        case .creditAmount: return "\(figure) credits"
        case .courses: return figure == 1 ? "1 unit" : "\(figure) units"
        }
    }
}
