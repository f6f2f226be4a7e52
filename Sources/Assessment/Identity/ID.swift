public import Foundation

/// The identity of one thing of a kind: `ID<Portfolio>` and `ID<Claim>` are different types, so that one is never
/// passed for the other. On the wire and in the database it is a UUID, version 7 (RFC 9562) when made here, so that
/// ids sort by the time they were made.
public struct ID<Subject>: Hashable, Sendable, Comparable, Codable, LosslessStringConvertible {
    /// The identity itself.
    public let uuid: UUID

    /// Takes an identity made elsewhere.
    public init(_ uuid: UUID) {
        self.uuid = uuid
    }

    /// Reads the canonical text form, in either case; nil for anything else.
    public init?(_ description: String) {
        guard let uuid = UUID(uuidString: description) else { return nil }
        self.uuid = uuid
    }

    /// Lower-case canonical text, as PostgreSQL prints it.
    public var description: String { uuid.uuidString.lowercased() }

    /// Reads a JSON string.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = Self(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a UUID")
        }
        self = id
    }

    /// Writes a JSON string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// The order of the ids' bytes, which for version 7 is the order of their making.
    public static func < (left: Self, right: Self) -> Bool { left.description < right.description }
}

extension UUID {
    /// A version 7 UUID (RFC 9562 section 5.7): milliseconds since 1970 in 48 bits, then random bits.
    /// - Parameters:
    ///   - moment: when the thing named came to be; to the millisecond.
    ///   - random: at least ten random bytes; fewer are padded with zeros.
    public static func version7(at moment: Date, random: [UInt8]) -> UUID {
        let milliseconds = UInt64(max(0, moment.timeIntervalSince1970 * 1000))
        var bytes = [UInt8](repeating: 0, count: 16)
        for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> UInt64(40 - 8 * index)) }
        for (index, byte) in random.prefix(10).enumerated() { bytes[6 + index] = byte }
        bytes[6] = (bytes[6] & 0x0F) | 0x70
        bytes[8] = (bytes[8] & 0x3F) | 0x80
        return UUID(
            uuid: (
                bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7],
                bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]
            ))
    }
}
