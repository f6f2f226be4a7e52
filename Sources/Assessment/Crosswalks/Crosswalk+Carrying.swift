public import Foundation

/// A level or an amount as it was, what it comes to on another framework, and why. Always indicative: whoever receives it
/// decides, and the original is what counts.
public struct Carried: Codable, Sendable, Equatable {
    /// The framework it was read from.
    public var from: DocumentKey
    /// The framework it was carried over to.
    public var to: DocumentKey
    /// The level as it was.
    public var level: Int
    /// The credits as they were; nil where there were none.
    public var credits: Decimal?
    /// The credit system they were counted in.
    public var creditSystem: String?
    /// Where the level stands on the other framework; nil where no source says.
    public var indicativeLevels: LevelRange?
    /// How many credits of the other system, from the fewest to the most; nil where nothing says.
    public var indicativeCredits: CreditRange?
    /// Where the level's place comes from.
    public var source: Source?
    /// True, always: said in the data so that no reader can take it for more.
    public var isIndicative = true
    /// What was done and what was not, in plain words.
    public var words: String
}

/// A span of credits of one system, ends included.
public struct CreditRange: Codable, Sendable, Equatable {
    /// Fewest credits.
    public var fewest: Decimal
    /// Most credits.
    public var most: Decimal
    /// The credit system.
    public var creditSystem: String

    /// A span.
    public init(fewest: Decimal, most: Decimal, creditSystem: String) {
        self.fewest = fewest
        self.most = most
        self.creditSystem = creditSystem
    }
}

extension Crosswalk {
    /// Carries a level and, where there is one, an amount of credit over.
    ///
    /// Credit goes through hours: as many as both systems publish for one credit, so a system that publishes a span gives a
    /// span. Where the learning's own notional hours are known they are taken instead of the first system's.
    /// - Parameters:
    ///   - system: the credit system of the framework that is read from; nil where it has none.
    ///   - other: the credit system of the framework that is carried over to; nil where it has none.
    public func carry(
        level: Int, credits: Decimal? = nil, notionalHours: Decimal? = nil, system: CreditSystem?,
        other: CreditSystem?
    ) -> Carried {
        let pair = levels.first { $0.level == level }
        var carried = Carried(
            from: from, to: to, level: level, credits: credits, creditSystem: credits == nil ? nil : system?.id,
            indicativeLevels: pair?.stands.value, source: pair?.stands.source, words: "")
        var words = [levelWords(level, pair)]
        if let credits {
            let converted = convert(credits, notionalHours, system, other)
            carried.indicativeCredits = converted.range
            words.append(converted.words)
        }
        carried.words = words.joined(separator: " ") + " Indicative only: level \(level) on \(from) is what counts."
        return carried
    }

    private func levelWords(_ level: Int, _ pair: LevelPair?) -> String {
        guard let pair else { return "No source says where level \(level) of \(from) stands on \(to)." }
        guard let range = pair.stands.value, let source = pair.stands.source else {
            return "Where level \(level) of \(from) stands on \(to) is not known: \(pair.stands.note ?? "a gap.")"
        }
        let stands =
            range.lowest == range.highest ? "level \(range.lowest)" : "levels \(range.lowest) to \(range.highest)"
        return "Level \(level) of \(from) stands beside \(stands) of \(to), says \(source.title)."
    }

    private func convert(
        _ credits: Decimal, _ notionalHours: Decimal?, _ system: CreditSystem?, _ other: CreditSystem?
    ) -> (range: CreditRange?, words: String) {
        guard creditByHours.value == true else {
            return (
                nil, "Its credits are not carried over: \(creditByHours.note ?? "no source says that they may be.")"
            )
        }
        guard let other, let target = other.hoursPerCredit.value, target.minimum > 0, target.maximum > 0 else {
            return (nil, "Its credits are not carried over: the hours behind a credit of \(to) are not known.")
        }
        let hours: HoursRange
        let basis: String
        if let notionalHours {
            hours = HoursRange(minimum: notionalHours, maximum: notionalHours)
            basis = "its own \(notionalHours) hours"
        } else if let each = system?.hoursPerCredit.value {
            hours = HoursRange(minimum: each.minimum * credits, maximum: each.maximum * credits)
            basis =
                hours.minimum == hours.maximum
                ? "\(hours.minimum) hours" : "\(hours.minimum) to \(hours.maximum) hours"
        } else {
            return (nil, "Its credits are not carried over: the hours behind a credit of \(from) are not known.")
        }
        let range = CreditRange(
            fewest: (hours.minimum / target.maximum).roundedDown, most: (hours.maximum / target.minimum).roundedDown,
            creditSystem: other.id)
        let amount = range.fewest == range.most ? "\(range.most)" : "\(range.fewest) to \(range.most)"
        return (range, "\(credits) credits are, by \(basis), \(amount) of \(other.name).")
    }
}

extension Decimal {
    /// To two decimal places, down: a converted figure never says more than there is.
    fileprivate var roundedDown: Decimal {
        var figure = self
        var rounded = Decimal()
        NSDecimalRound(&rounded, &figure, 2, .down)
        return rounded
    }
}
