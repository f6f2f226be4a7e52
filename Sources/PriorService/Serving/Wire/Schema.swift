/// The shape of a JSON value: what a request body is checked against before it is decoded, and what the OpenAPI document
/// shows. One declaration serves both, so that neither can say what the other does not.
indirect enum Schema: Sendable {
    case object([Field])
    case array(Schema, count: ClosedRange<Int>)
    case string(TextRule)
    case integer(ClosedRange<Int>)
    case number(ClosedRange<Double>)
    case boolean
    case choice([String])
    case nullable(Schema)
    /// A shape that has a name of its own in the OpenAPI document.
    case named(any Described.Type)
    /// Any JSON at all: a document of another schema, such as a rubric.
    case any

    /// A text: how long (in Unicode scalars), and which form.
    struct TextRule: Sendable {
        enum Form: String, Sendable {
            case plain, uuid, date
            case dateTime = "date-time"
            case email
            case decimal
            case slug
            case sha256
        }
        var length: ClosedRange<Int>
        var form: Form = .plain
    }

    /// One member of an object.
    struct Field: Sendable {
        var name: String
        var schema: Schema
        var isRequired = true
        /// What it means, for the reader of the OpenAPI document.
        var says: String
    }
}

/// A wire type that knows its own shape. The name of the type is its name in the OpenAPI document.
protocol Described: Sendable {
    static var schema: Schema { get }
    /// Whether there may be members beside those of the shape, as the reader of the OpenAPI document is told. Only of what
    /// the service writes itself, or reads without the shape.
    static var isOpen: Bool { get }
}

extension Described {
    static var schemaName: String { String(describing: Self.self) }
    static var isOpen: Bool { false }
}

/// The body of a request: checked against `schema`, then decoded.
typealias RequestBody = Decodable & Described
/// The body of an answer.
typealias AnswerBody = Encodable & Described

extension Schema {
    /// One line of text, 1 to `max` scalars.
    static func text(_ max: Int = 200) -> Schema { .string(.init(length: 1...max)) }
    /// Text that may be empty.
    static func anyText(_ max: Int = 10_000) -> Schema { .string(.init(length: 0...max)) }
    static let id = Schema.string(.init(length: 36...36, form: .uuid))
    static let date = Schema.string(.init(length: 10...10, form: .date))
    static let dateTime = Schema.string(.init(length: 20...35, form: .dateTime))
    static let email = Schema.string(.init(length: 3...254, form: .email))
    /// A decimal number as text, so that no credit is rounded on the way.
    static let decimal = Schema.string(.init(length: 1...20, form: .decimal))
    static let slug = Schema.string(.init(length: 1...80, form: .slug))
    static let sha256 = Schema.string(.init(length: 64...64, form: .sha256))
    static func list(of schema: Schema, _ count: ClosedRange<Int> = 0...10_000) -> Schema {
        .array(schema, count: count)
    }
    static func choice<T: CaseIterable & RawRepresentable>(of type: T.Type) -> Schema where T.RawValue == String {
        .choice(type.allCases.map(\.rawValue))
    }
}

extension Schema.Field {
    /// A member that must be there.
    static func must(_ name: String, _ schema: Schema, _ says: String) -> Self {
        Self(name: name, schema: schema, says: says)
    }
    /// A member that may be left out.
    static func may(_ name: String, _ schema: Schema, _ says: String) -> Self {
        Self(name: name, schema: schema, isRequired: false, says: says)
    }
}
