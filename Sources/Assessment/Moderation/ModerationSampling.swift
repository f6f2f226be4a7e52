public import Foundation

/// How claims are drawn to be looked at by a moderator. What `ModerationRules.always` names is looked at besides, and is not
/// counted here.
///
/// Written as an object: `{method: baseRate, drawn: asItComes}`, `{method: squareRoot, drawn: inRounds}`,
/// `{method: shareWithMinimum, drawn: inRounds, share: 0.1, minimum: 10}`.
public struct ModerationSampling: Sendable, Equatable {
    /// How many are looked at.
    public enum Method: Sendable, Equatable {
        /// The policy's base rate.
        case baseRate
        /// The square root of their number (Brighton).
        case squareRoot
        /// This share, 0 to 1, and no fewer than this many (Sheffield: a tenth, at least ten).
        case shareWithMinimum(Decimal, Int)
    }

    /// The names of the methods.
    public enum Name: String, Codable, Sendable, CaseIterable {
        /// The policy's base rate.
        case baseRate
        /// The square root of their number.
        case squareRoot
        /// A share, and no fewer than some.
        case shareWithMinimum
    }

    /// When it is drawn.
    public enum Drawn: String, Codable, Sendable, CaseIterable {
        /// Each claim by itself, when it has its outcome.
        case asItComes
        /// From all that wait, when a coordinator draws a round; until then none of them is recommended.
        case inRounds
    }

    /// How many are looked at.
    public var method: Method
    /// When it is drawn.
    public var drawn: Drawn

    /// A way to draw.
    public init(method: Method, drawn: Drawn) {
        self.method = method
        self.drawn = drawn
    }

    /// The method's name.
    public var name: Name {
        switch method {
        case .baseRate: .baseRate
        case .squareRoot: .squareRoot
        case .shareWithMinimum: .shareWithMinimum
        }
    }

    /// How many of so many claims a round draws, rounded up, and never more than there are.
    public func size(of population: Int, baseRate: Decimal) -> Int {
        let size =
            switch method {
            case .baseRate: (baseRate * Decimal(population)).roundedUp
            case .squareRoot: Self.root(of: population)
            case .shareWithMinimum(let share, let minimum): max((share * Decimal(population)).roundedUp, minimum)
            }
        return min(max(size, 0), population)
    }

    /// Whether a claim that comes by itself is drawn.
    /// - Parameter number: the first four bytes of its digest as a number; every one is as likely as any other.
    public static func isDrawn(_ number: UInt32, baseRate: Decimal) -> Bool {
        Decimal(number) < baseRate * Decimal(UInt64(UInt32.max) + 1)
    }

    /// The smallest number whose square is not below.
    private static func root(of number: Int) -> Int {
        var root = Int(Double(max(number, 0)).squareRoot())
        while root * root < number { root += 1 }
        while root > 0, (root - 1) * (root - 1) >= number { root -= 1 }
        return root
    }
}

extension Decimal {
    /// The smallest whole number that is not below.
    fileprivate var roundedUp: Int {
        var (from, to) = (self, Decimal())
        NSDecimalRound(&to, &from, 0, .up)
        return NSDecimalNumber(decimal: to).intValue
    }
}

extension ModerationSampling: Codable {
    private enum CodingKeys: String, CodingKey { case method, drawn, share, minimum }

    /// Reads the object form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        drawn = try container.decode(Drawn.self, forKey: .drawn)
        switch try container.decode(Name.self, forKey: .method) {
        case .baseRate: method = .baseRate
        case .squareRoot: method = .squareRoot
        case .shareWithMinimum:
            method = .shareWithMinimum(
                try container.decode(Decimal.self, forKey: .share), try container.decode(Int.self, forKey: .minimum))
        }
    }

    /// Writes the object form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .method)
        try container.encode(drawn, forKey: .drawn)
        if case .shareWithMinimum(let share, let minimum) = method {
            try container.encode(share, forKey: .share)
            try container.encode(minimum, forKey: .minimum)
        }
    }
}
