public import Foundation

/// The days on which a rule holds, ends included.
public struct Validity: Codable, Sendable, Equatable {
    /// The first day; nil where it always did.
    public var from: CalendarDate?
    /// The last day; nil where none is set.
    public var until: CalendarDate?

    /// The days from the one to the other.
    public init(from: CalendarDate? = nil, until: CalendarDate? = nil) {
        self.from = from
        self.until = until
    }

    /// Whether a day is one of them.
    public func contains(_ day: CalendarDate) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }
}

/// How much credit there has to be of one kind: earned with the institution, or at or above a level.
public struct CreditMinimum: Codable, Sendable, Equatable {
    /// A slug, unique in its policy, limits included.
    public var id: String
    /// The rule in plain words.
    public var statement: String
    /// What is added up over a qualification; a share is of its credits.
    public var basis: CreditLimit.Basis
    /// The least there must be; a gap asks for nothing.
    public var minimum: Sourced<Decimal>
    /// Routes that do not count towards it. Residency names some; a rule about a level alone names none.
    public var notBy: [RecognitionRoute]
    /// Only what stands at or above this level counts; nil for every level.
    public var atOrAbove: Level?
    /// Whose rule it is, where it is not the policy's own authority's.
    public var authority: String?
    /// The days on which it holds; nil where it holds as long as the policy does.
    public var validity: Validity?

    /// A level that a rule names: one of the framework's, or each qualification's own.
    public enum Level: Sendable, Equatable {
        /// A level of the policy's framework.
        case number(Int)
        /// The level of the qualification, whichever it is.
        case exit
    }

    /// A minimum.
    public init(
        id: String, statement: String, basis: CreditLimit.Basis, minimum: Sourced<Decimal>,
        notBy: [RecognitionRoute] = [], atOrAbove: Level? = nil, authority: String? = nil, validity: Validity? = nil
    ) {
        self.id = id
        self.statement = statement
        self.basis = basis
        self.minimum = minimum
        self.notBy = notBy
        self.atOrAbove = atOrAbove
        self.authority = authority
        self.validity = validity
    }
}

extension CreditMinimum.Level: Codable {
    /// Reads a number, or `exit`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            self = .number(number)
        } else if try container.decode(String.self) == "exit" {
            self = .exit
        } else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "A level is a number or \"exit\"")
        }
    }

    /// Writes a number, or `exit`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let number): try container.encode(number)
        case .exit: try container.encode("exit")
        }
    }
}
