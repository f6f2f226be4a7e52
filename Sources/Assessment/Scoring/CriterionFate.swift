/// What becomes of one criterion's marks when a claim is moved to another version of its rubric, whatever marks there are.
public struct CriterionFate: Sendable, Equatable {
    /// What becomes of them.
    public enum Kind: String, Codable, Sendable, CaseIterable {
        /// The criterion and all its levels are the same: every mark carries over.
        case carried
        /// Some levels mean the same: a mark at one of them carries over, any other is made again.
        case partly
        /// Every mark is made again.
        case again
        /// There was no such criterion: it is scored for the first time.
        case new
        /// The criterion is not asked for any more; its marks stay with the old version.
        case gone
    }

    /// The criterion's id.
    public var criterion: String
    /// A few words for it.
    public var title: String
    /// What becomes of its marks.
    public var kind: Kind
    /// Why, in a sentence.
    public var words: String
}

extension Rubric {
    /// What a move to a later version means for each criterion: those of the later one in its order, then those that are gone.
    /// It says nothing of any mark, so that whoever decides on the move stays blind.
    public func fates(under later: Rubric) -> [CriterionFate] {
        later.criteria.map { criterion in fate(of: criterion, under: later) }
            + criteria.filter { later.criterion($0.id) == nil }.map {
                CriterionFate(
                    criterion: $0.id, title: $0.title, kind: .gone,
                    words: "\u{201C}\($0.title)\u{201D} is no longer asked for; marks on it stay with the old version.")
            }
    }

    /// A move to a later version in a sentence or two.
    public func moveInWords(to later: Rubric) -> String {
        let fates = fates(under: later)
        func count(_ kinds: CriterionFate.Kind...) -> Int { fates.count { kinds.contains($0.kind) } }
        var words = "Of \(criteria.count) criteria \(count(.carried)) are the same and keep their marks"
        if count(.again, .partly) > 0 { words += ", \(count(.again, .partly)) are changed" }
        if count(.gone) > 0 { words += ", \(count(.gone)) are no longer asked for" }
        if count(.new) > 0 { words += "; \(count(.new)) are new" }
        return words + (aggregation == later.aggregation ? "." : ". The rule of the result is another.")
    }

    private func fate(of criterion: Criterion, under later: Rubric) -> CriterionFate {
        func fate(_ kind: CriterionFate.Kind, _ words: String) -> CriterionFate {
            CriterionFate(criterion: criterion.id, title: criterion.title, kind: kind, words: words)
        }
        let title = "\u{201C}\(criterion.title)\u{201D}"
        guard let earlier = self.criterion(criterion.id) else {
            return fate(.new, "\(title) is new and is scored for the first time.")
        }
        let kept = earlier.levels.filter { level in
            move([criterion.id: level.id], to: later).carried[criterion.id] != nil
        }
        if kept.count == earlier.levels.count, criterion.levels.count == kept.count {
            return fate(.carried, "\(title) asks for the same; every mark carries over.")
        }
        if kept.isEmpty {
            let reason = earlier.levels.first.flatMap { move([criterion.id: $0.id], to: later).reasons[criterion.id] }
            return fate(.again, reason ?? "\(title) is another; every mark is made again.")
        }
        let names = kept.map { "\u{201C}\($0.name)\u{201D}" }.joined(separator: ", ")
        return fate(.partly, "Of \(title), marks at \(names) carry over; marks at any other level are made again.")
    }
}
