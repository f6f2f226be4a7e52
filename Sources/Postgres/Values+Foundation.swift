public import Foundation

extension UUID: PostgresEncodable, PostgresDecodable {
    /// `uuid`
    public static var postgresType: PostgresType { .uuid }

    /// `uuid[]`
    public static var postgresArrayType: PostgresType { .uuidArray }

    /// The 36 characters.
    public var postgresValue: PostgresValue { .text(uuidString) }

    /// Reads the 36 characters.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        let text = try Self.present(text)
        guard let uuid = UUID(digits: text) else { throw PostgresValueError.mismatch(Self.self) }
        self = uuid
    }

    /// Reads `8-4-4-4-12` hexadecimal digits. Foundation's own reading scans with a format string, at ten times the cost.
    private init?(digits text: UnsafeRawBufferPointer) {
        guard text.count == 36 else { return nil }
        var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        let isRead = withUnsafeMutableBytes(of: &uuid) { bytes in
            var position = 0
            for index in 0..<16 {
                if index == 4 || index == 6 || index == 8 || index == 10 {
                    guard text[position] == UInt8(ascii: "-") else { return false }
                    position += 1
                }
                guard let high = Self.value(ofDigit: text[position]), let low = Self.value(ofDigit: text[position + 1])
                else { return false }
                bytes[index] = high << 4 | low
                position += 2
            }
            return true
        }
        guard isRead else { return nil }
        self.init(uuid: uuid)
    }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

extension Date: PostgresEncodable, PostgresDecodable {
    /// `timestamptz`
    public static var postgresType: PostgresType { .timestamptz }

    /// `timestamptz[]`
    public static var postgresArrayType: PostgresType { .timestamptzArray }

    /// The instant in UTC, rounded to the microsecond.
    public var postgresValue: PostgresValue { .text(TimestampText.make(self)) }

    /// Reads a `timestamptz`. `infinity`, `date` and `timestamp` without a zone are refused, not guessed.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        self = try TimestampText.date(of: Self.present(text))
    }
}

extension Data: PostgresEncodable, PostgresDecodable {
    /// `bytea`
    public static var postgresType: PostgresType { .bytea }

    /// `bytea[]`
    public static var postgresArrayType: PostgresType { .byteaArray }

    /// The bytes themselves.
    public var postgresValue: PostgresValue { .bytes([UInt8](self)) }

    /// Reads the hex form of a `bytea`.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        self = Data(try ByteaText.bytes(of: Self.present(text)))
    }
}

extension Decimal: PostgresEncodable, PostgresDecodable {
    /// `numeric`
    public static var postgresType: PostgresType { .numeric }

    /// `numeric[]`
    public static var postgresArrayType: PostgresType { .numericArray }

    /// The number without exponent.
    public var postgresValue: PostgresValue { .text(isNaN ? "NaN" : description) }

    /// Reads a `numeric` of up to 38 significant digits; more are refused rather than rounded.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        let string = try String(postgresText: text)
        if string == "NaN" {
            self = .nan
            return
        }
        // Foundation reads "12abc" as 12 and rounds what it cannot hold, so the text is checked first.
        let digits = string.drop { $0 == "-" }.filter { $0 != "." }.drop { $0 == "0" }
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), digits.utf8.count <= 38, string.utf8.count < 120,
            let number = Decimal(string: string, locale: nil)
        else { throw PostgresValueError.mismatch(Self.self) }
        self = number
    }
}

/// JSON kept as text: binds to `json` and `jsonb`, reads either.
public struct JSONText: Sendable, Hashable, RawRepresentable, PostgresEncodable, PostgresDecodable {
    /// The JSON text, not validated here: PostgreSQL does that.
    public let rawValue: String

    /// JSON text as it stands.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// JSON text as it stands.
    public init(_ text: String) {
        rawValue = text
    }
}
