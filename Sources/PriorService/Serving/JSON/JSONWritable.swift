import Foundation

/// A value that has one way of being written as JSON.
protocol JSONWritable {
    /// Writes exactly one JSON value.
    func write(to json: inout JSONWriter)
}

extension String: JSONWritable {
    func write(to json: inout JSONWriter) { json.string(self) }
}

extension Bool: JSONWritable {
    func write(to json: inout JSONWriter) { json.bool(self) }
}

extension Int: JSONWritable {
    func write(to json: inout JSONWriter) { json.number(self) }
}

extension Int64: JSONWritable {
    func write(to json: inout JSONWriter) { json.number(self) }
}

extension Int32: JSONWritable {
    func write(to json: inout JSONWriter) { json.number(self) }
}

extension Double: JSONWritable {
    func write(to json: inout JSONWriter) { json.number(self) }
}

/// All digits, as a number; null for not-a-number.
extension Decimal: JSONWritable {
    func write(to json: inout JSONWriter) {
        if isNaN { json.null() } else { json.raw(description.utf8) }
    }
}

extension UUID: JSONWritable {
    func write(to json: inout JSONWriter) { json.uuid(self) }
}

extension Date: JSONWritable {
    func write(to json: inout JSONWriter) { json.date(self) }
}

/// nil is null, never a field left out.
extension Optional: JSONWritable where Wrapped: JSONWritable {
    func write(to json: inout JSONWriter) {
        if let self { self.write(to: &json) } else { json.null() }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    func write(to json: inout JSONWriter) {
        json.array { json in
            for element in self { element.write(to: &json) }
        }
    }
}

extension JSONValue: JSONWritable {
    func write(to json: inout JSONWriter) {
        switch self {
        case .null: json.null()
        case .bool(let flag): json.bool(flag)
        case .number(let text): json.raw(text.utf8)
        case .string(let text): json.string(text)
        case .array(let elements): elements.write(to: &json)
        case .object(let object): object.write(to: &json)
        }
    }
}

extension JSONObject: JSONWritable {
    func write(to json: inout JSONWriter) {
        json.object { json in
            for member in members {
                json.key(named: member.key)
                member.value.write(to: &json)
            }
        }
    }
}
