/// SQL text with its bound parameters.
///
/// A string literal's interpolations become parameters (`$1`, `$2` …), never text:
///
///     let sql: SQL = "select title from portfolio where id = \(id) and state = \(state)"
///
/// Interpolating another `SQL` splices it in, with its parameters numbered anew.
public struct SQL: Sendable, ExpressibleByStringInterpolation, CustomStringConvertible {
    /// One bound value and the type it is sent as.
    public struct Parameter: Sendable, Hashable {
        /// The type the server is told; ``PostgresType/unknown`` lets it infer one from the context.
        public let type: PostgresType

        /// The value in the form it is sent in.
        public let value: PostgresValue
    }

    /// The literal text around the parameters: always one more piece than there are parameters.
    private var pieces: [String]

    /// The bound values in the order of their placeholders.
    public private(set) var parameters: [Parameter]

    /// The text as the server sees it, with `$n` for each parameter.
    public var text: String {
        guard !parameters.isEmpty else { return pieces[0] }
        var text = pieces[0]
        for (index, piece) in pieces.dropFirst().enumerated() {
            text += "$"
            text += String(index + 1)
            text += piece
        }
        return text
    }

    /// The text without the values, so that a log line carries no personal data.
    public var description: String { text }

    /// SQL from a plain literal.
    public init(stringLiteral text: String) {
        self.init(unsafeSQL: text)
    }

    /// SQL from text made elsewhere. Unsafe because nothing checks the text: never pass a client's words.
    public init(unsafeSQL text: String) {
        pieces = [text]
        parameters = []
    }

    /// A number that stands in the text itself, for a `limit` that the planner is to see. Each number makes a statement of
    /// its own, so take it from a few.
    public static func literal(_ number: Int) -> SQL {
        SQL(unsafeSQL: String(number))
    }

    /// SQL from a literal with interpolations.
    public init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.sql
    }

    /// A single bound parameter, for building lists.
    public init(_ value: some PostgresEncodable) {
        pieces = ["", ""]
        parameters = [Parameter(value)]
    }

    /// The two texts after each other, with no space between them.
    public static func + (left: SQL, right: SQL) -> SQL {
        var sql = left
        sql.append(right)
        return sql
    }

    /// Appends in place.
    public static func += (left: inout SQL, right: SQL) {
        left.append(right)
    }

    /// The fragments with the separator between them; empty text when there are none.
    public static func joined(_ fragments: [SQL], separator: SQL) -> SQL {
        var sql = SQL(unsafeSQL: "")
        for (index, fragment) in fragments.enumerated() {
            if index > 0 { sql.append(separator) }
            sql.append(fragment)
        }
        return sql
    }

    fileprivate mutating func append(_ other: SQL) {
        pieces[pieces.count - 1] += other.pieces[0]
        pieces += other.pieces.dropFirst()
        parameters += other.parameters
    }

    fileprivate mutating func append(text: String) {
        pieces[pieces.count - 1] += text
    }

    fileprivate mutating func append(parameter: Parameter) {
        parameters.append(parameter)
        pieces.append("")
    }

    /// The text with each parameter replaced by what `literal` makes of it, for statements that take no parameters.
    func text(replacing literal: (Parameter) throws -> String) rethrows -> String {
        var text = pieces[0]
        for (parameter, piece) in zip(parameters, pieces.dropFirst()) {
            text += try literal(parameter)
            text += piece
        }
        return text
    }
}

extension SQL {
    /// Collects a literal's pieces; see ``SQL``.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var sql = SQL(unsafeSQL: "")

        /// Called by the compiler.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Literal text.
        public mutating func appendLiteral(_ literal: String) {
            sql.append(text: literal)
        }

        /// A bound parameter.
        public mutating func appendInterpolation(_ value: some PostgresEncodable) {
            sql.append(parameter: Parameter(value))
        }

        /// A bound parameter that may be null. Without this overload the compiler takes an optional for an oversight.
        public mutating func appendInterpolation(_ value: (some PostgresEncodable)?) {
            sql.append(parameter: Parameter(value))
        }

        /// A fragment, spliced.
        public mutating func appendInterpolation(_ fragment: SQL) {
            sql.append(fragment)
        }
    }
}

extension SQL.Parameter {
    /// The parameter that binds a value.
    public init<Value: PostgresEncodable>(_ value: Value) {
        self.init(type: Value.postgresType, value: value.postgresValue)
    }
}
