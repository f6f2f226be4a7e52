import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

extension Call {
    /// The query as its route declares it: every parameter known, given once and of its shape, so that a typo is never
    /// silently dropped. Percent-encoded UTF-8; `+` is a space, as HTML forms write it.
    /// - Throws: 400 with each fault.
    func queryFields() throws -> [String: String] {
        var values: [String: String] = [:]
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map { String($0).replacing("+", with: " ").removingPercentEncoding }
            guard let name = decoded[0], let value = decoded.count > 1 ? decoded[1] : "" else {
                throw Problem.invalidQuery("", "Send UTF-8, percent-encoded.")
            }
            guard values[name] == nil else { throw Problem.invalidQuery(name, "Give `\(name)` once.") }
            values[name] = value
        }
        let faults = Self.faults(in: values, against: route.query)
        guard faults.isEmpty else { throw Problem.invalidQuery(faults) }
        return values
    }

    private static func faults(in values: [String: String], against fields: [Schema.Field]) -> [Fault] {
        let known = fields.map(\.name)
        var faults = values.keys.sorted().filter { !known.contains($0) }.map { name in
            Fault(
                pointer: "?\(name)", code: "unknown",
                detail: "Nobody knows this parameter here. Known: \(known.joined(separator: ", ")).")
        }
        for field in fields {
            if let value = values[field.name] {
                let json: JSONValue = if case .integer = field.schema { .number(value) } else { .string(value) }
                faults += field.schema.faults(in: json, at: "?\(field.name)")
                // Long texts may have line breaks, and PostgreSQL's text holds everything but this.
                if value.utf8.contains(0) {
                    faults.append(Fault(pointer: "?\(field.name)", code: "control", detail: "Send text without NUL."))
                }
            } else if field.isRequired {
                faults.append(
                    Fault(pointer: "?\(field.name)", code: "missing", detail: "Send `\(field.name)`: \(field.says)"))
            }
        }
        return faults
    }
}

extension Problem {
    /// Several faults of a query, each under `?name`.
    static func invalidQuery(_ faults: [Fault]) -> Problem {
        var problem = Problem(
            .badRequest, "invalid-query", "A query parameter is wrong",
            faults.count == 1 ? faults[0].detail : "\(faults.count) parameters are wrong; each is in `errors`.")
        problem.faults = faults
        return problem
    }
}
