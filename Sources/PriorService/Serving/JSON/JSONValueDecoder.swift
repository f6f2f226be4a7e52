import Foundation

/// Decodes a `JSONValue`, keeping account of which members of each object were asked for, so that one that nobody asked
/// for is refused instead of dropped.
final class JSONValueDecoder: Decoder {
    let value: JSONValue
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]
    private var asked: Set<String>?
    private var nested: [JSONValueDecoder] = []

    init(_ value: JSONValue, path: [any CodingKey]) {
        self.value = value
        self.codingPath = path
    }

    /// This value as one of a type.
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let scalar = try scalar(type) { return scalar }
        do {
            let decoded = try Value(from: self)
            try refuseUnknownFields()
            return decoded
        } catch let fault as JSONFault {
            throw fault
        } catch DecodingError.keyNotFound(let key, let context) {
            throw fault(.missing, "This field is required.", at: context.codingPath + [key])
        } catch DecodingError.valueNotFound(_, let context) {
            throw fault(.missing, "A value is required here.", at: context.codingPath)
        } catch {
            throw fault(.value, Self.choices(type))
        }
    }

    /// Notes that a member of this object is known.
    func ask(_ key: String) { asked?.insert(key) }

    /// A decoder of a value inside this one, which is looked over when this one is done.
    func inside(_ value: JSONValue, _ key: any CodingKey) -> JSONValueDecoder {
        let decoder = JSONValueDecoder(value, path: codingPath + [key])
        nested.append(decoder)
        return decoder
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let object = value.object else { throw mismatch("an object") }
        asked = asked ?? []
        return KeyedDecodingContainer(JSONObjectContainer(decoder: self, object: object))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard let elements = value.array else { throw mismatch("a list") }
        return JSONArrayContainer(decoder: self, elements: elements)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    func mismatch(_ expected: String) -> JSONFault {
        fault(.type, "This must be \(expected), not \(value.kind).")
    }

    func fault(_ code: JSONFault.Code, _ detail: String, at path: [any CodingKey]? = nil) -> JSONFault {
        let steps = (path ?? codingPath).map { $0.intValue.map(JSONStep.index) ?? .key($0.stringValue) }
        return JSONFault(code: code, pointer: steps.pointer, detail: detail)
    }

    private func refuseUnknownFields() throws(JSONFault) {
        for decoder in nested { try decoder.refuseUnknownFields() }
        guard let asked, let object = value.object else { return }
        for key in object.keys where !asked.contains(key) {
            throw fault(.unknownField, "No field has this name here.", at: codingPath + [JSONKey(stringValue: key)])
        }
    }

    /// Types that are one JSON text but would decode as something else.
    private func scalar<Value: Decodable>(_ type: Value.Type) throws -> Value? {
        switch type {
        case is JSONValue.Type:
            return value as? Value
        case is Date.Type:
            guard let date = RFC3339.date(try decode(String.self)) else {
                throw fault(.value, "This must be a time such as 2026-11-22T08:30:00Z, on a day that exists.")
            }
            return date as? Value
        case is UUID.Type:
            guard let id = UUID(uuidString: try decode(String.self)) else {
                throw fault(.value, "This must be a UUID.")
            }
            return id as? Value
        case is URL.Type:
            guard let url = URL(string: try decode(String.self)) else { throw fault(.value, "This must be a URL.") }
            return url as? Value
        case is Decimal.Type:
            return try decimal() as? Value
        default:
            return nil
        }
    }

    /// At most 30 digits, well inside the 38 that `Decimal` keeps, and no exponent beyond ±99, so that nothing is
    /// rounded.
    private func decimal() throws -> Decimal {
        guard case .number(let text) = value else { throw mismatch("a number") }
        let parts = text.lowercased().split(separator: "e")
        guard let digits = parts.first?.count(where: \.isNumber), digits <= 30,
            parts.count == 1 || Int(parts[1]).map({ abs($0) < 100 }) == true,
            let decimal = Decimal(string: text), !decimal.isNaN
        else { throw fault(.value, "This number has more digits than can be kept.") }
        return decimal
    }

    /// What may stand here, where the type can tell.
    private static func choices<Value>(_ type: Value.Type) -> String {
        func list<Choice: CaseIterable>(_ type: Choice.Type) -> [String] {
            type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        }
        let choices = (type as? any CaseIterable.Type).map { list($0) } ?? []
        return choices.isEmpty
            ? "This is not a value that this field takes." : "This must be one of: \(choices.joined(separator: ", "))."
    }
}

extension JSONValueDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { value.isNull }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard let flag = value.bool else { throw mismatch("true or false") }
        return flag
    }

    func decode(_ type: String.Type) throws -> String {
        guard let text = value.string else { throw mismatch("a text") }
        return text
    }

    func decode(_ type: Double.Type) throws -> Double {
        guard case .number = value else { throw mismatch("a number") }
        guard let number = value.double else { throw fault(.value, "This number is too large.") }
        return number
    }

    func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    func decode(_ type: Int.Type) throws -> Int { try whole() }
    func decode(_ type: Int8.Type) throws -> Int8 { try whole() }
    func decode(_ type: Int16.Type) throws -> Int16 { try whole() }
    func decode(_ type: Int32.Type) throws -> Int32 { try whole() }
    func decode(_ type: Int64.Type) throws -> Int64 { try whole() }
    func decode(_ type: UInt.Type) throws -> UInt { try whole() }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try whole() }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try whole() }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try whole() }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try whole() }

    private func whole<Number: FixedWidthInteger>() throws -> Number {
        guard case .number(let text) = value else { throw mismatch("a whole number") }
        guard let number = Number(wholeNumber: text) else {
            throw fault(.value, "This must be a whole number from \(Number.min) to \(Number.max).")
        }
        return number
    }
}

extension JSONValue: Decodable {
    /// Takes the value as it is; only `StrictJSON.decode` can give it.
    init(from decoder: any Decoder) throws {
        guard let decoder = decoder as? JSONValueDecoder else {
            let context = DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "No JSON value here.")
            throw DecodingError.dataCorrupted(context)
        }
        self = decoder.value
    }
}
