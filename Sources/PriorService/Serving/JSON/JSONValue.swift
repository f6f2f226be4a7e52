/// Any JSON value (RFC 8259), with numbers as they were written, so that nothing is rounded on the way through.
enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// The number's own text, such as `1.50` or `1e6`. Two texts of one number are not equal.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// What a person calls a value of this type.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }

    /// The value of an object's key; nil where there is none or this is no object.
    subscript(key: String) -> JSONValue? {
        get { object?[key] }
        set {
            guard case .object(var object) = self else { return }
            object[key] = newValue
            self = .object(object)
        }
    }

    /// An array's element; nil where there is none or this is no array.
    subscript(index: Int) -> JSONValue? {
        guard let array, array.indices.contains(index) else { return nil }
        return array[index]
    }

    /// The text of a string; nil for anything else.
    var string: String? { if case .string(let text) = self { text } else { nil } }
    /// true or false; nil for anything else.
    var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
    /// A whole number that fits, also written as `1.0` or `1e3`; nil for anything else.
    var int: Int? { if case .number(let text) = self { Int(wholeNumber: text) } else { nil } }
    /// A number as the nearest finite double; nil for anything else.
    var double: Double? {
        guard case .number(let text) = self, let value = Double(text), value.isFinite else { return nil }
        return value
    }
    /// The elements of an array; nil for anything else.
    var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    /// The members of an object; nil for anything else.
    var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
    /// Whether this is null.
    var isNull: Bool { self == .null }

    /// The value as JSON text in UTF-8: no spaces, members in order, numbers as they were written.
    var data: [UInt8] {
        var json = JSONWriter()
        json.value(self)
        return json.bytes
    }
}

extension FixedWidthInteger {
    /// The whole number a JSON number's text stands for. As in JSON Schema, `1.0` and `1e3` are whole; such a text is
    /// read through a double and taken only where the double is exact.
    init?(wholeNumber text: String) {
        if let value = Self(text) {
            self = value
        } else if let double = Double(text), double.magnitude <= 0x1p53, let value = Self(exactly: double) {
            self = value
        } else {
            return nil
        }
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    init(nilLiteral: ()) { self = .null }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(integerLiteral value: Int) { self = .number(String(value)) }
    init(floatLiteral value: Double) { self = .number(value.description) }
    init(stringLiteral value: String) { self = .string(value) }
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// Of a key written twice the first counts.
    init(dictionaryLiteral elements: (String, JSONValue)...) {
        var object = JSONObject()
        for (key, value) in elements { _ = object.append(key, value) }
        self = .object(object)
    }
}
