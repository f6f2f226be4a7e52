import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The query of a request, held against what its route declares before any handler runs: a parameter nobody knows is
/// refused like an unknown member of a body, so that a filter with a typo never answers with everything.
enum RequestQuery {
    static func check(_ request: Request, for route: Route) throws {
        let known = route.query.map(\.name)
        var seen: Set<String> = []
        for (key, value) in request.uri.queryParameters {
            let name = String(key)
            guard let field = route.query.first(where: { $0.name == name }) else {
                let words = known.isEmpty ? "This address takes no query." : "Known: \(known.joined(separator: ", "))."
                throw Problem.invalidQuery(name, "Nobody knows this parameter here. \(words)")
            }
            guard seen.insert(name).inserted else { throw Problem.invalidQuery(name, "Give `\(name)` once.") }
            if let fault = field.schema.fault(inQueryValue: String(value)) { throw Problem.invalidQuery(name, fault) }
        }
        for field in route.query where field.isRequired && !seen.contains(field.name) {
            throw Problem.invalidQuery(field.name, "Send `\(field.name)`: \(field.says)")
        }
    }
}

extension Schema {
    /// What is wrong with a value that came as text, or nil.
    fileprivate func fault(inQueryValue text: String) -> String? {
        guard !text.utf8.contains(0), !text.unicodeScalars.contains("\u{FFFD}") else {
            return "Send UTF-8 text, percent-encoded, without NUL."
        }
        let value: JSONValue =
            switch self {
            case .integer, .number: .number(text)
            case .boolean where text == "true" || text == "false": .bool(text == "true")
            default: .string(text)
            }
        return faults(in: value).first?.detail
    }
}
