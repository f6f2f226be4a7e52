import Foundation

extension StatisticsBody {
    /// Comma-separated (RFC 4180) with a heading, one line a group.
    var csv: String {
        let lines = [["group"] + columns] + rows.map { row in [row.group] + row.values.map(Self.text) }
        return lines.map { $0.map(Self.field).joined(separator: ",") + "\r\n" }.joined()
    }

    /// One JSON object a line, one line a group.
    var ndjson: [UInt8] {
        var json = JSONWriter(capacity: 256 * (rows.count + 1))
        for row in rows {
            json.object { json in
                json.field("table", table)
                json.field("year", year)
                json.field("by", by)
                json.field("group", row.group)
                for (column, value) in zip(columns, row.values) {
                    json.key(named: column)
                    if let value { json.raw(Self.text(value).utf8) } else { json.null() }
                }
            }
            json.newline()
        }
        return json.bytes
    }

    /// Whole numbers without a point; times to the hundredth of a day.
    private static func text(_ value: Double?) -> String {
        guard let value else { return "" }
        return value == value.rounded() ? String(Int(value)) : String((value * 100).rounded() / 100)
    }

    /// A field that no spreadsheet takes for a formula, whatever an assessor is called (OWASP, “CSV Injection”): a text that
    /// begins like one gets an apostrophe before it. Bytes are looked at, not characters: CR and LF together are one of those.
    static func field(_ text: String) -> String {
        let isFormula = text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
        let safe = isFormula && Double(text) == nil ? "'" + text : text
        guard safe.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) || isFormula else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}
