/// A type whose values can be read from a column, from PostgreSQL's text form.
///
/// A `RawRepresentable` type whose raw value conforms needs only to declare the conformance.
public protocol PostgresDecodable {
    /// Reads a value.
    ///
    /// - Parameter text: the column's text in UTF-8, valid only during the call; nil for null.
    /// - Throws: ``PostgresValueError`` when the text is no such value. The row adds the column's name.
    init(postgresText text: UnsafeRawBufferPointer?) throws

    /// Reads an array; the default reads a PostgreSQL array, `UInt8` reads a `bytea`.
    static func postgresArray(postgresText text: UnsafeRawBufferPointer) throws -> [Self]
}

/// Why a column's text is no value of the wanted type. It quotes no data.
public struct PostgresValueError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, such as "is null" or "is no Int".
    public let description: String

    /// A reason in words that complete "the column …".
    public init(_ description: String) {
        self.description = description
    }

    static func mismatch<Value>(_ type: Value.Type) -> PostgresValueError {
        PostgresValueError("is no \(type)")
    }
}

extension PostgresDecodable {
    /// Reads a PostgreSQL array of one dimension.
    public static func postgresArray(postgresText text: UnsafeRawBufferPointer) throws -> [Self] {
        try ArrayText.elements(of: text).map { element in
            guard let element else { return try Self(postgresText: nil) }
            return try element.withUnsafeBytes { try Self(postgresText: $0) }
        }
    }

    /// Unwraps the text of a column that must not be null.
    static func present(_ text: UnsafeRawBufferPointer?) throws -> UnsafeRawBufferPointer {
        guard let text else { throw PostgresValueError("is null") }
        return text
    }
}

extension PostgresDecodable where Self: RawRepresentable, RawValue: PostgresDecodable {
    /// Reads the raw value and refuses one that the type does not know.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        guard let value = Self(rawValue: try RawValue(postgresText: text)) else {
            throw PostgresValueError.mismatch(Self.self)
        }
        self = value
    }
}

extension Optional: PostgresDecodable where Wrapped: PostgresDecodable {
    /// Nil for null.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        self = text == nil ? nil : try Wrapped(postgresText: text)
    }
}

extension Array: PostgresDecodable where Element: PostgresDecodable {
    /// Reads an array, or a `bytea` for bytes.
    public init(postgresText text: UnsafeRawBufferPointer?) throws {
        self = try Element.postgresArray(postgresText: Self.present(text))
    }
}
