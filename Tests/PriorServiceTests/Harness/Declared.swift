import Foundation
import HTTPTypes
import Testing

@testable import PriorService

/// Holds what the service answers against what its routes table declares: the status, and the shape of a JSON body.
enum Declared {
    static func check(_ seen: Seen, _ method: HTTPRequest.Method, _ path: String) {
        guard let route = route(method, path) else { return }
        let declared = route.gives.filter { $0.status == seen.status }
        // A route that answers in several media types is held to the one it answered in.
        if let giving = declared.first(where: { $0.body.isOther(seen.headers[.contentType]) }) ?? declared.first {
            switch giving.body {
            case .json(let type):
                let faults = type.schema.faults(in: seen.json)
                #expect(faults.isEmpty, "\(route.name) answers what \(type) does not declare: \(faults)")
            case .list(let type):
                for item in seen.items {
                    let faults = type.schema.faults(in: item)
                    #expect(faults.isEmpty, "\(route.name) lists what \(type) does not declare: \(faults)")
                }
            case .nothing, .other:
                break
            }
        } else {
            #expect(
                route.problemStatuses.contains(seen.status),
                "\(route.name) answered \(seen.status), which it does not declare: \(seen.text)")
            if case .json(let type) = route.refuses, method != .head {
                let faults = type.schema.faults(in: seen.json)
                #expect(faults.isEmpty, "\(route.name) refuses otherwise than \(type) declares: \(faults)")
            } else if let problem = seen.problem {
                #expect(documented.contains("| `\(problem)` |"), "docs/api/problems.md does not list \(problem)")
            }
        }
    }

    private static let documented: String =
        (try? String(contentsOf: Stage.packageRoot.appending(path: "docs/api/problems.md"), encoding: .utf8)) ?? ""

    private static func route(_ method: HTTPRequest.Method, _ path: String) -> Route? {
        let parts = path.split(separator: "?")[0].split(separator: "/")
        return (Routes.all + Routes.demo).first { route in
            let pattern = route.path.split(separator: "/")
            return route.method == method && pattern.count == parts.count
                && zip(pattern, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
    }
}

extension Route.Giving.Content {
    /// Whether it is some other media type than the service's JSON, and a `Content-Type` names it.
    fileprivate func isOther(_ contentType: String?) -> Bool {
        guard case .other(let mediaType) = self, let contentType else { return false }
        return contentType.split(separator: ";").first.map { String($0) } == mediaType
    }
}
