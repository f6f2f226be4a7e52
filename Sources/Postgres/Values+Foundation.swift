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
        guard text.count == 36, let uuid = UUID(uuidString: String(decoding: text, as: UTF8.self)) else {
            throw PostgresValueError.mismatch(Self.self)
        }
        self = uuid
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
