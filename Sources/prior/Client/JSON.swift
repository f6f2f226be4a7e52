import Foundation

/// A JSON value as a client meets it: written with literals, read by path. A member that is not there is told with the
/// path that was asked for, so that an account of what went wrong needs no debugger.
enum JSON: Sendable, Hashable {
    case null
    case bool(Bool)
    case whole(Int)
    case number(Double)
    case text(String)
    case array([JSON])
    case object([String: JSON])

    /// Reads the bytes of an answer.
    init(_ bytes: Data) throws {
        self = try JSONDecoder().decode(JSON.self, from: bytes)
    }

    /// The bytes to send.
    var data: Data {
        get throws { try JSONEncoder().encode(self) }
    }

    /// A member of an object, or null.
    subscript(_ name: String) -> JSON {
        guard case .object(let members) = self else { return .null }
        return members[name] ?? .null
    }

    /// The value at a path of member names.
    func at(_ path: [String]) -> JSON { path.reduce(self) { $0[$1] } }

    /// The text at a path.
    func text(_ path: String...) throws -> String {
        guard case .text(let text) = at(path) else { throw missing(path, "a text") }
        return text
    }

    /// The whole number at a path.
    func whole(_ path: String...) throws -> Int {
        guard case .whole(let number) = at(path) else { throw missing(path, "a whole number") }
        return number
    }

    /// The truth value at a path.
    func flag(_ path: String...) throws -> Bool {
        guard case .bool(let flag) = at(path) else { throw missing(path, "true or false") }
        return flag
    }

    /// The items of the array at a path.
    func items(_ path: String...) throws -> [JSON] {
        guard case .array(let items) = at(path) else { throw missing(path, "a list") }
        return items
    }

    /// Whether the value at a path is there and not null.
    func has(_ path: String...) -> Bool { at(path) != .null }

    private func missing(_ path: [String], _ kind: String) -> Surprise {
        let whole = (try? data).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return Surprise("The answer has not \(kind) at `\(path.joined(separator: "."))`: \(whole.prefix(600))")
    }
}

extension JSON: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Int.self) {
            self = .whole(number)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let items = try? container.decode([JSON].self) {
            self = .array(items)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .whole(let number): try container.encode(number)
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .array(let items): try container.encode(items)
        case .object(let members): try container.encode(members)
        }
    }
}

extension JSON: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    init(stringLiteral value: String) { self = .text(value) }
    init(integerLiteral value: Int) { self = .whole(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
    init(arrayLiteral elements: JSON...) { self = .array(elements) }
    init(dictionaryLiteral elements: (String, JSON)...) { self = .object(.init(elements) { $1 }) }
}

/// A step that was answered otherwise than it should have been.
struct Surprise: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
