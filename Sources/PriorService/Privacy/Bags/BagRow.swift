import Foundation
import Postgres

/// Rows of tables as records of a bag: what stands in the table and nothing else, so that a column that is added later is in
/// the bag without anybody thinking of it.
enum BagRow {
    /// A row that PostgreSQL wrote as JSON: names as the API writes them, digests in hexadecimal, nothing that is null, and
    /// nothing by which anybody could come in.
    static func record(_ text: JSONText) throws -> JSONObject {
        record(try StrictJSON.parse(Array(text.rawValue.utf8), limits: .ofRecords).object ?? JSONObject())
    }

    /// Several rows.
    static func records(_ text: JSONText) throws -> [JSONValue] {
        let rows = try StrictJSON.parse(Array(text.rawValue.utf8), limits: .ofRecords).array ?? []
        return rows.compactMap(\.object).map { .object(record($0).without("evidence", "institution")) }
    }

    private static func record(_ row: JSONObject) -> JSONObject {
        var record = JSONObject()
        for member in row.members where !member.value.isNull && !isSecret(member.key) {
            _ = record.append(name(member.key), value(member.value, of: member.key))
        }
        return record
    }

    private static func isSecret(_ column: String) -> Bool {
        ["token", "secret", "code_digest", "password"].contains { column.contains($0) }
    }

    /// `started_at` → `startedAt`; an id loses its ending, `observer_id` → `observer`.
    static func name(_ column: String) -> String {
        var parts = column.split(separator: "_").map(String.init)
        if parts.count > 1, parts.last == "id" { parts.removeLast() }
        return (parts.first ?? column) + parts.dropFirst().map(\.capitalized).joined()
    }

    private static func value(_ value: JSONValue, of column: String) -> JSONValue {
        guard column.hasSuffix("digest"), let text = value.string, text.hasPrefix("\\x") else { return value }
        return .string(String(text.dropFirst(2)))
    }
}

extension StrictJSON.Limits {
    /// For what this service wrote, or what is bounded already: a claim may have many thousand links.
    static let ofRecords = StrictJSON.Limits(nodes: 5_000_000)
}

extension Connection {
    /// Rows as records; the query's one column is `record`, a `jsonb`.
    func records(_ sql: SQL) async throws -> [JSONObject] {
        try await query(sql).map { try BagRow.record(try $0["record"]) }
    }
}

extension JSONObject {
    /// As a file of a bag: canonical (RFC 8785), with the end of its line.
    var fileBytes: [UInt8] { JSONValue.object(self).canonical.data + [UInt8(ascii: "\n")] }

    func text(_ key: String) -> String { self[key]?.string ?? "" }

    /// Without some members.
    func without(_ keys: String...) -> JSONObject {
        var copy = self
        for key in keys { copy[key] = nil }
        return copy
    }
}
