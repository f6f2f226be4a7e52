import Assessment
import Foundation
import HTTPTypes
import HummingbirdCore
import Rubrics

/// What versions say differently, for anyone to read.
enum ComparingRoutes {
    /// Of the kind that the address names.
    static func changes(of kind: DocumentKind) -> Route.Handler {
        { call in
            let (left, right) = (try call.key(), try call.key("to"))
            let rubrics = call.resources.rubrics
            guard let one = rubrics.entry(kind, left), let other = rubrics.entry(kind, right) else {
                throw Problem.notFound(kind.rawValue)
            }
            let changes = DocumentChange.between(one.publicJSON, other.publicJSON)
            return try .ok(ChangesBody(from: left.description, to: right.description, changes))
                .mayBeKept(as: "\(one.fingerprint.rawValue.prefix(20))-\(other.fingerprint.rawValue.prefix(20))", call)
        }
    }

    static func comparison(_ call: Call) async throws -> Answer {
        let (left, right) = (try call.key(), try call.key("with"))
        let policies = call.resources.rubrics.policies
        guard let one = policies[left], let other = policies[right] else { throw Problem.notFound("policy") }
        return try .ok(
            ComparisonBody(DocumentComparison(one, other), left: left.description, right: right.description)
        ).mayBeKept(as: "\(one.fingerprint.rawValue.prefix(20))-\(other.fingerprint.rawValue.prefix(20))", call)
    }
}

extension Call {
    /// The version that the path names.
    fileprivate func key() throws -> DocumentKey {
        let text = try text("key")
        guard let key = DocumentKey(text.removingPercentEncoding ?? text) else { throw Problem.notFound("version") }
        return key
    }

    /// The version that the query names.
    fileprivate func key(_ name: String) throws -> DocumentKey {
        guard let key = try query(name).flatMap({ DocumentKey($0) }) else {
            throw Problem.invalidQuery(name, "Send id@version, as lesotho@2.")
        }
        return key
    }
}

extension Answer {
    /// An answer made of what never changes: whoever has it need not pay for it again.
    fileprivate func mayBeKept(as tag: String, _ call: Call) -> Answer {
        let entityTag = "\"\(tag)\""
        let headers: HTTPFields = [.eTag: entityTag, .cacheControl: "public, max-age=3600"]
        guard !call.request.headers.alreadyHave(entityTag) else {
            return Answer(status: .notModified, headers: headers)
        }
        var answer = self
        for header in headers { answer.headers[header.name] = header.value }
        return answer
    }
}
