import Assessment
import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Rubrics

/// What credit is measured against, for anyone to read: a learner before they claim, an assessor while they score, whoever
/// checks a decision years later.
enum RubricsRoutes {
    static func frameworks(_ call: Call) async throws -> Answer {
        try list(call, call.resources.rubrics.frameworks) { _ in
            true
        } body: { document in
            DocumentSummaryBody(document, document.value.name, document.value.authority, document.value.region)
        }
    }

    static func framework(_ call: Call) async throws -> Answer {
        try show(call, call.resources.rubrics.frameworks, "framework")
    }

    static func policies(_ call: Call) async throws -> Answer {
        try list(call, call.resources.rubrics.policies) { _ in
            true
        } body: { document in
            DocumentSummaryBody(document, document.value.title, document.value.authority, document.value.region)
        }
    }

    static func policy(_ call: Call) async throws -> Answer {
        try show(call, call.resources.rubrics.policies, "policy")
    }

    static func units(_ call: Call) async throws -> Answer {
        let (field, region, text) = (try call.query("field"), try call.query("region"), try call.query("q"))
        return try list(
            call, call.resources.rubrics.units, where: { $0.matches(field: field, region: region, text: text) },
            body: { UnitSummaryBody($0) })
    }

    static func unit(_ call: Call) async throws -> Answer {
        try show(call, call.resources.rubrics.units, "unit")
    }

    /// In the order of their keys.
    static func list<Value, Body: KeyedBody>(
        _ call: Call, _ documents: [DocumentKey: Document<Value>], where isWanted: (Value) -> Bool,
        body: (Document<Value>) -> Body
    ) throws -> Answer {
        let page = try call.page(keys: 1)
        let after = page.after?.first.flatMap { DocumentKey($0) }
        let found = documents.values.filter { document in
            after.map { $0 < document.key } ?? true && isWanted(document.value)
        }
        let items = found.sorted { $0.key < $1.key }.prefix(page.limit + 1).map(body)
        return try call.list(items, page) { [$0.key] }
    }

    /// The whole document as it was published, with the fingerprint that scorecards pin.
    static func show<Value>(
        _ call: Call, _ documents: [DocumentKey: Document<Value>], _ what: String
    ) throws -> Answer {
        let text = try call.text("key")
        guard let document = (DocumentKey(text.removingPercentEncoding ?? text)).flatMap({ documents[$0] }) else {
            throw Problem.notFound(what)
        }
        let entityTag = "\"\(document.fingerprint)\""
        // A published version never changes: whoever has it need not pay for it again.
        let headers: HTTPFields = [.eTag: entityTag, .cacheControl: "public, max-age=3600"]
        guard !call.request.headers.alreadyHave(entityTag) else {
            return Answer(status: .notModified, headers: headers)
        }
        var json = JSONWriter(capacity: document.publicJSON.utf8.count + 300)
        json.object { json in
            json.field("key", document.key.description)
            json.field("status", document.status.rawValue)
            json.field("fingerprint", document.fingerprint.rawValue)
            json.key("document")
            json.raw(document.publicJSON.utf8)
        }
        var answer = Answer.json(.ok, bytes: json.buffer)
        for header in headers { answer.headers[header.name] = header.value }
        return answer
    }
}

extension Assessment.Unit {
    /// Whether it is in this field, from this region, and speaks of this; a nil asks nothing. Case and accents do not count.
    fileprivate func matches(field: String?, region: String?, text: String?) -> Bool {
        let options: String.CompareOptions = [.caseInsensitive, .diacriticInsensitive]
        func has(_ texts: [String], _ wanted: String?) -> Bool {
            guard let wanted else { return true }
            return texts.contains { $0.range(of: wanted, options: options) != nil }
        }
        return has([self.field], field) && has([self.region], region)
            && has([title, summary, self.field] + glosses.map(\.title), text)
    }
}
