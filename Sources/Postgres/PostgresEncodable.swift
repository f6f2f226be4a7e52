/// The type of a parameter or a column, by its object id.
///
/// The numbers are fixed in PostgreSQL's `src/include/catalog/pg_type.dat`.
public struct PostgresType: RawRepresentable, Sendable, Hashable {
    /// The object id; 0 is unknown.
    public let rawValue: UInt32

    /// A type by its object id.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// Left to the server to infer, so that one Swift string fits text, citext, enum, date and json columns.
    public static let unknown = PostgresType(rawValue: 0)
    static let bool = PostgresType(rawValue: 16)
    static let bytea = PostgresType(rawValue: 17)
    static let int8 = PostgresType(rawValue: 20)
    static let int2 = PostgresType(rawValue: 21)
    static let int4 = PostgresType(rawValue: 23)
    static let float8 = PostgresType(rawValue: 701)
    static let boolArray = PostgresType(rawValue: 1000)
    static let byteaArray = PostgresType(rawValue: 1001)
    static let int2Array = PostgresType(rawValue: 1005)
    static let int4Array = PostgresType(rawValue: 1007)
    static let int8Array = PostgresType(rawValue: 1016)
    static let float8Array = PostgresType(rawValue: 1022)
    static let timestamptz = PostgresType(rawValue: 1184)
    static let timestamptzArray = PostgresType(rawValue: 1185)
    static let numericArray = PostgresType(rawValue: 1231)
    static let numeric = PostgresType(rawValue: 1700)
    static let uuid = PostgresType(rawValue: 2950)
    static let uuidArray = PostgresType(rawValue: 2951)

    /// The name used in a cast, for the types parameters are sent as; nil when the type is unknown.
    var name: String? {
        Self.names[self]
    }

    private static let names: [PostgresType: String] = [
        .bool: "bool", .bytea: "bytea", .int8: "int8", .int2: "int2", .int4: "int4", .float8: "float8",
        .timestamptz: "timestamptz", .numeric: "numeric", .uuid: "uuid", .boolArray: "bool[]",
        .byteaArray: "bytea[]", .int2Array: "int2[]", .int4Array: "int4[]", .int8Array: "int8[]",
        .float8Array: "float8[]", .timestamptzArray: "timestamptz[]", .numericArray: "numeric[]",
        .uuidArray: "uuid[]",
    ]
}

/// A value in the form it travels in.
public enum PostgresValue: Sendable, Hashable {
    /// SQL's null.
    case null

    /// PostgreSQL's text form. A NUL character is refused when the query is sent: PostgreSQL cannot hold one.
    case text(String)

    /// PostgreSQL's binary form, used for `bytea`, where it is the bytes themselves.
    case bytes([UInt8])
}

/// A type whose values can be bound to a query.
///
/// A `RawRepresentable` type whose raw value conforms needs only to declare the conformance.
public protocol PostgresEncodable: Sendable {
    /// The type a single value is sent as.
    static var postgresType: PostgresType { get }

    /// The type an array of such values is sent as.
    static var postgresArrayType: PostgresType { get }

    /// The value in the form it travels in.
    var postgresValue: PostgresValue { get }

    /// An array of such values; the default makes a PostgreSQL array, `UInt8` makes a `bytea`.
    static func postgresArrayValue(_ elements: [Self]) -> PostgresValue
}

/// A type that can be bound to a query and read from a row.
public typealias PostgresCodable = PostgresEncodable & PostgresDecodable

extension PostgresEncodable {
    /// Unknown: the server infers the array's type.
    public static var postgresArrayType: PostgresType { .unknown }

    /// A PostgreSQL array literal.
    public static func postgresArrayValue(_ elements: [Self]) -> PostgresValue {
        .text(ArrayText.make(elements.map(\.postgresValue)))
    }
}

extension PostgresEncodable where Self: RawRepresentable, RawValue: PostgresEncodable {
    /// The raw value's type.
    public static var postgresType: PostgresType { RawValue.postgresType }

    /// The raw value's array type.
    public static var postgresArrayType: PostgresType { RawValue.postgresArrayType }

    /// The raw value.
    public var postgresValue: PostgresValue { rawValue.postgresValue }

    /// The raw values' array.
    public static func postgresArrayValue(_ elements: [Self]) -> PostgresValue {
        RawValue.postgresArrayValue(elements.map(\.rawValue))
    }
}

extension Optional: PostgresEncodable where Wrapped: PostgresEncodable {
    /// The wrapped type, also when the value is nil, so that one text has one prepared statement.
    public static var postgresType: PostgresType { Wrapped.postgresType }

    /// The wrapped type's array type.
    public static var postgresArrayType: PostgresType { Wrapped.postgresArrayType }

    /// Null when nil.
    public var postgresValue: PostgresValue { self?.postgresValue ?? .null }
}

extension Array: PostgresEncodable where Element: PostgresEncodable {
    /// The element's array type.
    public static var postgresType: PostgresType { Element.postgresArrayType }

    /// An array of arrays has the same type as an array in PostgreSQL.
    public static var postgresArrayType: PostgresType { Element.postgresArrayType }

    /// An array, or a `bytea` for bytes.
    public var postgresValue: PostgresValue { Element.postgresArrayValue(self) }
}
