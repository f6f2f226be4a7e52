public import Foundation

/// What one credit means. A number of credits says nothing without its system, its level and its framework's version.
public struct CreditSystem: Codable, Sendable, Equatable {
    /// A slug, for instance `sadc-10h`.
    public var id: String
    /// What people call it.
    public var name: String
    /// Notional hours of learning behind one credit.
    public var hoursPerCredit: Sourced<HoursRange>

    /// A credit system.
    public init(id: String, name: String, hoursPerCredit: Sourced<HoursRange>) {
        self.id = id
        self.name = name
        self.hoursPerCredit = hoursPerCredit
    }
}

/// A span of hours, ends included. Where a system fixes one number the two ends are equal.
public struct HoursRange: Codable, Sendable, Equatable {
    /// Fewest hours.
    public var minimum: Decimal
    /// Most hours.
    public var maximum: Decimal

    /// The span from `minimum` to `maximum`.
    public init(minimum: Decimal, maximum: Decimal) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Whether this many hours may stand behind this many credits.
    public func allows(hours: Decimal, credits: Decimal) -> Bool {
        hours >= minimum * credits && hours <= maximum * credits
    }
}
