extension Bool: PostgresEncodable, PostgresDecodable {
    /// `bool`
    public static var postgresType: PostgresType { .bool }

    /// `bool[]`
    public static var postgresArrayType: PostgresType { .boolArray }

    /// `t` or `f`
    public var postgresValue: PostgresValue { .text(self ? "t" : "f") }

    /// Reads `t` or `f`.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        let text = try Self.present(text)
        guard text.count == 1, text[0] == UInt8(ascii: "t") || text[0] == UInt8(ascii: "f") else {
            throw PostgresValueError.mismatch(Self.self)
        }
        self = text[0] == UInt8(ascii: "t")
    }
}

extension PostgresDecodable where Self: FixedWidthInteger {
    /// Reads decimal digits; a number that does not fit is refused.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        let text = try Self.present(text)
        let negative = text.first == UInt8(ascii: "-")
        guard text.count > (negative ? 1 : 0) else { throw PostgresValueError.mismatch(Self.self) }
        var number: Self = 0
        for character in negative ? text.dropFirst() : text[...] {
            let digit = character &- UInt8(ascii: "0")
            let (tens, tooMany) = number.multipliedReportingOverflow(by: 10)
            let (sum, tooLarge) =
                negative
                ? tens.subtractingReportingOverflow(Self(truncatingIfNeeded: digit))
                : tens.addingReportingOverflow(Self(truncatingIfNeeded: digit))
            guard digit < 10, !tooMany, !tooLarge else { throw PostgresValueError.mismatch(Self.self) }
            number = sum
        }
        self = number
    }
}

extension PostgresEncodable where Self: FixedWidthInteger {
    /// Decimal digits.
    public var postgresValue: PostgresValue { .text(String(self)) }
}

extension Int: PostgresEncodable, PostgresDecodable {
    /// `int8`
    public static var postgresType: PostgresType { .int8 }

    /// `int8[]`
    public static var postgresArrayType: PostgresType { .int8Array }
}

extension Int64: PostgresEncodable, PostgresDecodable {
    /// `int8`
    public static var postgresType: PostgresType { .int8 }

    /// `int8[]`
    public static var postgresArrayType: PostgresType { .int8Array }
}

extension Int32: PostgresEncodable, PostgresDecodable {
    /// `int4`
    public static var postgresType: PostgresType { .int4 }

    /// `int4[]`
    public static var postgresArrayType: PostgresType { .int4Array }
}

extension Int16: PostgresEncodable, PostgresDecodable {
    /// `int2`
    public static var postgresType: PostgresType { .int2 }

    /// `int2[]`
    public static var postgresArrayType: PostgresType { .int2Array }
}

/// A single byte is a `smallint`; an array of bytes is a `bytea`.
extension UInt8: PostgresEncodable, PostgresDecodable {
    /// `int2`
    public static var postgresType: PostgresType { .int2 }

    /// `bytea`
    public static var postgresArrayType: PostgresType { .bytea }

    /// The bytes themselves.
    public static func postgresArrayValue(_ elements: [UInt8]) -> PostgresValue {
        .bytes(elements)
    }

    /// Reads the hex form of a `bytea`.
    public static func postgresArray(postgresText text: UnsafeRawBufferPointer) throws -> [UInt8] {
        try ByteaText.bytes(of: text)
    }
}

extension Double: PostgresEncodable, PostgresDecodable {
    /// `float8`
    public static var postgresType: PostgresType { .float8 }

    /// `float8[]`
    public static var postgresArrayType: PostgresType { .float8Array }

    /// The shortest text that reads back as the same number.
    public var postgresValue: PostgresValue { .text(description) }

    /// Reads a number, `NaN`, `Infinity` or `-Infinity`.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        guard let number = Double(try String(postgresText: text)) else { throw PostgresValueError.mismatch(Self.self) }
        self = number
    }
}

extension String: PostgresEncodable, PostgresDecodable {
    /// Unknown, so that a string fits text, citext, enum, date and json columns alike.
    public static var postgresType: PostgresType { .unknown }

    /// Unknown, so that strings fit an array of any such type.
    public static var postgresArrayType: PostgresType { .unknown }

    /// The string itself. A NUL character in it is refused when the query is sent.
    public var postgresValue: PostgresValue { .text(self) }

    /// The column's text, of any type.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        guard let string = String(validating: try Self.present(text), as: UTF8.self) else {
            throw PostgresValueError("is no valid UTF-8")
        }
        self = string
    }
}
