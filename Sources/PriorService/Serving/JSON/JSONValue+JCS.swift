extension JSONValue {
    /// The bytes of the canonical form of RFC 8785 (JCS), numbers too; nil where a number is none that JSON can hold.
    var jcs: [UInt8]? { withCanonicalNumbers?.canonical.data }

    private var withCanonicalNumbers: JSONValue? {
        switch self {
        case .null, .bool, .string:
            return self
        case .number(let text):
            guard let double = Double(text), double.isFinite else { return nil }
            return .number(Self.numeral(double))
        case .array(let elements):
            let canonical = elements.compactMap(\.withCanonicalNumbers)
            return canonical.count == elements.count ? .array(canonical) : nil
        case .object(let object):
            var result = JSONObject()
            for member in object.members {
                guard let value = member.value.withCanonicalNumbers else { return nil }
                _ = result.append(member.key, value)
            }
            return .object(result)
        }
    }

    /// A number as ECMAScript's Number::toString writes it. Swift finds the same shortest digits and sets the point
    /// elsewhere.
    private static func numeral(_ double: Double) -> String {
        guard double != 0 else { return "0" }
        let sign = double < 0 ? "-" : ""
        let parts = double.magnitude.description.split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        var digits = mantissa[0] + (mantissa.count > 1 ? mantissa[1] : "")
        // The point stands after so many of the digits.
        var point = mantissa[0].count + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        while digits.first == "0" {
            digits.removeFirst()
            point -= 1
        }
        while digits.last == "0" { digits.removeLast() }
        let count = digits.count
        if (count...21).contains(point) { return sign + digits + String(repeating: "0", count: point - count) }
        if (1...21).contains(point) { return sign + digits.prefix(point) + "." + digits.dropFirst(point) }
        if (-5...0).contains(point) { return sign + "0." + String(repeating: "0", count: -point) + digits }
        let exponent = point - 1
        let tail = "e" + (exponent < 0 ? "-" : "+") + String(exponent.magnitude)
        return sign + digits.prefix(1) + (count > 1 ? "." : "") + digits.dropFirst() + tail
    }
}
