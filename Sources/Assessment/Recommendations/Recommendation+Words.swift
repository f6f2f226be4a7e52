public import Foundation

extension Recommendation {
    /// The recommendation in one sentence, as credit recommendation services write it: the amount, the subjects it may be posted
    /// under, and the level.
    /// - Parameters:
    ///   - title: what the unit is called.
    ///   - hours: the notional hours behind the whole of it; nil where not known.
    ///   - framework: the framework it stands on; nil where it is not at hand.
    public func words(for title: String, hours: Decimal?, _ framework: Framework?) -> String {
        let place = "level \(level) of \(framework?.name ?? framework?.key.description ?? self.framework.description)"
        guard kind == .credit else { return "No credit is recommended for \u{201C}\(title)\u{201D} at \(place)." }
        var amount = "The unit"
        if let credits = self.amount {
            let system = framework?.creditSystem?.name ?? credits.system
            amount = "\(credits.credits) \u{00D7} \(system)"
            if let hours { amount += " (\(hours) hours)" }
        }
        let named = subjects.isEmpty ? "\u{201C}\(title)\u{201D}" : subjects.alternatives
        let on = conditions.isEmpty ? "" : " On these conditions: \(conditions)"
        return "\(amount) in \(named), at \(place).\(on)"
    }
}

extension [String] {
    /// "one, two, or three".
    fileprivate var alternatives: String {
        guard count > 1, let last else { return first ?? "" }
        return dropLast().joined(separator: ", ") + (count > 2 ? ", or " : " or ") + last
    }
}
