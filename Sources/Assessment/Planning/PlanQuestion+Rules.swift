import Foundation

extension PlanQuestion {
    /// The question as numbers.
    func problem() throws(PlanError) -> PlanProblem {
        var opened = PlanLeaves(self)
        let root = try opened.root()
        let leaves = opened.leaves
        var rules: [PlanRule] = []
        if let credits = qualification.credits?.value {
            rules.append(
                PlanRule(
                    floor: "credits", qualification.credits?.source, .creditAmount, Scale.whole(credits),
                    "It asks for \(credits) credits in all", leaves.map { leaf in leaf.brings { _ in leaf.credits } }))
        }
        for minimum in qualification.minimumAtLevel {
            guard let credits = minimum.credits.value else { continue }
            rules.append(
                PlanRule(
                    floor: "minimumAtLevel.\(minimum.level)", minimum.credits.source, .creditAmount,
                    Scale.whole(credits), "It asks for \(credits) credits at level \(minimum.level) or above",
                    leaves.map { leaf in leaf.brings { _ in leaf.level >= minimum.level ? leaf.credits : 0 } }))
        }
        if let residency = qualification.residency {
            rules += floor(
                "residency", "To be earned with the institution", residency.basis, residency.minimum, leaves
            ) { _, way in !way.isBy(residency.notBy) }
        }
        for minimum in minimums {
            rules += floor(
                "minimums.\(minimum.id)", "\u{201C}\(minimum.statement)\u{201D}", minimum.basis, minimum.minimum, leaves
            ) { leaf, way in
                let least: Int
                switch minimum.atOrAbove {
                case nil: least = 0
                case .number(let level): least = level
                case .exit: least = qualification.level
                }
                return leaf.level >= least && !way.isBy(minimum.notBy)
            }
        }
        for limit in limits { rules += ceilings(limit, leaves) }
        return PlanProblem(leaves: leaves, root: root, rules: rules, notes: notes(leaves))
    }

    private func floor(
        _ rule: String, _ title: String, _ basis: CreditLimit.Basis, _ figure: Sourced<Decimal>, _ leaves: [PlanLeaf],
        _ includes: (PlanLeaf, PlanLeaf.Way) -> Bool
    ) -> [PlanRule] {
        guard let least = figure.value else { return [] }
        let asks = "\(title): at least \(basis.show(least))"
        switch basis {
        case .courses:
            return [
                PlanRule(
                    floor: rule, figure.source, basis, Scale.whole(least), asks,
                    leaves.map { leaf in leaf.brings { includes(leaf, $0) ? Scale.one : 0 } })
            ]
        case .creditAmount:
            return [
                PlanRule(
                    floor: rule, figure.source, basis, Scale.whole(least), asks,
                    leaves.map { leaf in leaf.brings { includes(leaf, $0) ? leaf.credits : 0 } })
            ]
        case .creditShare:
            if let whole = qualification.credits?.value {
                let need = least * whole
                return [
                    PlanRule(
                        floor: rule, figure.source, .creditAmount, Scale.whole(need), "\(asks), or \(need) credits",
                        leaves.map { leaf in leaf.brings { includes(leaf, $0) ? leaf.credits : 0 } })
                ]
            }
            // Of whatever counts in the end: what is included brings its credits, and everything asks for its share.
            return [
                PlanRule(
                    floor: rule, figure.source, basis, 0, asks,
                    leaves.map { leaf in
                        leaf.brings { (includes(leaf, $0) ? leaf.credits : 0) - Self.part(least, leaf.credits) }
                    })
            ]
        }
    }

    /// A limit over the qualification is one rule, one over each level of it is a rule for each level that occurs.
    private func ceilings(_ limit: CreditLimit, _ leaves: [PlanLeaf]) -> [PlanRule] {
        guard let most = limit.maximum.value else { return [] }
        let spans: [(rule: String, words: String, levels: LevelRange?)]
        switch limit.scope {
        case .unit, .year, .cohort: return []
        case .qualification: spans = [("limits.\(limit.id)", "", nil)]
        case .level:
            let levels = Set(leaves.map(\.level)).filter { limit.levels?.contains($0) ?? true }.sorted()
            spans = levels.map {
                ("limits.\(limit.id).\($0)", " at level \($0)", LevelRange(lowest: $0, highest: $0))
            }
        }
        return spans.map { span in
            let inSpan: (PlanLeaf) -> Bool = { span.levels?.contains($0.level) ?? true }
            let counted: (PlanLeaf, PlanLeaf.Way) -> Bool = { leaf, way in
                way.isBy(limit.routes) && inSpan(leaf) && (limit.levels?.contains(leaf.level) ?? true)
            }
            let whole = limit.scope == .qualification ? qualification.credits?.value : nil
            let asks = "\u{201C}\(limit.statement)\u{201D}\(span.words): at most \(limit.basis.show(most))"
            switch (limit.basis, whole) {
            case (.courses, _):
                return PlanRule(
                    ceiling: span.rule, limit.maximum.source, limit.basis, Scale.whole(most), asks,
                    leaves.map { leaf in leaf.brings { counted(leaf, $0) ? -Scale.one : 0 } })
            case (.creditAmount, _):
                return PlanRule(
                    ceiling: span.rule, limit.maximum.source, .creditAmount, Scale.whole(most), asks,
                    leaves.map { leaf in leaf.brings { counted(leaf, $0) ? -leaf.credits : 0 } })
            case (.creditShare, let whole?):
                return PlanRule(
                    ceiling: span.rule, limit.maximum.source, .creditAmount, Scale.whole(most * whole),
                    "\(asks), or \(most * whole) credits",
                    leaves.map { leaf in leaf.brings { counted(leaf, $0) ? -leaf.credits : 0 } })
            case (.creditShare, nil):
                return PlanRule(
                    ceiling: span.rule, limit.maximum.source, .creditShare, 0, asks,
                    leaves.map { leaf in
                        leaf.brings {
                            (inSpan(leaf) ? Self.part(most, leaf.credits) : 0) - (counted(leaf, $0) ? leaf.credits : 0)
                        }
                    })
            }
        }
    }

    private static func part(_ share: Decimal, _ credits: Int) -> Int { Scale.whole(share * Scale.figure(credits)) }

    private func notes(_ leaves: [PlanLeaf]) -> [PlanReason] {
        var notes: [PlanReason] = []
        for limit in limits {
            let rule = "limits.\(limit.id)"
            if limit.maximum.isGap {
                notes.append(
                    PlanReason(
                        rule: rule,
                        words: "\u{201C}\(limit.statement)\u{201D} has no figure and limits nothing here: "
                            + (limit.maximum.note ?? "it is a gap.")))
            } else if limit.scope == .year, let most = limit.maximum.value {
                notes.append(
                    PlanReason(
                        rule: rule, source: limit.maximum.source,
                        words: "\u{201C}\(limit.statement)\u{201D} holds for twelve months, at most "
                            + "\(limit.basis.show(most)); a plan may take longer and is not cut short by it."))
            }
        }
        let unknown = leaves.filter { $0.ways.contains(.study) && $0.unit?.notionalHours == nil }
        if !unknown.isEmpty {
            notes.append(
                PlanReason(
                    rule: "notionalHours",
                    words: "The hours of these units are not known and count as none: "
                        + "\(unknown.map(\.title).listed)."))
        }
        return notes
    }
}

extension PlanLeaf {
    /// What each way brings; what does not count brings nothing.
    fileprivate func brings(_ amount: (Way) -> Int) -> [Int] { ways.map { counts($0) ? amount($0) : 0 } }
}

extension PlanLeaf.Way {
    fileprivate func isBy(_ routes: [RecognitionRoute]) -> Bool {
        switch self {
        case .held(let route?), .claim(let route): routes.contains(route)
        case .held(nil), .uncounted, .skipped, .study: false
        }
    }
}

extension PlanRule {
    fileprivate init(
        floor rule: String, _ source: Source?, _ basis: CreditLimit.Basis, _ need: Int, _ asks: String,
        _ brings: [[Int]]
    ) {
        self.init(rule: rule, source: source, basis: basis, need: need, brings: brings) { sum in
            guard basis != .creditShare else {
                return sum >= need ? "\(asks); it is there." : "\(asks); it is not there."
            }
            return "\(asks); \(basis.show(Scale.figure(sum))) in this plan."
        }
    }

    fileprivate init(
        ceiling rule: String, _ source: Source?, _ basis: CreditLimit.Basis, _ most: Int, _ asks: String,
        _ brings: [[Int]]
    ) {
        self.init(rule: rule, source: source, basis: basis, need: -most, brings: brings) { sum in
            guard basis != .creditShare else { return sum >= 0 ? "\(asks); it is kept." : "\(asks); it is passed." }
            return "\(asks); \(basis.show(Scale.figure(-sum))) in this plan."
        }
    }
}
