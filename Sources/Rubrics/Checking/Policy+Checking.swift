import Assessment
import Foundation

extension Policy {
    /// Notes what the policy's rules say against each other and against its framework.
    func check(_ faults: Faults, frameworks: Frameworks) {
        checkUnique(limits.map(\.id), "limit", faults) { ["limits", .index($0), "id"] }
        checkUnique(minimums.map(\.id), "minimum", faults) { ["minimums", .index($0), "id"] }
        checkUnique(sources.map(\.id), "source", faults) { ["sources", .index($0), "id"] }
        checkUnique((appeal.grounds.value ?? []).map(\.id), "ground", faults) {
            ["appeal", "grounds", "value", .index($0), "id"]
        }
        checkUnique((evidence.acceptedMediaTypes.value ?? []).map(\.type), "media type", faults) {
            ["evidence", "acceptedMediaTypes", "value", .index($0), "type"]
        }
        checkUnique((retention?.files ?? []).map(\.id), "rule for files", faults) {
            ["retention", "files", .index($0), "id"]
        }
        checkUnique((retention?.files ?? []).map(\.after.rawValue), "end with a rule", faults) {
            ["retention", "files", .index($0), "after"]
        }
        checkEvidence(faults)
        checkCurrency(faults)
        if moderation.onlyCertified?.value == true, moderation.certification?.value == nil {
            faults.add(
                ["moderation", "onlyCertified", "value"], "Nobody can be certified, so nobody could be given anything.",
                "Say under `certification` what has to be reached, or write false.")
        }
        guard let framework = frameworks.named(self.framework, faults) else { return }
        for (index, limit) in limits.enumerated() {
            guard let highest = limit.levels?.highest, framework.level(highest) == nil else { continue }
            faults.add(
                ["limits", .index(index), "levels", "highest"], "\(framework.key) has no level \(highest).",
                "It has levels 1 to \(framework.levels.count).")
        }
        checkMinimums(faults, framework)
    }

    private func checkMinimums(_ faults: Faults, _ framework: Framework) {
        for (index, minimum) in minimums.enumerated() {
            let path: Path = ["minimums", .index(index)]
            if case .number(let level) = minimum.atOrAbove, framework.level(level) == nil {
                faults.add(
                    path + "atOrAbove", "\(framework.key) has no level \(level).",
                    "It has levels 1 to \(framework.levels.count).")
            }
            if let limit = limits.firstIndex(where: { $0.id == minimum.id }) {
                faults.add(
                    path + "id", "The limit at place \(limit + 1) has the id \"\(minimum.id)\" too.",
                    "Give limits and minimums ids of their own.")
            }
            guard minimum.basis == .creditShare, let least = minimum.minimum.value else { continue }
            for limit in limits where limit.scope == .qualification && limit.basis == .creditShare {
                guard let most = limit.maximum.value, limit.levels == nil, minimum.atOrAbove == nil,
                    Set(limit.routes).isSubset(of: minimum.notBy), least + most > 1
                else { continue }
                faults.add(
                    path + ["minimum", "value"],
                    "\(least * 100) % have to be earned otherwise, so \(most * 100) % under the limit \"\(limit.id)\" "
                        + "can never be reached.",
                    "Write at most \(1 - most), or lower the limit.")
            }
        }
    }

    private func checkEvidence(_ faults: Faults) {
        for (index, rule) in evidence.blocking.enumerated() where !hasFigure(rule) {
            faults.add(
                ["evidence", "blocking", .index(index)], "\"\(rule.rawValue)\" has no figure, so it can stop nothing.",
                "Give the rule a figure, or take it out of this list.")
        }
        if let never = evidence.kindsThatNeverStandAlone.value, Set(never).count == EvidenceKind.allCases.count {
            faults.add(
                ["evidence", "kindsThatNeverStandAlone", "value"],
                "No kind of evidence is left that could carry a claim.",
                "Leave at least one kind out.")
        }
        guard let most = evidence.maximumItemBytes.value else { return }
        for (index, type) in (evidence.acceptedMediaTypes.value ?? []).enumerated() {
            guard let bytes = type.maximumBytes, bytes > most else { continue }
            faults.add(
                ["evidence", "acceptedMediaTypes", "value", .index(index), "maximumBytes"],
                "\(bytes) bytes are more than any item may have.", "Write at most \(most).")
        }
    }

    private func checkCurrency(_ faults: Faults) {
        guard let years = currency.years.value, let critical = currency.yearsCritical.value, critical > years else {
            return
        }
        faults.add(
            ["currency", "yearsCritical", "value"], "Critical skills would count for longer than others.",
            "Write at most \(years).")
    }

    private func hasFigure(_ rule: SufficiencyRule) -> Bool {
        switch rule {
        case .minimumPiecesPerCriterion: !evidence.minimumPiecesPerCriterion.isGap
        case .minimumKindsPerClaim: !evidence.minimumKindsPerClaim.isGap
        case .kindsThatNeverStandAlone: !evidence.kindsThatNeverStandAlone.isGap
        case .currency: !currency.years.isGap || !currency.yearsCritical.isGap
        case .statementOfCurrency: currency.statementOfCurrency?.value != nil
        case .originalsSeen: evidence.originalsSeen?.value != nil
        case .contactableReferees: evidence.testimony?.contactableReferees.value != nil
        }
    }
}
