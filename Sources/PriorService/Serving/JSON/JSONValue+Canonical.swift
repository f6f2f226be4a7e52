import Foundation

extension JSONValue {
    /// The value with the members of every object in the order of RFC 8785 (JCS), which its `data` then is where it holds no
    /// number but whole ones. A digest is taken over that, so that it does not hang on how somebody's database keeps JSON.
    var canonical: JSONValue {
        switch self {
        case .null, .bool, .number, .string: return self
        case .array(let elements): return .array(elements.map(\.canonical))
        case .object(let object):
            var sorted = JSONObject()
            let members = object.members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            for member in members { _ = sorted.append(member.key, member.value.canonical) }
            return .object(sorted)
        }
    }
}

/// So that an answer may hold JSON that was written elsewhere.
extension JSONValue: Encodable {
    func encode(to encoder: any Encoder) throws {
        switch self {
        case .null, .bool, .number, .string:
            var container = encoder.singleValueContainer()
            try encodeScalar(to: &container)
        case .array(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        case .object(let object):
            var container = encoder.container(keyedBy: MemberKey.self)
            for member in object.members { try container.encode(member.value, forKey: MemberKey(member.key)) }
        }
    }

    private func encodeScalar(to container: inout any SingleValueEncodingContainer) throws {
        switch self {
        case .bool(let flag): try container.encode(flag)
        case .string(let text): try container.encode(text)
        case .number(let text):
            guard let number = Decimal(string: text, locale: nil) else { return try container.encodeNil() }
            try container.encode(number)
        default: try container.encodeNil()
        }
    }

    private struct MemberKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }
}
