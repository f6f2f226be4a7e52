import Assessment
import Foundation

extension Schema {
    /// Every fault of a value against this shape, each with a JSON pointer; empty when the value fits. A member nobody
    /// knows is a fault too, so that a typo is never silently dropped.
    func faults(in value: JSONValue, at pointer: String = "") -> [Fault] {
        switch (self, value) {
        case (.any, _), (.boolean, .bool):
            return []
        case (.nullable(let schema), _):
            if case .null = value { return [] }
            return schema.faults(in: value, at: pointer)
        case (.named(let type), _):
            return type.schema.faults(in: value, at: pointer)
        case (.object(let fields), .object(let members)):
            return Self.faults(of: members, against: fields, at: pointer)
        case (.array(let schema, let count), .array(let items)):
            guard count.contains(items.count) else {
                return [
                    Fault(
                        pointer: pointer, code: "count",
                        detail: "Send \(count.lowerBound) to \(count.upperBound) items.")
                ]
            }
            return items.enumerated().flatMap { schema.faults(in: $1, at: "\(pointer)/\($0)") }
        case (.string(let rule), .string(let text)):
            return rule.fault(in: text).map { [Fault(pointer: pointer, code: $0.code, detail: $0.detail)] } ?? []
        case (.choice(let choices), .string(let text)):
            guard !choices.contains(text) else { return [] }
            return [Fault(pointer: pointer, code: "choice", detail: "Send one of: \(choices.joined(separator: ", ")).")]
        case (.integer(let range), .number):
            guard let number = value.int else {
                return [Fault(pointer: pointer, code: "type", detail: "Send a whole number, without decimals.")]
            }
            guard range.contains(number) else {
                return [
                    Fault(pointer: pointer, code: "range", detail: "Send \(range.lowerBound) to \(range.upperBound).")
                ]
            }
            return []
        case (.number(let range), .number):
            guard let number = value.double, range.contains(number) else {
                return [
                    Fault(pointer: pointer, code: "range", detail: "Send \(range.lowerBound) to \(range.upperBound).")
                ]
            }
            return []
        default:
            return [Fault(pointer: pointer, code: "type", detail: "Send \(kindInWords).")]
        }
    }

    private static func faults(of object: JSONObject, against fields: [Field], at pointer: String) -> [Fault] {
        var faults: [Fault] = []
        for field in fields {
            if let value = object[field.name] {
                faults += field.schema.faults(in: value, at: "\(pointer)/\(field.name)")
            } else if field.isRequired {
                faults.append(
                    Fault(
                        pointer: "\(pointer)/\(field.name)", code: "missing",
                        detail: "Send `\(field.name)`: \(field.says)"))
            }
        }
        let known = fields.map(\.name)
        for key in object.keys where !known.contains(key) {
            faults.append(
                Fault(
                    pointer: pointer + [JSONStep.key(key)].pointer, code: "unknown",
                    detail: "Nobody knows this field here. Known: \(known.joined(separator: ", "))."))
        }
        return faults
    }

    private var kindInWords: String {
        switch self {
        case .object: "an object"
        case .array: "an array"
        case .string: "a text"
        case .choice(let choices): "one of: \(choices.joined(separator: ", "))"
        case .integer: "a whole number"
        case .number: "a number"
        case .boolean: "true or false"
        case .nullable(let schema): "\(schema.kindInWords), or null"
        case .named(let type): type.schema.kindInWords
        case .any: "any JSON"
        }
    }
}

extension Schema.TextRule {
    /// What is wrong with a text, or nil.
    func fault(in text: String) -> (code: String, detail: String)? {
        let count = text.unicodeScalars.count
        guard length.contains(count) else {
            return ("length", "Send \(length.lowerBound) to \(length.upperBound) characters; these are \(count).")
        }
        if form != .plain || length.upperBound <= 300,
            text.unicodeScalars.contains(where: \.properties.isControlOrLineBreak)
        {
            return ("control", "Send one line of text, without control characters.")
        }
        if length.lowerBound > 0, text.allSatisfy(\.isWhitespace) {
            return ("blank", "Send some text, not only spaces.")
        }
        return formFault(in: text)
    }

    private func formFault(in text: String) -> (code: String, detail: String)? {
        switch form {
        case .plain:
            return nil
        case .uuid:
            return UUID(uuidString: text) == nil ? ("form", "Send an id as it was given to you (a UUID).") : nil
        case .date:
            return CalendarDate(text) == nil ? ("form", "Send a date that exists, as 2026-03-31.") : nil
        case .dateTime:
            return RFC3339.date(text) == nil ? ("form", "Send a time that exists, as 2026-03-31T08:00:00Z.") : nil
        case .email:
            let parts = text.split(separator: "@", omittingEmptySubsequences: false)
            let isFine =
                parts.count == 2 && !parts[0].isEmpty && parts[1].contains(/^[^.\s].*\.[^.\s]+$/) && !text.contains(" ")
            return isFine ? nil : ("form", "Send an e-mail address, as thabo@example.org.")
        case .decimal:
            return text.wholeMatch(of: /[0-9]{1,9}(\.[0-9]{1,4})?/) == nil
                ? ("form", "Send a number as text, as \"12\" or \"2.5\".") : nil
        case .slug:
            return text.wholeMatch(of: /[a-z0-9][a-z0-9.-]*/) == nil
                ? ("form", "Send lower-case letters, digits, dots and hyphens.") : nil
        case .sha256:
            return text.wholeMatch(of: /[0-9a-f]{64}/) == nil
                ? ("form", "Send a SHA-256 digest as 64 lower-case hex digits.") : nil
        }
    }
}

extension Unicode.Scalar.Properties {
    fileprivate var isControlOrLineBreak: Bool {
        switch generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
